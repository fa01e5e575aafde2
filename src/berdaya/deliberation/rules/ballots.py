"""What a merge starts from: units with their ranked lists, proposals with their costs, money with its limits.

A unit is an RT, an RW or a group. Money is in whole units of one currency (rupiah, or million rupiah in a
worked example); weights are positive integers or exact ratios.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

CRITERIA = ("urgency", "beneficiaries", "poor", "priorities", "readiness")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its weight, its list (first choice first) and the balance that it brings from last year.

    `households` and `poor` stand behind the weight; None where the weight was given as such.
    """

    name: str
    weight: Fraction
    ranking: tuple[str, ...]
    opening: Fraction = Fraction(0)
    households: int | None = None
    poor: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal: cost, menu, number of registration, and what the criteria score needs where it is known."""

    name: str
    cost: int
    menu: str
    number: int
    criteria: tuple[int, ...] = ()
    poor_households: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """Everything a merge needs. `ceilings` limits menus; the others are limited by the budget only."""

    budget: int
    units: tuple[Unit, ...]
    proposals: tuple[Proposal, ...]
    ceilings: Mapping[str, int] = field(default_factory=dict)
    poor_weight: Fraction = Fraction(1)
    memory: Fraction = Fraction(1)
    least_coverage: Fraction = Fraction(0)
    complete: bool = True
    criteria_weights: tuple[int, ...] = (25, 20, 25, 15, 15)

    @property
    def weight(self) -> Fraction:
        return sum((unit.weight for unit in self.units), Fraction(0))

    def shares(self) -> dict[str, Fraction]:
        """The part of the budget that each unit's weight gives it."""
        per_weight = self.budget / self.weight if self.units else Fraction(0)
        return {unit.name: per_weight * unit.weight for unit in self.units}


def unit_weight(households: int, poor: int, poor_weight: Fraction = Fraction(1)) -> Fraction:
    """Households, and each poor household counted again by `poor_weight`."""
    return households + poor_weight * poor
