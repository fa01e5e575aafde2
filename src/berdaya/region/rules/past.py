"""How a place came to be, and what became of it: one step upstream, one step downstream, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from berdaya.kernel.calendar import format_date
from berdaya.kernel.shares import as_ratio
from berdaya.region.rules.history import Change, History


class Side(Enum):
    """On which side of the place the other one lies."""

    BEFORE = "asal"
    AFTER = "lanjutan"


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on, a share of one place belongs to another. `other` is the one that is not this place."""

    side: Side
    day: date
    change: Change
    other: str
    share: Fraction
    source: str = ""

    def words(self, title: str) -> str:
        """`Sejak 1 Januari 2027 bagian 2/5 diteruskan ke Desa …`."""
        what = {
            Side.BEFORE: {
                Change.SPLIT: "dipecah dari",
                Change.MERGE: "menampung",
                Change.RENUMBERING: "kode baru dari",
            },
            Side.AFTER: {
                Change.SPLIT: "dipecah ke",
                Change.MERGE: "digabung ke",
                Change.RENUMBERING: "berganti kode menjadi",
            },
        }[self.side].get(self.change, "diteruskan ke" if self.side is Side.AFTER else "berasal dari")
        share = "" if self.share == 1 else f", bagian {as_ratio(self.share)}"
        return f"Sejak {format_date(self.day)} {what} {title}{share}"


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that the place bore until a day, or bears since one."""

    name: str
    first: date | None
    last: date | None
    source: str

    @property
    def words(self) -> str:
        if self.last is not None:
            return f"Bernama {self.name} sampai {format_date(self.last)}"
        return f"Bernama {self.name}" + (f" sejak {format_date(self.first)}" if self.first else "")


def steps(history: History, code: str) -> list[Step]:
    """What records say of a place, the latest first. That a place remains itself is no step."""
    found = []
    for record in history.changes_in(""):
        if record.valid_to is None:
            continue
        day = record.valid_to + timedelta(days=1)
        for part in record.replaced_by:
            if part.code == record.code or code not in (part.code, record.code):
                continue
            side, other = (Side.AFTER, part.code) if record.code == code else (Side.BEFORE, record.code)
            found.append(Step(side, day, record.change, other, part.share, record.source))
    return latest_first(found)


def latest_first(found: Sequence[Step]) -> list[Step]:
    return sorted(found, key=lambda step: (-step.day.toordinal(), step.side.value, step.other))


def other_names(history: History, code: str) -> list[OtherName]:
    return [
        OtherName(record.name, record.valid_from, record.valid_to, record.source)
        for record in history.renamings
        if record.code == code
    ]


def beginning(history: History, code: str) -> str:
    """The source that tells how a place began (`baru`), or nothing."""
    return next((r.source for r in history.versions.get(code, ()) if r.change is Change.NEW), "")
