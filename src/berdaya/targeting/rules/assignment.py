"""Which agency assists which place: the problem as values, and the exact arithmetic of any answer.

The letters are those of the method: g fit, d distance, D the longest distance, l load, s strength, U the
heaviest relative load, k and u the least and most places of an agency. Everything stands in code order, so
the order in which rows arrived never matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from math import floor

from berdaya.kernel.shares import round_half_up

COST_PLACES = 6
Lead = tuple[int, ...]
Matrix = tuple[tuple[Fraction, ...], ...]


class Row(IntEnum):
    """The limits that may be switched on or dropped, by their number in the method."""

    LOAD = 3
    STABILITY = 5
    RED = 6
    FLOOR = 7


@dataclass(frozen=True, slots=True)
class Agency:
    """A perangkat daerah: k and u bound its number of places, s is its staff as a share of the mean."""

    code: str
    name: str
    least: int
    most: int
    strength: Fraction


@dataclass(frozen=True, slots=True)
class AssistedPlace:
    """A chosen desa or kelurahan. The load is the work it brings; `about` is carried into the answer."""

    code: str
    name: str
    load: Fraction
    red: bool = False
    about: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """An agency and a place tied (pin) or kept apart (ban) by a person, with a reason and maybe a decree."""

    agency: str
    place: str
    reason: str
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    alpha: Fraction
    beta: Fraction
    gamma: Fraction
    delta: Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """Row 5 (None: a base year), row 6, row 7 (None: no floor)."""

    change_share: Fraction | None = None
    red_each: bool = False
    fit_floor: Fraction | None = None


@dataclass(frozen=True)
class Problem:
    """Sets and matrices: `fit[a][c]`, `shares[v][c]`, `km[a][v]`; agencies and places in code order."""

    agencies: tuple[Agency, ...]
    places: tuple[AssistedPlace, ...]
    needs: tuple[str, ...]
    fit: Matrix
    shares: Matrix
    km: Matrix | None
    weights: Weights
    limits: Limits = Limits()
    previous: Mapping[str, str] | None = None
    pins: tuple[Pair, ...] = ()
    bans: tuple[Pair, ...] = ()
    rule: str = ""

    @cached_property
    def agency_at(self) -> dict[str, int]:
        return {agency.code: i for i, agency in enumerate(self.agencies)}

    @cached_property
    def place_at(self) -> dict[str, int]:
        return {place.code: i for i, place in enumerate(self.places)}

    @cached_property
    def g(self) -> Matrix:
        """Fit of each agency to the needs of each place: the sum of m x n over the needs."""
        return tuple(
            tuple(
                sum((m * n for m, n in zip(fit, share, strict=True) if m and n), Fraction(0))
                for share in self.shares
            )
            for fit in self.fit
        )

    @cached_property
    def longest(self) -> Fraction:
        """D, the largest distance; 0 when no distance is known."""
        return max((d for row in self.km or () for d in row), default=Fraction(0))

    @cached_property
    def before(self) -> dict[int, int]:
        """Last year's lead by place, where both are still there."""
        return {
            self.place_at[place]: self.agency_at[agency]
            for place, agency in (self.previous or {}).items()
            if place in self.place_at and agency in self.agency_at
        }

    @cached_property
    def worth(self) -> Matrix:
        """What each pair adds to the total: alpha g - beta d / D + gamma if it stays."""
        w, far = self.weights, self.longest
        return tuple(
            tuple(
                w.alpha * self.g[a][v]
                - (w.beta * self.km[a][v] / far if self.km and far else 0)
                + (w.gamma if self.before.get(v) == a else 0)
                for v in range(len(self.places))
            )
            for a in range(len(self.agencies))
        )

    @cached_property
    def cost(self) -> tuple[tuple[int, ...], ...]:
        """The worth in whole millionths, as the solver sees it."""
        return tuple(
            tuple(int(round_half_up(value, COST_PLACES).scaleb(COST_PLACES)) for value in row)
            for row in self.worth
        )

    @cached_property
    def allowed(self) -> tuple[frozenset[int], ...]:
        """The agencies that each place may have: all, less the forbidden ones; a pinned place has one."""
        banned = {(self.agency_at[b.agency], self.place_at[b.place]) for b in self.bans}
        pinned = {self.place_at[p.place]: self.agency_at[p.agency] for p in self.pins}
        return tuple(
            frozenset(a for a in range(len(self.agencies)) if (a, v) not in banned and pinned.get(v, a) == a)
            for v in range(len(self.places))
        )

    @property
    def rows(self) -> frozenset[Row]:
        """The optional limits that this problem asks for and that say something."""
        wanted = {
            Row.LOAD: self.weights.delta > 0,
            Row.STABILITY: self.limits.change_share is not None and bool(self.could_stay),
            Row.RED: self.limits.red_each and len(self.red) >= len(self.agencies),
            Row.FLOOR: self.limits.fit_floor is not None,
        }
        return frozenset(row for row, on in wanted.items() if on)

    @property
    def red(self) -> list[int]:
        return [v for v, place in enumerate(self.places) if place.red]

    @property
    def could_stay(self) -> dict[int, int]:
        """Last year's pairs that nobody has ruled out."""
        return {v: a for v, a in self.before.items() if a in self.allowed[v]}

    @property
    def most_changes(self) -> int:
        """Z as a whole number of pairs."""
        return floor((self.limits.change_share or 0) * len(self.could_stay))

    def without(self, rows: frozenset[Row]) -> "Problem":
        """The same problem with some of its optional limits dropped."""
        limits, weights = self.limits, self.weights
        if Row.LOAD in rows:
            weights = replace(weights, delta=Fraction(0))
        return replace(
            self,
            weights=weights,
            limits=Limits(
                None if Row.STABILITY in rows else limits.change_share,
                limits.red_each and Row.RED not in rows,
                None if Row.FLOOR in rows else limits.fit_floor,
            ),
        )


