"""The scores of one stratum: M1 mean of ranks (the default), M2 z-scores, M3 geometric mean of ranks.

Every place is compared with the places of its own stratum only. A place without an index is scored by its
count alone; its index is never filled in. Ratios are exact; logarithms and powers have 34 digits and are
compared after rounding to 12 places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from berdaya.kernel.shares import mid_ranks, quantised, rank_scale
from berdaya.targeting.rules.places import Place

DIGITS = 34
Score = Fraction | Decimal


class Method(StrEnum):
    M0 = "M0"
    M1 = "M1"
    M2 = "M2"
    M3 = "M3"


@dataclass(frozen=True, slots=True)
class Side:
    """How a place stands by its count and by its index (turned round: a low index stands high).

    M1 holds ranks in [0, 1], M2 z-scores, M3 the logarithms of its shares, so that all three are joined by
    the same weighted sum. `by_index` is None for a place without an index.
    """

    by_count: Score
    by_index: Score | None


def sides(method: Method, places: Sequence[Place], cut: Decimal = Decimal(3)) -> list[Side]:
    """Both sides of each place of one stratum, in the order given. They do not depend on the weight."""
    with localcontext(Context(prec=DIGITS)):
        count, index = _SIDES[method](places, cut)
    return [Side(c, i) for c, i in zip(count, index, strict=True)]


def joined(method: Method, pair: Side, weight: Fraction) -> Score:
    """The score: weight times the count's side and the rest times the index's side."""
    if method is Method.M0 or isinstance(pair.by_count, Fraction):
        return _weighted_ranks(pair, weight)
    with localcontext(Context(prec=DIGITS)):
        total = _weighted_decimals(pair, weight)
        return quantised(total.exp() if method is Method.M3 else total)


def _weighted_ranks(pair: Side, weight: Fraction) -> Fraction:
    by_count = Fraction(pair.by_count)
    if pair.by_index is None:
        return by_count
    return weight * by_count + (1 - weight) * Fraction(pair.by_index)


def _weighted_decimals(pair: Side, weight: Fraction) -> Decimal:
    by_count, by_index = pair.by_count, pair.by_index
    assert isinstance(by_count, Decimal)
    if by_index is None:
        return by_count
    assert isinstance(by_index, Decimal)
    w = Decimal(weight.numerator) / weight.denominator
    return w * by_count + (1 - w) * by_index


_Column = Sequence[Score]
_Gaps = Sequence[Score | None]


def _counts_alone(places: Sequence[Place], _cut: Decimal) -> tuple[_Column, _Gaps]:
    """M0 orders by the count itself; the index has no part in it."""
    return [Fraction(place.n) for place in places], [None] * len(places)


def _mean_of_ranks(places: Sequence[Place], _cut: Decimal) -> tuple[_Column, _Gaps]:
    """M1: R(N) and 1 - R(I), mid-ranks stretched to [0, 1]. Anyone can redo it with a list and a pencil."""
    return rank_scale([p.n for p in places]), _among_known(places, lambda v: [1 - r for r in rank_scale(v)])


def _z_scores(places: Sequence[Place], cut: Decimal) -> tuple[_Column, _Gaps]:
    """M2: z of ln(1 + N), and of the index turned round; neither may go beyond the cut."""
    count = standardised([(Decimal(place.n) + 1).ln() for place in places], cut)
    return count, _among_known(places, lambda values: standardised([-v for v in values], cut))


def _geometric(places: Sequence[Place], _cut: Decimal) -> tuple[_Column, _Gaps]:
    """M3: a = rank(N)/n, b = (n + 1 - rank(I))/n. Weakness on one side cannot be carried by the other."""
    count = [_ln(rank / len(places)) for rank in mid_ranks([p.n for p in places])]
    return count, _among_known(
        places, lambda values: [_ln((len(values) + 1 - rank) / len(values)) for rank in mid_ranks(values)]
    )


_SIDES: dict[Method, Callable[[Sequence[Place], Decimal], tuple[_Column, _Gaps]]] = {
    Method.M0: _counts_alone,
    Method.M1: _mean_of_ranks,
    Method.M2: _z_scores,
    Method.M3: _geometric,
}


def _among_known(places: Sequence[Place], compare: Callable[[Sequence[Decimal]], _Column]) -> _Gaps:
    """Compare the places that have an index with each other; the others keep a gap."""
    known = [place.index for place in places if place.index is not None]
    compared = iter(compare(known) if known else [])
    return [None if place.index is None else next(compared) for place in places]


def standardised(values: Sequence[Decimal], cut: Decimal) -> list[Decimal]:
    """z-scores with the population's deviation, cut at both ends. Where all are equal each is 0."""
    with localcontext(Context(prec=DIGITS)):
        ordered = sorted(values)
        mean = sum(ordered, Decimal(0)) / len(ordered)
        deviation = (sum(((v - mean) ** 2 for v in ordered), Decimal(0)) / len(ordered)).sqrt()
        if ordered[0] == ordered[-1]:
            return [Decimal(0)] * len(values)
        return [max(-cut, min(cut, (v - mean) / deviation)) for v in values]


def _ln(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / share.denominator).ln()
