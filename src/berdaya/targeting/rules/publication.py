"""What may be printed of a list where some places have 1 to 9 poor households.

The reader has the paper, the published index and the formula. So a small count is written "<10", totals are
sums of the counts that are printed, and of rank and score only that is printed which is the same whatever
the small counts are: `Shown` holds the outcome, `what_may_be_shown` the reasoning for each stratum.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.kernel.numbers import format_count, format_decimal
from berdaya.kernel.shares import mid_ranks
from berdaya.kernel.veil import NONE as NONE
from berdaya.targeting.rules.scores import Method

_RED = 10**12  # M0 puts every red place before the others, whatever their counts
_SLACK = Fraction(1, 10**9)  # powers are reckoned with floats here; what is so near counts as equal


@dataclass(frozen=True, slots=True)
class Standing:
    """A place as it stands in its stratum: all that the order depends on."""

    code: str
    stratum: str
    n: int
    score: Fraction
    indexed: bool
    red: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Which figures of which places may be printed."""

    least: int
    small: frozenset[str]
    ranks: frozenset[str]  # the rank of the place
    scores: frozenset[str]  # its score
    trials: frozenset[str]  # how firm it is: trial lists, the weight that would move it
    counts_households: bool = True

    @property
    def sign(self) -> str:
        """What stands instead of a small count. Where persons are counted, their households are few."""
        return f"<{self.least}" if self.counts_households else f"<{self.least} ruta"

    def is_small(self, n: int) -> bool:
        return 0 < n < self.least

    def count(self, n: int) -> str | int:
        return self.sign if self.is_small(n) else n

    def open_sum(self, counts: Iterable[int]) -> int:
        """The sum of what is printed, which tells nothing that the rows do not."""
        return sum(n for n in counts if not self.is_small(n))

    def total(self, counts: Iterable[int]) -> str:
        """`1.477`, or `1.477+` where small counts come on top of it."""
        known = list(counts)
        more = any(map(self.is_small, known))
        return format_count(self.open_sum(known)) + ("+" if more else "")

    def share(self, n: int, base: int | None, percent_base: int) -> str:
        """A whole percentage; none where the count is hidden or the base is small."""
        if self.is_small(n) or base is None or base < percent_base:
            return NONE
        return format_decimal(Fraction(n * 100, base), 0) + "%"


def count_words(n: int, least: int) -> str:
    """A count of a place for strangers: `1.477`, `0`, or `<10`."""
    return f"<{least}" if 0 < n < least else format_count(n)


def what_may_be_shown(places: Sequence[Standing], method: Method, weight: Fraction, least: int) -> Shown:
    """`places` are all of the district: the order of a stratum depends on those outside the list, too."""
    strata: dict[str, list[Standing]] = defaultdict(list)
    for place in places:
        strata[place.stratum].append(place)
    small = frozenset(place.code for place in places if 0 < place.n < least)
    ranks: set[str] = set()
    scores: set[str] = set()
    trials: set[str] = set()
    for stratum in strata.values():
        codes = {place.code for place in stratum}
        if not codes & small:
            ranks |= codes
            scores |= codes
            trials |= codes
        elif method is not Method.M2:  # M2 puts the mean of all counts, also of small ones, into every score
            ranks |= _sure_ranks(stratum, least, method, weight)
            scores |= codes - small
    return Shown(least, small, frozenset(ranks), frozenset(scores), frozenset(trials))


def _sure_ranks(places: Sequence[Standing], least: int, method: Method, weight: Fraction) -> set[str]:
    """Places whose rank is the same for all small counts that a reader may think of."""
    spans = dict(_spans(places, least, method, weight))
    unsure: set[str] = set()
    for place in places:
        low, high = spans[place.code]
        for other in places if 0 < place.n < least else ():
            if other is not place and spans[other.code][0] <= high and low <= spans[other.code][1]:
                unsure |= {place.code, other.code}
    return {place.code for place in places} - unsure


def _spans(
    places: Sequence[Standing], least: int, method: Method, weight: Fraction
) -> Iterator[tuple[str, tuple[Fraction, Fraction]]]:
    """The lowest and highest score of each place while the small counts go from 1 to the most they may be."""
    own_ranks = mid_ranks([place.n for place in places])
    below = sum(place.n == 0 for place in places)
    among = sum(0 < place.n < least for place in places)
    ends = (Fraction(below + 1), Fraction(below + among))
    for place, rank in zip(places, own_ranks, strict=True):
        if method is Method.M0:
            first = _RED if place.red else 0
            low, high = (1, least - 1) if 0 < place.n < least else (place.n, place.n)
            yield place.code, (Fraction(first + low), Fraction(first + high))
        elif not 0 < place.n < least:
            yield place.code, (place.score, place.score)
        else:
            w = weight if place.indexed else Fraction(1)
            yield place.code, _span(method, w, place.score, [end - rank for end in ends], rank, len(places))


def _span(
    method: Method, w: Fraction, score: Fraction, moves: Sequence[Fraction], rank: Fraction, n: int
) -> tuple[Fraction, Fraction]:
    """The score of a place if its rank by count moved down or up by so much."""
    if method is Method.M1:
        low, high = (score + w * move / max(n - 1, 1) for move in moves)
        return low, high
    low, high = (score * Fraction(float((rank + move) / rank) ** float(w)) for move in moves)
    return low * (1 - _SLACK), high * (1 + _SLACK)