def loads(problem: Problem, lead: Sequence[int]) -> list[Fraction]:
    """The work that each agency carries."""
    carried = [Fraction(0)] * len(problem.agencies)
    for v, a in enumerate(lead):
        carried[a] += problem.places[v].load
    return carried


def relative_loads(problem: Problem, lead: Sequence[int]) -> list[Fraction]:
    """The work of each agency over its strength."""
    return [
        load / agency.strength for load, agency in zip(loads(problem, lead), problem.agencies, strict=True)
    ]


def objective(problem: Problem, lead: Sequence[int]) -> Fraction:
    """The total of an answer, exact: the worth of its pairs less delta times the heaviest relative load."""
    total = sum((problem.worth[a][v] for v, a in enumerate(lead)), Fraction(0))
    if problem.weights.delta:
        total -= problem.weights.delta * max(relative_loads(problem, lead))
    return total


def rounded_objective(problem: Problem, lead: Sequence[int]) -> Fraction:
    """The same total with the worth of each pair rounded to millionths, as the solver compares it."""
    total = Fraction(sum(problem.cost[a][v] for v, a in enumerate(lead)), 10**COST_PLACES)
    if problem.weights.delta:
        total -= problem.weights.delta * max(relative_loads(problem, lead))
    return total


def order_sum(lead: Sequence[int]) -> int:
    """What settles a tie: the smallest sum of number of the place x number of the agency, in code order."""
    return sum((v + 1) * (a + 1) for v, a in enumerate(lead))


def broken(problem: Problem, lead: Sequence[int]) -> list[int]:
    """The numbers of the limits that an answer does not keep (none for a good one)."""
    counts = [0] * len(problem.agencies)
    for a in lead:
        counts[a] += 1
    floor_ = problem.limits.fit_floor
    red = {lead[v] for v in problem.red}
    faults = {
        1: len(lead) != len(problem.places),
        2: any(not a.least <= n <= a.most for a, n in zip(problem.agencies, counts, strict=True)),
        4: any(a not in problem.allowed[v] for v, a in enumerate(lead)),
        5: Row.STABILITY in problem.rows
        and sum(lead[v] != a for v, a in problem.could_stay.items()) > problem.most_changes,
        6: Row.RED in problem.rows and len(red) < len(problem.agencies),
        7: floor_ is not None and any(problem.g[a][v] < floor_ for v, a in enumerate(lead)),
    }
    return [number for number, fault in faults.items() if fault]
