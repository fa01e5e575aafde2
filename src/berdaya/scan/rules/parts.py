"""What a part of the work tells of one village: how far it is, in words, and the next step."""

from dataclasses import dataclass
from datetime import date

from berdaya.kernel.offers import Progress


@dataclass(frozen=True, slots=True)
class Told:
    """`figure` and `words` say how far it is (`41 dari 120`, `rumah tangga sudah diperiksa`), `next` what
    comes next; `address` is empty where there is nothing to see yet. No names, no addresses of people."""

    progress: Progress
    figure: str
    words: str
    next: str = ""
    address: str = ""
    button: str = "Buka"


@dataclass(frozen=True, slots=True)
class Box:
    """A part on the page of a village: its stage in the words of the place, and when it is due."""

    stage: str
    title: str
    told: Told
    due: date | None
    late: bool
    applies: bool = True
