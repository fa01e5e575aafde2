"""A list of honoraria as a file: written for whoever signs it, read and checked where there is no office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from berdaya.delivery.rules.honoraria import NOBODY, Paid, Payee, list_faults, paid_of, receipts_twice
from berdaya.delivery.rules.money import MOST_RUPIAH
from berdaya.delivery.rules.tariffs import tariffs_on
from berdaya.documents.reading import Column, Row, read_table
from berdaya.documents.remarks import plain_workbook
from berdaya.kernel.calendar import MONTHS, format_date
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_rupiah, parse_rupiah
from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import load

COLUMNS: Final = (
    Column("jabatan", ("jabatan dan wilayah", "office"), required=True),
    Column("nama", ("nama lengkap", "penerima", "name")),
    Column("l/p", ("lp", "jenis kelamin", "jk", "sex"), required=True),
    Column("jumlah", ("honorarium", "rupiah", "jumlah (rp)", "amount"), required=True),
    Column("mulai", ("menjabat sejak", "mulai menjabat", "since")),
    Column("sampai", ("menjabat sampai", "berhenti", "until")),
    Column("bukti", ("no bukti", "no. bukti", "kuitansi", "receipt")),
    Column("bulan", ("month",)),
)
HEAD: Final = ("Jabatan", "Nama", "L/P", "Jumlah", "Mulai", "Sampai", "Bukti", "Bulan")
_LONGEST: Final = 40
_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True)
class CheckedList:
    """The lists of a file: findings, people and rupiah by sex for each month that it names."""

    findings: tuple[Finding, ...]
    months: dict[int, Paid]

    @property
    def total(self) -> Paid:
        """People are counted once for each month in which they were paid."""
        return sum(self.months.values(), NOBODY)


def list_book_of(year: int, month: int, rows: Sequence[Sequence[str]]) -> bytes:
    """A list as a workbook that this very reader takes."""
    notes = (
        f"Daftar honorarium {MONTHS[month - 1]} {year}.",
        "Periksa dengan: berdaya delivery check BERKAS.xlsx --year TAHUN --month BULAN",
    )
    return plain_workbook(HEAD, [[*row, str(month)] for row in rows], notes)


def check_file(
    path: Path, year: int, month: int | None, tariffs: Mapping[str, int], territory: str = ""
) -> CheckedList:
    """Read a file and check each month in it. Refused where there is no table; no name is ever repeated.

    `tariffs` are those of the office's own decision; what they leave out is that of the rulebook.
    """
    book = load(local_rules_folder())
    table = read_table(path, COLUMNS)
    findings = list(table.findings)
    by_month: dict[int, list[Payee]] = {}
    for row in table.rows:
        found, payee, at = _payee(row, month)
        findings += found
        if payee is not None:
            by_month.setdefault(at, []).append(payee)
    months = {}
    for at, rows in sorted(by_month.items()):
        known = tariffs_on(date(year, at, 1), territory, book)
        findings += list_faults(rows, year, at, tariffs={**known, **tariffs})
        months[at] = paid_of(one for one in rows if one.sex in ("L", "P"))
    findings += receipts_twice(one for _, rows in sorted(by_month.items()) for one in rows)
    findings += [_position(one) for rows in by_month.values() for one in rows if not one.kind]
    if not by_month and not findings:
        findings += list_faults([], year, 1)
    return CheckedList(tuple(findings), months)


def _payee(row: Row, month: int | None) -> tuple[list[Finding], Payee | None, int]:
    found: list[Finding] = []
    at = _month(row["bulan"]) if row["bulan"].strip() else month
    if at is None:
        advice = "Isi 1 sampai 12 atau nama bulan, atau sebut bulannya dengan --month."
        found.append(_fault("month", row.where, "bulan tidak dikenal", advice))
    amount = parse_rupiah(row["jumlah"]) if len(row["jumlah"]) <= _LONGEST else None
    if amount is None or amount < 1:
        found.append(_fault("rupiah", row.where, "jumlah bukan rupiah bulat", "Tulis seperti 1.000.000."))
    elif amount > MOST_RUPIAH:
        problem = f"kolom jumlah lebih dari {format_rupiah(MOST_RUPIAH)}"
        found.append(_fault("amount", row.where, problem, "Periksa apakah ada angka yang berlebih."))
    first, last = (_day(row[name], row.where, name, found) for name in ("mulai", "sampai"))
    if first is not None and last is not None and last < first:
        problem = f"kolom sampai ({format_date(last)}) lebih awal daripada kolom mulai ({format_date(first)})"
        found.append(_fault("term", row.where, problem, "Perbaiki salah satu tanggalnya; mungkin tertukar."))
    office = " ".join(row["jabatan"].casefold().split())
    if not office:
        advice = "Tulis seperti Ketua RT 003/RW 002."
        found.append(_fault("office", row.where, "jabatan kosong", advice))
    if found or amount is None or at is None:
        return found, None, at or 0
    sex = row["l/p"].strip().upper()[:1]
    knows_terms = bool(row["mulai"].strip() or row["sampai"].strip())
    payee = Payee(
        seat=row.where,
        person=" ".join(row["nama"].casefold().split()),
        office=office,
        kind=_kind(office),
        sex={"W": "P"}.get(sex, sex),
        amount=amount,
        first_day=first if knows_terms else date.min,
        last_day=last,
        where=row.where,
        receipt=row["bukti"],
    )
    return found, payee, at


def _position(one: Payee) -> Finding:
    problem = "kolom jabatan tidak menyebut RT, RW atau LPMK"
    advice = "Periksa ejaannya; jabatan lain dibayar menurut keputusannya sendiri, tanpa tarif di sini."
    return Finding("delivery.position", one.where, problem, advice, Severity.WARNING)


def _kind(office: str) -> str:
    words = office.replace(".", " ").split()
    return next((kind for kind in ("lpmk", "rt", "rw") if kind in words), "")


def _month(text: str) -> int | None:
    plain = text.strip().casefold()
    names = {name.casefold(): at for at, name in enumerate(MONTHS, start=1)}
    if plain in names:
        return names[plain]
    return int(plain) if plain.isascii() and plain.isdigit() and 1 <= int(plain) <= 12 else None


def _day(text: str, where: str, name: str, found: list[Finding]) -> date | None:
    plain = text.strip()
    if not plain:
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    found.append(_fault("day", where, f"kolom {name} bukan tanggal", "Tulis seperti 31/12/2024."))
    return None


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
