"""What a room offers to the whole office: tasks that wait for somebody, what its search finds, and what it
knows of a place.

A room has `tasks.py` with `tasks_for(hat) -> list[Task]`,
`search.py` with `hits_for(hat, text) -> list[Hit]`,
`place.py` with `sections_for(hat, code) -> list[Section]`,
`chain.py` with `reach_for(hat) -> Reach | None` for the band of the chain on the desk,
`uses.py` with `uses_of(kind, ident) -> list[Use]` for what would lose its ground with a record,
`sequels.py` with `sequels_of(hat, kind, ident) -> list[Sequel]` for what became of a record, and
`stages.py` with `stages_for(hat, codes) -> list[StageState]` for the board of assisted places.
The house gathers them; no room knows another's.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits: what (verb first), why it matters, until when, and the page where it is done."""

    what: str
    why: str
    address: str
    button: str = "Buka"
    due: date | None = None

    def late(self, today: date) -> bool:
        return self.due is not None and self.due < today

    def days(self, today: date) -> str:
        """ "besok", "4 hari lagi", "lewat 1 hari"."""
        if self.due is None:
            return ""
        left = (self.due - today).days
        if left < 0:
            return f"lewat {-left} hari"
        return {0: "hari ini", 1: "besok"}.get(left, f"{left} hari lagi")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search found: its kind in plain words, its name, where it lies."""

    kind: str
    name: str
    where: str
    address: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a section: what it is called, its value, what stands behind it, the page that says more."""

    label: str
    value: str
    context: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What a room knows of one place: a heading that says it, its facts, and the page where the rest is.

    `words` stand above the facts, or in their stead. `picture` is the address of a stored picture and
    `said` what it shows. A room that knows nothing of the place gives no section.
    """

    heading: str
    facts: tuple[Fact, ...] = ()
    words: str = ""
    address: str = ""
    button: str = ""
    picture: str = ""
    said: str = ""


class Progress(StrEnum):
    """How far one stage of the work in one place is."""

    DONE = "selesai"
    RUNNING = "berjalan"
    WAITING = "belum"


@dataclass(frozen=True, slots=True)
class StageState:
    """What a room tells of one stage of one place: how far it is, in words, until when, and where to look."""

    code: str
    stage: str
    progress: Progress
    words: str
    address: str = ""
    due: date | None = None

    def late(self, today: date) -> bool:
        return self.due is not None and self.progress is not Progress.DONE and self.due < today


@dataclass(frozen=True, slots=True)
class Reach:
    """How many households of decile 1 one station of the chain reaches in the territory of a hat.

    `station` names the station as the menu does, `words` says what the number counts, `facts` stand below.
    """

    station: str
    households: int
    words: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """Something that was made from a record of another room; `open` while people still work on it."""

    words: str
    open: bool


@dataclass(frozen=True, slots=True)
class Sequel:
    """What became of a part of a record in a room above ("Lalu?").

    `key` names the part, `words` say how far it is, `alert` where somebody should look.
    """

    key: str
    title: str
    words: str
    address: str
    alert: bool = False


def by_deadline(tasks: list[Task]) -> list[Task]:
    """Those with the nearest deadline first, those without one last."""
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max, task.what))
