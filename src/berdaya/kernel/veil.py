"""Small numbers of poor households where others may read them: 1 to 9 are written as "<10".

One hidden number under a printed total is no secret, so a second one is hidden with it, and more until
those hidden together reach the threshold. Zero is printed as 0.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from berdaya.kernel.numbers import format_count, format_decimal

WITHHELD = "*"
NONE = "–"


@dataclass(frozen=True, slots=True)
class Veil:
    """Which counts are not printed: too small, or next to one that is."""

    least: int
    small: frozenset[str]
    withheld: frozenset[str]
    total_withheld: bool = False

    @property
    def hidden(self) -> frozenset[str]:
        return self.small | self.withheld

    def count(self, code: str, n: int) -> str:
        if code in self.small:
            return f"<{self.least}"
        return WITHHELD if code in self.withheld else format_count(n)

    def share(self, code: str, n: int, base: int | None, percent_base: int) -> str:
        """A whole percentage; none where the count is hidden or the base is small."""
        if code in self.hidden or base is None or base < percent_base:
            return NONE
        return format_decimal(Fraction(n * 100, base), 0) + "%"

    def subtotal(self, counts: Mapping[str, int]) -> str:
        """The sum of a group; withheld when a member is hidden, since totals would give it away."""
        if self.hidden & set(counts):
            return WITHHELD
        return format_count(sum(counts.values()))

    def total(self, counts: Mapping[str, int]) -> str:
        return WITHHELD if self.total_withheld else format_count(sum(counts.values()))


def veil(counts: Mapping[str, int], least: int) -> Veil:
    """Decide what is hidden in a list of counts with a grand total and subtotals of whole groups.

    Where all together are too few to hide one behind another the total is withheld as well.
    """
    small = frozenset(code for code, n in counts.items() if 0 < n < least)
    withheld: set[str] = set()
    visible = sorted((n, code) for code, n in counts.items() if n >= least)
    while small and visible and not _covered(counts, small | withheld, least):
        withheld.add(visible.pop(0)[1])
    alone = bool(small) and not _covered(counts, small | withheld, least)
    return Veil(least, small, frozenset(withheld), alone)


def _covered(counts: Mapping[str, int], hidden: Collection[str], least: int) -> bool:
    return len(hidden) >= 2 and sum(counts[code] for code in hidden) >= least
