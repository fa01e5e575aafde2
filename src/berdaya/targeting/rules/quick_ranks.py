"""M1 of one stratum in whole numbers, for hundreds of lists with moved counts.

`ranking` in `selection` is the definition; this gives the same order and a test compares them. All scores
stand over one denominator, so only numerators are compared. On equal counts a higher rate means fewer
households (and with a count of 0 all rates are 0), so the tie by rate needs no division.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from berdaya.targeting.rules.places import Place

_LAST = Decimal("Infinity")


def rank_numerators(values: Sequence[int]) -> tuple[list[int], int]:
    """R of each value as a numerator over one denominator.

    2 * (values below) + (equal values) - 1 is the first plus the last position of the value in order.
    """
    if len(values) == 1:
        return [1], 2
    ordered = sorted(values)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for position, value in enumerate(ordered):
        first.setdefault(value, position)
        last[value] = position
    return [first[v] + last[v] for v in values], 2 * (len(values) - 1)


class QuickMeanOfRanks:
    """One stratum, ready to be put in order for any counts."""

    def __init__(self, members: Sequence[Place], weight: Fraction) -> None:
        self.codes = [place.code for place in members]
        parts = weight.numerator, weight.denominator - weight.numerator
        known = [place.index for place in members if place.index is not None]
        distinct = {value: i for i, value in enumerate(sorted(set(known)))}
        numerators, index_scale = rank_numerators([distinct[v] for v in known]) if known else ([], 1)
        turned = iter(index_scale - numerator for numerator in numerators)
        count_scale = 2 * (len(members) - 1) or 2
        self.times = [
            (weight.denominator if place.index is None else parts[0]) * index_scale for place in members
        ]
        self.plus = [0 if place.index is None else parts[1] * next(turned) * count_scale for place in members]
        rated = all(place.rate is not None for place in members)
        self.whole = [place.whole or 0 if rated else 0 for place in members]
        last = sorted(
            range(len(members)),
            key=lambda i: (_LAST if (v := members[i].index) is None else v, self.codes[i]),
        )
        self.last = [0] * len(members)
        for position, i in enumerate(last):
            self.last[i] = position

    def chosen(self, counts: Sequence[int], seats: int) -> list[str]:
        """The codes of the first so many places, for these counts (one for each member)."""
        numerators, _ = rank_numerators(counts)
        keys = [
            (-(times * rank + plus), -count, whole if count else 0, last, code)
            for times, rank, plus, count, whole, last, code in zip(
                self.times, numerators, self.plus, counts, self.whole, self.last, self.codes, strict=True
            )
        ]
        return [key[-1] for key in sorted(keys)[:seats]]
