"""Who came: counts by group and sex, typed as counts or taken from a list of names. Nobody is counted twice.

The count rules where there is one: it was made at the door. A list of names beside it is its detail; where
the two differ, that is told. Without a count the names are counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count
from berdaya.kernel.sexes import BySex

NOBODY = BySex(0, 0)
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody on the list of names, without the name: sex, whom he represents, what he is besides."""

    woman: bool
    group: str
    also: frozenset[str] = frozenset()

    @property
    def people(self) -> BySex:
        return BySex(0, 1) if self.woman else BySex(1, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """Attendance by group and sex. `seen` are the groups of which at least one came."""

    by_group: Mapping[str, BySex] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    from_names: bool = False

    @property
    def total(self) -> BySex:
        return sum(self.by_group.values(), NOBODY)

    def of(self, groups: Iterable[str]) -> int:
        return sum(self.by_group.get(group, NOBODY).total for group in groups)


def tally(counted: Mapping[str, BySex], named: Iterable[Present] = ()) -> Tally:
    """The attendance, from the counts or, where there are none, from the names."""
    present = list(named)
    also = {group for one in present for group in one.also}
    kept = {group: people for group, people in counted.items() if people.total}
    if kept:
        return Tally(kept, frozenset(kept) | also)
    found: dict[str, BySex] = {}
    for one in present:
        found[one.group] = found.get(one.group, NOBODY) + one.people
    return Tally(found, frozenset(found) | also, from_names=bool(found))


def differing(counted: Mapping[str, BySex], named: Iterable[Present]) -> list[Finding]:
    """The count and the list of names do not agree: told, never mended by itself."""
    count, names = tally(counted).total, tally({}, named).total
    if not count.total or not names.total or count == names:
        return []
    problem = f"hitungan L {count.men} P {count.women}, daftar nama L {names.men} P {names.women}"
    advice = "Cocokkan dengan lembar daftar hadir; angka yang dipakai adalah hitungan."
    return [Finding("attendance.names_differ", "daftar hadir", problem, advice, Severity.WARNING)]


def count_faults(counts: Mapping[str, BySex], groups: Iterable[str]) -> list[Finding]:
    """What keeps counts from being written down."""
    known = set(groups)
    found = [
        Finding("attendance.group", f"unsur {group[:20]}", "tidak dikenal", "Pilih unsur dari daftar.")
        for group in sorted(set(counts) - known)
    ]
    total = sum(people.total for people in counts.values())
    if total > MOST:
        problem = f"{format_count(total)} orang lebih banyak daripada yang dapat berkumpul"
        found.append(Finding("attendance.too_many", "daftar hadir", problem, "Periksa angkanya."))
    return found
