"""Small numbers of poor households where others may read them: 1 to 9 are written as "<10".

A hidden number under a printed total is no secret where the rest of the sum leaves it little room. So the
reader's sum is done here: with the total and every open number known, each hidden number must still be able
to take at least as many values as "<10" stands for. Until it can, the next smallest is hidden with it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

NONE = "–"


@dataclass(frozen=True, slots=True)
class Veil:
    """Which counts are not printed: too small, or next to one that is. Perhaps not even the total."""

    small: frozenset[str]
    withheld: frozenset[str]
    total_withheld: bool = False

    @property
    def hidden(self) -> frozenset[str]:
        return self.small | self.withheld


def veil(counts: Mapping[str, int], least: int, kept: Collection[str] = ()) -> Veil:
    """Decide what is hidden in a list of counts whose total is printed; zero is open.

    `kept` are counts that must not be printed for another reason, such as a sum that would tell its parts.
    Where all together leave a reader too little doubt the total is withheld as well.
    """
    small = frozenset(code for code, n in counts.items() if 0 < n < least)
    unbounded = frozenset(kept) - small
    withheld: list[str] = []
    visible = sorted((n, code) for code, n in counts.items() if n >= least and code not in unbounded)
    while (small or unbounded) and not _doubtful(counts, small, unbounded, withheld, visible, least):
        if not visible:
            return Veil(small, unbounded.union(withheld), total_withheld=True)
        withheld.append(visible.pop(0)[1])
    return Veil(small, unbounded.union(withheld))


def _doubtful(
    counts: Mapping[str, int],
    small: frozenset[str],
    unbounded: frozenset[str],
    withheld: Sequence[str],
    visible: Sequence[tuple[int, str]],
    least: int,
) -> bool:
    """Can each hidden number be any of `least - 1`? A reader knows that the smallest were hidden first."""
    total = sum(counts[code] for code in (*small, *unbounded, *withheld))
    most = visible[0][0] if visible else total
    ranges = [(1, least - 1)] * len(small) + [(1, total)] * len(unbounded)
    ranges += [(least, max(most, least))] * len(withheld)
    return all(high - low + 1 >= least - 1 for low, high in possible(ranges, total))


def possible(ranges: Sequence[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """What a reader can still think of numbers within these ranges that add up to the total."""
    lows, highs = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    return [(max(low, total - (highs - high)), min(high, total - (lows - low))) for low, high in ranges]
