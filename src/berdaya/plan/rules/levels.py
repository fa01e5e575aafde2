"""To whom a piece of work belongs, by the authority table: the row for that work and that cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_rupiah
from berdaya.plan.rules.lists import DESIGN, AuthorityRow, Level
from berdaya.plan.rules.words import slug


class Working(Protocol):
    """What the rule asks of an item of the kamus."""

    @property
    def work(self) -> str: ...

    @property
    def sub_item(self) -> str: ...

    @property
    def level(self) -> Level: ...

    @property
    def agency(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """The level and agency that the work belongs to, the row that says so, and why in a sentence.

    `level` is None where the table does not know the work, or none of its rows holds for the cost.
    """

    level: Level | None
    agency: str
    reason: str
    row: AuthorityRow | None = None

    @property
    def known(self) -> bool:
        return self.level is not None


def told_source(source: str) -> str:
    """The mark of our own proposals in a file, in words: `Rancangan Berdaya (usul, bukan peraturan)`."""
    return source.replace(DESIGN, "(usul, bukan peraturan)")


def level_for(work: str, cost: int, table: Iterable[AuthorityRow]) -> LevelVerdict:
    """The level for a kind of work (`jalan`) that costs so many rupiah. A checked table has one row."""
    sought = slug(work)
    known = [row for row in table if slug(row.work) == sought]
    if not known:
        return LevelVerdict(None, "", f"Tabel kewenangan tidak memuat pekerjaan “{work}”.")
    row = next((one for one in known if one.holds(cost)), None)
    if row is None:
        reason = f"Tabel kewenangan memuat “{work}”, tetapi tidak untuk {format_rupiah(cost)}."
        return LevelVerdict(None, "", reason)
    who = f"{row.level.words} ({row.agency})" if row.agency else row.level.words
    by = told_source(row.source)
    reason = f"{row.name}{_limits(row)}: {who}, menurut {by}. Biaya usulan {format_rupiah(cost)}."
    return LevelVerdict(row.level, row.agency, reason, row)


def level_of_item(item: Working, cost: int, table: Iterable[AuthorityRow]) -> LevelVerdict:
    """The level of an item of the kamus: by the authority table, else the one that the kamus itself names."""
    verdict = level_for(item.work or item.sub_item, cost, table)
    if verdict.known:
        return verdict
    reason = f"{verdict.reason} Dipakai tingkat menurut kamus usulan: {item.level.words}."
    return LevelVerdict(item.level, item.agency, reason)


def _limits(row: AuthorityRow) -> str:
    above = f"di atas {format_rupiah(row.above)}" if row.above else ""
    up_to = f"sampai {format_rupiah(row.up_to)}" if row.up_to is not None else ""
    return "".join(f" {part}" for part in (above, up_to) if part)


def table_faults(rows: Sequence[tuple[str, AuthorityRow]]) -> list[Finding]:
    """Two rows for one amount block; an amount that no row names is said. `rows` come with their places."""
    found = []
    by_work: dict[str, list[tuple[str, AuthorityRow]]] = {}
    for where, row in rows:
        by_work.setdefault(slug(row.work), []).append((where, row))
    for same in by_work.values():
        same.sort(key=lambda pair: (pair[1].above or 0, pair[0]))
        for (_, before), (where, row) in pairwise(same):
            if before.up_to is None or (row.above or 0) < before.up_to:
                found.append(_overlap(where, before))
            elif (row.above or 0) > before.up_to:
                found.append(_gap(where, before.up_to, row.above or 0))
        where, first = same[0]
        if first.above:
            found.append(_gap(where, 0, first.above))
    return found


def _overlap(where: str, before: AuthorityRow) -> Finding:
    return Finding(
        "plan.overlap",
        where,
        f"batas biayanya bertumpang tindih dengan baris {before.code}",
        "Tulis “sampai” pada baris yang satu dan “lebih dari” yang sama pada baris berikutnya.",
    )


def _gap(where: str, first: int, last: int) -> Finding:
    return Finding(
        "plan.gap",
        where,
        f"biaya di atas {format_rupiah(first)} sampai {format_rupiah(last)} tidak diatur untuk pekerjaan ini",
        "Tambahkan baris untuk biaya itu, atau sambungkan batasnya.",
        Severity.WARNING,
    )
