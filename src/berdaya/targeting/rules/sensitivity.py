"""How firm the list is: 39 lists with other weights and methods, 200 lists with counts moved a little.

`f` of a place is the share of all lists that contain it. Inti: nearly always in; ambang: in or out by the
choice of method, so people should debate it; luar: nearly never in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm
from random import Random

from berdaya.rulebook.rules import Rule
from berdaya.targeting.rules.places import Place, Stratum, by_stratum
from berdaya.targeting.rules.quick_ranks import QuickMeanOfRanks
from berdaya.targeting.rules.scores import Method, joined, sides
from berdaya.targeting.rules.selection import Seats, seats_for, tie_order


class Firmness(StrEnum):
    INTI = "inti"
    AMBANG = "ambang"
    LUAR = "luar"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: the grid of weights, the methods, the draws, and where inti and luar begin."""

    methods: tuple[Method, ...]
    weights: tuple[Fraction, ...]
    draws: int
    factors: tuple[Fraction, Fraction]
    seed: int
    core: Fraction
    edge: Fraction

    @classmethod
    def of(cls, rule: Rule, seed: int | None = None) -> "Trial":
        v = rule.values
        lowest, step = Fraction(v["lowest_weight"]), Fraction(v["step"])
        steps = (Fraction(v["highest_weight"]) - lowest) / step
        return cls(
            methods=tuple(Method(m) for m in v["methods"]),
            weights=tuple(lowest + step * i for i in range(int(steps) + 1)),
            draws=v["draws"],
            factors=(Fraction(v["lowest_factor"]), Fraction(v["highest_factor"])),
            seed=v["seed"] if seed is None else seed,
            core=Fraction(v["core"]),
            edge=Fraction(v["edge"]),
        )

    @property
    def lists(self) -> int:
        return len(self.methods) * len(self.weights) + self.draws


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """In how many of the lists each place stands; a place in none of them stands in 0."""

    lists: int
    seed: int
    times: dict[str, int]
    firmness: dict[str, Firmness]

    def share(self, code: str) -> Fraction:
        return Fraction(self.times[code], self.lists)


def sensitivity(
    places: Iterable[Place], seats: Seats, trial: Trial, weight: Fraction, cut: Decimal = Decimal(3)
) -> Sensitivity:
    """Make every list of the trial and count. `weight` is that of the rule in force, for the draws (M1)."""
    everywhere = sorted(places, key=lambda p: p.code)
    times = Counter({place.code: 0 for place in everywhere})
    times.update(_grid_lists(everywhere, seats, trial, cut))
    times.update(_drawn_lists(everywhere, seats, trial, weight))
    firmness = {
        code: firmness_of(Fraction(count, trial.lists), trial) for code, count in sorted(times.items())
    }
    return Sensitivity(trial.lists, trial.seed, dict(sorted(times.items())), firmness)


def firmness_of(share: Fraction, trial: Trial) -> Firmness:
    if share >= trial.core:
        return Firmness.INTI
    return Firmness.LUAR if share < trial.edge else Firmness.AMBANG


def _grid_lists(places: Sequence[Place], seats: Seats, trial: Trial, cut: Decimal) -> Iterator[str]:
    """The codes of every list of the grid, one list after the other."""
    strata = by_stratum(places)
    given = _given(strata, {s: [p.n for p in members] for s, members in strata.items()}, seats)
    for stratum, members in strata.items():
        with_rate = all(place.rate is not None for place in members)
        ties = [tie_order(place, with_rate) for place in members]
        for method in trial.methods:
            pairs = sides(method, members, cut)
            for weight in trial.weights:
                order = sorted(zip((-joined(method, pair, weight) for pair in pairs), ties, strict=True))
                yield from (tie[-1] for _, tie in order[: given[stratum]])


def _drawn_lists(places: Sequence[Place], seats: Seats, trial: Trial, weight: Fraction) -> Iterator[str]:
    """The codes of M1 lists at the weight of the rule, each with counts moved by its own draw."""
    draws = Draws(trial.seed)
    strata = by_stratum(places)
    where = {s: [i for i, place in enumerate(places) if place.stratum is s] for s in strata}
    tables = {s: QuickMeanOfRanks(members, weight) for s, members in strata.items()}
    for _ in range(trial.draws):
        moved = draws.moved([place.n for place in places], trial.factors)
        counts = {s: [moved[i] for i in where[s]] for s in strata}
        given = _given(strata, counts, seats)
        for stratum in strata:
            yield from tables[stratum].chosen(counts[stratum], given[stratum])


def _given(
    strata: Mapping[Stratum, list[Place]], counts: Mapping[Stratum, list[int]], seats: Seats
) -> dict[Stratum, int]:
    sizes = {s: len(members) for s, members in strata.items()}
    return seats_for({s: sum(counts[s]) for s in strata}, sizes, seats)


class Draws(Random):
    """Seeded draws that anyone can repeat; they hide nothing, so they need not be secret."""

    def moved(self, counts: Sequence[int], factors: tuple[Fraction, Fraction]) -> list[int]:
        """Every count times its own factor, low + (high - low) * u, over one common denominator.

        u is a whole multiple of 2**-53, so nothing is rounded. Only the order of the counts and the
        proportion of their sums are looked at, and a common denominator changes neither.
        """
        low, span = factors[0], factors[1] - factors[0]
        common = lcm(low.denominator, span.denominator)
        base, step = int(low * common) << _BITS, int(span * common)
        return [count * (base + step * int(self.random() * (1 << _BITS))) for count in counts]


_BITS = 53
