"""Contract and hand-over of goods, works and services: volume, unit price, what was accepted.

A hand-over (BAST) says what came and what of it was accepted; a second person checks it. Several in part may
follow each other; together they never accept more than was ordered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from berdaya.delivery.rules.money import Standing
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_decimal, format_rupiah
from berdaya.kernel.sexes import BySex


@dataclass(frozen=True, slots=True)
class Contract:
    """What was ordered: `volume` in its unit at whole rupiah each, from whom, by which paper, until when."""

    partner: str
    number: str
    signed_on: date
    volume: Decimal
    unit: str
    unit_price: int
    ends_on: date

    @property
    def exact(self) -> Fraction:
        return Fraction(self.volume) * self.unit_price

    @property
    def amount(self) -> int:
        """Whole rupiah; `contract_faults` refuses a volume and a price whose product is none."""
        return int(self.exact)


@dataclass(frozen=True, slots=True)
class HandOver:
    """One BAST: what came, what was accepted, who has the use of it."""

    on: date
    number: str
    came: Decimal
    accepted: Decimal
    standing: Standing = Standing.WAITS
    people: BySex | None = None


def contract_faults(contract: Contract, budget: int) -> Iterator[Finding]:
    """Why a contract cannot be written down for a line with that budget."""
    if not contract.partner.strip():
        yield _fault("partner", "pelaksana", "belum diisi", "Tulis nama penyedia atau pelaksana swakelola.")
    if not contract.number.strip():
        yield _fault("number", "nomor", "belum diisi", "Tulis nomor kontrak, SPK atau surat tugas.")
    if contract.volume <= 0 or contract.unit_price < 1:
        yield _fault("volume", "volume", "volume dan harga harus lebih dari nol", "Periksa keduanya.")
        return
    if contract.exact.denominator != 1:
        problem = f"{words_of(contract.volume)} × {format_rupiah(contract.unit_price)} bukan rupiah bulat"
        yield _fault("whole", "harga satuan", problem, "Bulatkan harga satuannya menurut kontrak.")
    elif contract.amount > budget:
        problem = f"nilainya {format_rupiah(contract.amount)}, anggarannya {format_rupiah(budget)}"
        yield _fault("over", "nilai kontrak", problem, "Periksa volume dan harga satuannya.")
    if contract.ends_on < contract.signed_on:
        yield _fault("ends", "hari terakhir", "mendahului tanggal kontrak", "Periksa kedua tanggalnya.")


def hand_over_faults(
    given: HandOver, contract: Contract | None, before: Iterable[HandOver], today: date
) -> Iterator[Finding]:
    """Why a hand-over cannot be written down; a warning where it came late."""
    if given.on > today:
        yield _fault("future", "tanggal", "di masa depan", "Tulis tanggal serah terima di berita acaranya.")
    if not given.number.strip():
        yield _fault("bast_number", "nomor", "belum diisi", "Tulis nomor berita acaranya.")
    if contract is None:
        advice = "Catat dahulu kontrak, SPK atau surat tugas swakelolanya."
        yield _fault("no_contract", "kontrak", "belum dicatat", advice)
        return
    if given.on < contract.signed_on:
        yield _fault("before", "tanggal", "mendahului tanggal kontrak", "Periksa tanggalnya.")
    if given.came <= 0 or given.accepted < 0:
        yield _fault("came", "volume", "harus lebih dari nol", "Tulis volume yang datang.")
    if given.accepted > given.came:
        problem = f"{words_of(given.accepted)} melebihi yang datang {words_of(given.came)}"
        yield _fault("accepted", "volume diterima", problem, "Yang diterima paling banyak yang datang.")
    rest = contract.volume - accepted_of(before, waiting=True)
    if given.accepted > rest:
        problem = f"{words_of(given.accepted)} melebihi sisa kontrak {words_of(rest)} {contract.unit}"
        yield _fault("more", "volume diterima", problem, "Periksa BAST sebelumnya.")
    if given.on > contract.ends_on:
        late = (given.on - contract.ends_on).days
        advice = "Pemeriksa menilai denda menurut kontrak."
        yield _fault("late", "tanggal", f"{late} hari sesudah batas kontrak", advice, Severity.WARNING)


def accepted_of(rows: Iterable[HandOver], *, waiting: bool = False) -> Decimal:
    """The volume accepted so far: what a second person agreed to, with `waiting` also what is before him."""
    counts = {Standing.AGREED, Standing.WAITS} if waiting else {Standing.AGREED}
    return sum((one.accepted for one in rows if one.standing in counts), Decimal(0))


def accepted_share(contract: Contract | None, rows: Iterable[HandOver]) -> Fraction | None:
    """Accepted of ordered, exact; None without a contract."""
    return Fraction(accepted_of(rows)) / Fraction(contract.volume) if contract else None


def receivers_of(rows: Iterable[HandOver]) -> BySex | None:
    """Who has the use of it, by sex; None where no agreed hand-over says so."""
    known = [one.people for one in rows if one.standing is Standing.AGREED and one.people is not None]
    return sum(known, BySex(0, 0)) if known else None


def words_of(volume: Decimal) -> str:
    """`8`, `12,5`: no zeros behind."""
    exponent = volume.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_decimal(volume, places)


def _fault(code: str, where: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice, severity)
