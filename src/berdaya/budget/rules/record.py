"""A gender budget statement as frozen values, as it stands on the paper.

Three things are kept apart: a field that nobody read (`UNREAD`: unknown), a field that is empty on the paper
("" or None: judged), and what is written. What should be a number and is none stays as it was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class Unread(Enum):
    """Nobody read this field; nothing is known of it."""

    UNREAD = "belum dibaca"


UNREAD: Final = Unread.UNREAD


@dataclass(frozen=True, slots=True)
class Malformed:
    """Something typed where a number belongs: a decimal, a negative, words."""

    raw: str


Text = str | Unread
Number = int | Malformed | None | Unread

FACTORS: Final = {"akses": "Akses", "partisipasi": "Partisipasi", "kontrol": "Kontrol", "manfaat": "Manfaat"}
LEVELS: Final = {"sub_kegiatan": "Sub Kegiatan", "kegiatan": "Kegiatan", "program": "Program"}


@dataclass(frozen=True, slots=True)
class Datum:
    """One fact of the opening data; with `note` it is a sentence without figures.

    `slot` is its row on the form, `groups` says in how many groups the people counted are.
    """

    label: str
    men: Number = UNREAD
    women: Number = UNREAD
    total: Number = UNREAD
    unit: Text = UNREAD
    year: Number = UNREAD
    source: Text = UNREAD
    slot: str = ""
    note: bool = False
    groups: Number = UNREAD

    @property
    def by_sex(self) -> tuple[int, int] | None:
        """Men and women, where both are counted."""
        if isinstance(self.men, int) and isinstance(self.women, int):
            return self.men, self.women
        return None

    @property
    def count(self) -> int | None:
        """The total as typed, else the sum of both sexes."""
        if isinstance(self.total, int):
            return self.total
        return sum(self.by_sex) if self.by_sex else None


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the four: what is said, with its percentages as typed and the data it names."""

    name: str
    text: Text
    men_percent: Text = UNREAD
    women_percent: Text = UNREAD
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause; `factors` are those that it explains."""

    key: str
    text: str
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An output or outcome with its target. `level` is that of the nomenclature, or keluaran or dampak."""

    level: str
    text: str
    value: Text = UNREAD
    unit: Text = UNREAD
    men: Number = UNREAD
    women: Number = UNREAD
    baseline: Text = UNREAD
    year: Number = UNREAD

    @property
    def by_sex(self) -> tuple[int, int] | None:
        if isinstance(self.men, int) and isinstance(self.women, int):
            return self.men, self.women
        return None


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of the plan. `causes` and `gaps` are what it answers; None where nobody said."""

    text: str
    budget: Number = UNREAD
    output: Text = UNREAD
    causes: tuple[str, ...] | None = None
    gaps: tuple[str, ...] | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Shelved:
    """An activity that was put off or struck out, and why."""

    text: str
    budget: Number
    fate: str
    reason: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the RKA or DPA says of the same sub-activity; `wrong` are rows that hold no whole rupiah."""

    total: Number = UNREAD
    rows: Mapping[str, int] = field(default_factory=dict)
    wrong: Mapping[str, Malformed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one sub-activity in one year. Every list may be UNREAD; () is an empty one."""

    office: Text = UNREAD
    unit: Text = UNREAD
    kelurahan: Text = UNREAD
    kota: Text = UNREAD
    year: Number = UNREAD
    program: Text = UNREAD
    activity: Text = UNREAD
    sub_activity: Text = UNREAD
    purpose: Text = UNREAD
    code: Text = UNREAD
    data: tuple[Datum, ...] | Unread = UNREAD
    factors: Mapping[str, Factor] | Unread = UNREAD
    internal: tuple[Cause, ...] | Unread = UNREAD
    external: tuple[Cause, ...] | Unread = UNREAD
    yardstick: Text = UNREAD
    outputs: tuple[Indicator, ...] | Unread = UNREAD
    outcomes: tuple[Indicator, ...] | Unread = UNREAD
    total: Number = UNREAD
    activities: tuple[Activity, ...] | Unread = UNREAD
    impact_outputs: tuple[Indicator, ...] | Unread = UNREAD
    impacts: tuple[Indicator, ...] | Unread = UNREAD
    responsible: Text = UNREAD
    title: Text = UNREAD
    nip: Text = UNREAD
    place: Text = UNREAD
    signed_on: Text = UNREAD
    inclusion: Text = UNREAD
    accounts: Accounts | Unread = UNREAD
    shelved: tuple[Shelved, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def counted(self) -> tuple[Datum, ...]:
        """The opening data that count something."""
        return () if isinstance(self.data, Unread) else tuple(one for one in self.data if not one.note)

    @property
    def causes(self) -> tuple[Cause, ...] | Unread:
        """Internal and external causes; UNREAD while one of both is."""
        if isinstance(self.internal, Unread) or isinstance(self.external, Unread):
            return UNREAD
        return self.internal + self.external

    @property
    def situation(self) -> str:
        """All that the situation says, in one text."""
        parts = [] if isinstance(self.data, Unread) else [one.label for one in self.data]
        if not isinstance(self.factors, Unread):
            parts += [one.text for one in self.factors.values() if isinstance(one.text, str)]
        for causes in (self.internal, self.external):
            parts += [] if isinstance(causes, Unread) else [one.text for one in causes]
        return "\n".join(parts)


def is_empty(value: object) -> bool:
    """Present and empty on the paper: null, "", nothing in a list, or the dash of an unused field."""
    if value is None or value == ():
        return True
    return isinstance(value, str) and value.strip() in ("", "-", "–", "—")
