"""Counts of people by sex: L (laki-laki) and P (perempuan). A count without L/P says so."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class BySex:
    """People counted by sex; never negative."""

    men: int
    women: int

    def __post_init__(self) -> None:
        if self.men < 0 or self.women < 0:
            raise ValueError("a count of people is never negative")

    @property
    def total(self) -> int:
        return self.men + self.women

    @property
    def women_share(self) -> Fraction | None:
        """Share of women, exact; None when nobody was counted."""
        return Fraction(self.women, self.total) if self.total else None

    def __add__(self, other: "BySex") -> "BySex":
        return BySex(self.men + other.men, self.women + other.women)
