"""Half-years: the periods of the reports to the head of the region."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """A half of a calendar year."""

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

    @property
    def key(self) -> str:
        """`2026-1`: how addresses and records name it."""
        return f"{self.year}-{self.half}"

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
