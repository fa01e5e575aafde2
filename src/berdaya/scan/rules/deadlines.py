"""Until when each stage of a cycle should be done, and which stages are late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from berdaya.rulebook.rules import Rulebook

NAME: Final = "scan.deadlines"
REPORT: Final = "laporan"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The rule `scan.deadlines`: days by stage, from the first day of a cycle."""

    key: str
    days: Mapping[str, int]

    def due(self, stage: str, begun: date) -> date:
        return begun + timedelta(days=self.days[stage])

    def late(self, stage: str, begun: date, done: bool, today: date) -> bool:
        """A stage is late from the day after its last day, as long as it is not done."""
        return not done and self.due(stage, begun) < today


def deadlines_on(book: Rulebook, day: date, territory: str = "") -> Deadlines:
    rule = book.in_force(NAME, day, territory=territory)
    return Deadlines(rule.key, dict(rule.values["days"]))


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """A half of a calendar year: the period of a report to the head of the region."""

    year: int
    half: int

    @property
    def first(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def words(self) -> str:
        return f"Semester {'I' if self.half == 1 else 'II'} {self.year}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def half_of(day: date) -> HalfYear:
    return HalfYear(day.year, 1 if day.month <= 6 else 2)


def halves_of(first: date, last: date) -> list[HalfYear]:
    """Every half-year that the period touches, the earliest first."""
    found, here = [], half_of(first)
    while here.first <= last:
        found.append(here)
        here = HalfYear(here.year + 1, 1) if here.half == 2 else HalfYear(here.year, 2)
    return found
