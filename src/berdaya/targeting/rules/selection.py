"""Which places are selected: seats for each stratum, places in order, the line where the seats end.

Inputs: the places, the seats, a method (M0-M3) and the weight of the count. Steps: `seats_for` gives each
stratum its seats, `ranking` puts the places of a stratum in order, `select` does both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.shares import share_out
from berdaya.targeting.rules.places import Place, Stratum, by_stratum
from berdaya.targeting.rules.scores import Method, Score, Side, joined, sides


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats in all, and for each stratum where the decree fixes them."""

    total: int
    fixed: Mapping[Stratum, int] | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place with its rank in its stratum. Scores of different strata are never compared."""

    place: Place
    rank: int
    score: Score
    side: Side
    selected: bool


@dataclass(frozen=True, slots=True)
class Selection:
    method: Method
    weight: Fraction
    seats: Mapping[Stratum, int]
    rankings: Mapping[Stratum, tuple[Ranked, ...]]

    @property
    def ranked(self) -> list[Ranked]:
        """Every place: desa by rank, then kelurahan by rank."""
        return [r for ranking in self.rankings.values() for r in ranking]

    @property
    def selected(self) -> list[Ranked]:
        return [r for r in self.ranked if r.selected]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(r.place.code for r in self.selected)


def seats_for(
    counts: Mapping[Stratum, int], sizes: Mapping[Stratum, int], seats: Seats
) -> dict[Stratum, int]:
    """Seats of each stratum: as the decree fixes them, else by largest remainder on the decile-1 counts.

    On equal remainders the larger count wins. A stratum never gets more seats than it has places; what is
    over goes to the other one.
    """
    if seats.fixed is not None:
        return {stratum: seats.fixed.get(stratum, 0) for stratum in sizes}
    strata = list(sizes)
    parts = dict(zip(strata, share_out(seats.total, [counts[s] for s in strata]), strict=True))
    over = {s: max(0, parts[s] - sizes[s]) for s in strata}
    return {s: parts[s] - over[s] + (0 if over[s] else sum(over.values())) for s in strata}


def tie_order(place: Place, with_rate: bool) -> tuple[Fraction, Fraction, Decimal, str]:
    """After the score: count descending, rate descending, index ascending (none last), code ascending."""
    rate = place.rate if with_rate else None
    index = _NO_INDEX if place.index is None else place.index
    return (-Fraction(place.n), -(rate or Fraction(0)), index, place.code)


_NO_INDEX = Decimal("Infinity")


def ranking(
    method: Method, places: Sequence[Place], seats: int, weight: Fraction, cut: Decimal = Decimal(3)
) -> tuple[Ranked, ...]:
    """The places of one stratum in order. The rate settles ties only where it is known for all of them."""
    pairs = sides(method, places, cut)
    scores = [joined(method, pair, weight) for pair in pairs]
    with_rate = all(place.rate is not None for place in places)

    def key(i: int) -> tuple[bool, Fraction | Decimal, tuple[Fraction, Fraction, Decimal, str]]:
        place = places[i]
        if method is Method.M0:
            return (not place.red, -scores[i], (Fraction(0), Fraction(0), _NO_INDEX, place.code))
        return (False, -scores[i], tie_order(place, with_rate))

    order = sorted(range(len(places)), key=key)
    return tuple(
        Ranked(places[i], rank, scores[i], pairs[i], rank <= seats) for rank, i in enumerate(order, start=1)
    )


def select(
    places: Iterable[Place],
    seats: Seats,
    method: Method = Method.M1,
    weight: Fraction = Fraction(3, 5),
    cut: Decimal = Decimal(3),
) -> Selection:
    """Select places. The order in which they arrive does not matter."""
    strata = by_stratum(places)
    counts = {s: sum(p.n for p in members) for s, members in strata.items()}
    given = seats_for(counts, {s: len(members) for s, members in strata.items()}, seats)
    rankings = {s: ranking(method, members, given[s], weight, cut) for s, members in strata.items()}
    return Selection(method, weight, given, rankings)
