"""Which counts of places may be shown: small ones are hidden, and so is what would give them away.

Within each kecamatan the rule of the house (`kernel.veil`) hides small villages, and others behind them;
then the same among the kecamatan of a kabupaten, and so on upward. Where a wider place must be hidden, all
places in it are: their sum would tell it. Where the villages of a kecamatan are too few to hide behind each
other, its own sum is hidden.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from berdaya.access.territory import covers
from berdaya.kernel.numbers import format_count
from berdaya.kernel.veil import NONE, veil


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts of villages and of every place above them, with those that are not shown."""

    least: int
    counts: Mapping[str, int]
    hidden: frozenset[str]

    def words(self, code: str) -> str:
        """`<10` for a small count, a dash for one that would give a small one away."""
        count = self.counts.get(code, 0)
        if code not in self.hidden:
            return format_count(count)
        return f"<{self.least}" if 0 < count < self.least else NONE

    def open(self, code: str) -> bool:
        return code not in self.hidden


def shown_counts(villages: Mapping[str, int], least: int) -> Shown:
    """What may be shown of counts by village (`33.27.04.2010`), and of their sums above."""
    counts = dict(villages)
    level = dict(villages)
    hidden: set[str] = set()
    kept: set[str] = set()
    while level:
        groups: dict[str, dict[str, int]] = defaultdict(dict)
        for code, count in level.items():
            groups[code.rpartition(".")[0]][code] = count
        telling = set()
        for above, group in groups.items():
            seen = veil(group, least, kept & group.keys())
            hidden |= seen.hidden
            if seen.total_withheld and above:
                telling.add(above)
        kept = telling
        level = {above: sum(group.values()) for above, group in groups.items() if above}
        counts |= level
    closed = {code for code in hidden if code not in villages}
    within = {village for village in villages if any(covers(above, village) for above in closed)}
    return Shown(least, counts, frozenset(hidden | within))
