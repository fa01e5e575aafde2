"""An act of the demo: a piece of work that its people have done, and the stories that the acts belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Act:
    """A piece of work in the office: what it is, who does it, whom to play to see it and where, the deed.

    The deed says whether there was anything left to do.
    """

    title: str
    who: str
    player: str
    address: str
    deed: Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in one place: its key in the cast, its title, what it tells, what strangers can read."""

    key: str
    title: str
    words: str
    acts: tuple[Act, ...]
    open_pages: tuple[tuple[str, str], ...] = ()
