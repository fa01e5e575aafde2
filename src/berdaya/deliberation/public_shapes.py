"""The fields that everybody may see of a proposal, a unit and a village; `public` fills them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from berdaya.kernel.status import StatusLine


class Reached(StrEnum):
    """How far a proposal has come, for everybody."""

    WAITING = "dibahas"
    JOINED = "digabung"
    STOPPED = "berhenti"
    ROUTED = "dialihkan"
    RESERVE = "cadangan"
    AGREED = "disepakati"
    FUNDED = "didanai"
    BUILT = "dibangun"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history."""

    state: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """The same wish in another year, or the proposal that it was joined to."""

    code: str
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class PublicProposal:
    """One proposal as everybody may read it."""

    code: str
    label: str
    title: str
    unit: str
    unit_territory: str
    unit_group: str
    village: str
    village_code: str
    year: int
    place: str
    volume: str
    cost: int | None
    granted: int | None
    agency: str
    source: str
    men: str
    women: str
    households: str
    state: str
    reached: Reached
    fate: StatusLine
    carried: str
    steps: tuple[Step, ...]
    earlier: tuple[Link, ...]
    later: Link | None
    joined: Link | None
    support: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in the list of a unit or a village."""

    code: str
    label: str
    title: str
    unit: str
    cost: int | None
    state: str
    reached: Reached
    next: str


@dataclass(frozen=True, slots=True)
class Sum:
    """How many, and how much."""

    count: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class Given:
    """What residents, firms and the centre give: for how many proposals, rupiah pledged and received."""

    count: int
    pledged: int
    received: int


@dataclass(frozen=True, slots=True)
class UnitSum:
    """What one unit asked for; `group` is empty for an RT or RW."""

    title: str
    territory: str
    group: str
    asked: Sum


@dataclass(frozen=True, slots=True)
class Year:
    """Asked, agreed, funded, built in one plan year; a proposal joined to another is counted once, there."""

    year: int
    asked: Sum
    agreed: Sum
    funded: Sum
    built: Sum
    units: tuple[UnitSum, ...]
    rows: tuple[Row, ...]
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A unit or a village with its years, the latest first."""

    title: str
    place: str
    territory: str
    group: str
    village_code: str
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A village that has a page: its name, the latest plan year and how many proposals that year has."""

    code: str
    title: str
    year: int
    count: int
