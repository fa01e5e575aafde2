"""Rupiah realised from a budget line: booked month by month, by a first person, agreed by a second.

An entry is never changed. A wrong one is undone by another entry, which a second person agrees to as well.
What waits for the second person holds its part of the line already, so that two clerks cannot spend it twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_rupiah

MOST_RUPIAH: Final = 10**13


class Standing(StrEnum):
    """Whether the second person has spoken."""

    WAITS = "menunggu pemeriksa"
    AGREED = "disetujui"
    RETURNED = "dikembalikan"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the rules see it: whole rupiah above zero; `undoes` is the one it takes back."""

    key: int
    month: int
    amount: int
    standing: Standing
    undoes: int | None = None

    @property
    def signed(self) -> int:
        return -self.amount if self.undoes is not None else self.amount


@dataclass(frozen=True, slots=True)
class Sums:
    """What became of a line: agreed, waiting, and the part that may still be booked. They add up to it."""

    budget: int
    realised: int
    waiting: int
    by_month: Mapping[int, int]

    @property
    def free(self) -> int:
        return self.budget - self.realised - self.waiting

    @property
    def share(self) -> Fraction | None:
        """Realised of budget, exact; None for a line without money."""
        return Fraction(self.realised, self.budget) if self.budget else None


def sums_of(budget: int, entries: Iterable[Entry]) -> Sums:
    """Count what was agreed by month; what waits is held, an undoing frees nothing before it is agreed."""
    by_month = dict.fromkeys(range(1, 13), 0)
    waiting = 0
    for one in entries:
        if one.standing is Standing.AGREED:
            by_month[one.month] += one.signed
        elif one.standing is Standing.WAITS and one.undoes is None:
            waiting += one.amount
    return Sums(budget, sum(by_month.values()), waiting, by_month)


def booking_faults(sums: Sums, month: int, amount: int) -> list[Finding]:
    """Why so much cannot be booked in a month."""
    found = []
    if not 1 <= month <= 12:
        found.append(_fault("month", "bulan", f"{month} bukan bulan", "Pilih bulan Januari sampai Desember."))
    if amount < 1:
        found.append(_fault("amount", "jumlah", "harus lebih dari nol", "Tulis rupiah yang dibayar."))
    elif amount > sums.free:
        problem = (
            f"{format_rupiah(amount)} melebihi sisa anggaran baris ini {format_rupiah(max(0, sums.free))}"
            f" (anggaran {format_rupiah(sums.budget)}, terealisasi {format_rupiah(sums.realised)},"
            f" menunggu pemeriksa {format_rupiah(sums.waiting)})"
        )
        advice = "Periksa jumlahnya, atau ubah anggarannya dahulu lewat DPA perubahan."
        found.append(_fault("over", "jumlah", problem, advice))
    return found


def advance_faults(sums: Sums, amount: int, accepted: int) -> list[Finding]:
    """A payment beyond the worth of what was accepted so far: the second person says why."""
    if sums.realised + amount <= accepted:
        return []
    paid, worth = format_rupiah(sums.realised + amount), format_rupiah(accepted)
    problem = f"{paid}, sedangkan yang diterima bernilai {worth}"
    advice = "Sebut dasar uang mukanya, atau tunggu serah terimanya."
    return [Finding("delivery.advance", "jumlah sampai pembayaran ini", problem, advice, Severity.WARNING)]


def undoing_faults(entry: Entry, others: Iterable[Entry], reason: str) -> list[Finding]:
    """Why an entry cannot be taken back: not agreed to, taken back already, or without a reason."""
    found = []
    if entry.standing is not Standing.AGREED or entry.undoes is not None:
        advice = "Hanya realisasi yang disetujui yang dapat dibatalkan."
        found.append(_fault("undo", "realisasi", "belum disetujui atau sudah pembatalan", advice))
    if any(one.undoes == entry.key and one.standing is not Standing.RETURNED for one in others):
        found.append(_fault("undone", "realisasi", "sudah atau sedang dibatalkan", "Muat ulang halamannya."))
    if not reason.strip():
        found.append(_fault("reason", "alasan", "kosong", "Tulis alasannya dalam satu kalimat."))
    return found


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
