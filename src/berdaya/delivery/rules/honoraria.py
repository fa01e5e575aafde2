"""The list of monthly honoraria: who was in office that month, once, what each sex received.

Whoever sat at least one day of the month may be paid for it, but one office is paid once: where a chair
followed another within the month, the office says who of them.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from berdaya.delivery.rules.tariffs import Tariff
from berdaya.kernel.calendar import MONTHS, Period, format_date
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_rupiah
from berdaya.kernel.sexes import BySex


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody on a list. `seat` is the seat held, `person` finds the same name again without telling it,
    `office` is which office of which body (one honorarium a month), `where` names the row for findings."""

    seat: str
    person: str
    office: str
    kind: str
    sex: str
    amount: int
    first_day: date | None
    last_day: date | None
    where: str
    receipt: str = ""
    term_ends: date | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """Sums of a list: people and rupiah by sex. The rupiah of both sexes add up to the whole."""

    people: BySex
    men: int
    women: int

    @property
    def rupiah(self) -> int:
        return self.men + self.women

    def __add__(self, other: "Paid") -> "Paid":
        return Paid(self.people + other.people, self.men + other.men, self.women + other.women)


NOBODY = Paid(BySex(0, 0), 0, 0)


def month_of(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def month_words(year: int, month: int) -> str:
    return f"{MONTHS[month - 1]} {year}"


def in_office(payee: Payee, month: Period) -> bool:
    """At least one day of the month. Without a first day nobody knows, so it is no."""
    return payee.first_day is not None and Period(payee.first_day, payee.last_day).overlaps(month)


def paid_of(rows: Iterable[Payee]) -> Paid:
    total = NOBODY
    for one in rows:
        man = one.sex == "L"
        total += Paid(BySex(int(man), int(not man)), one.amount if man else 0, 0 if man else one.amount)
    return total


def list_faults(
    rows: Sequence[Payee],
    year: int,
    month: int,
    *,
    paid: Collection[str] = (),
    offices_paid: Collection[str] = (),
    tariffs: Mapping[str, int | Tariff] | None = None,
) -> list[Finding]:
    """What is wrong with a list of one month. `paid` are people, `offices_paid` offices, that another list
    of the month pays already; `tariffs` the usual rupiah by kind of office."""
    if not rows:
        advice = "Pilih sedikitnya satu penerima."
        return [Finding("delivery.nobody", "daftar", "belum berisi penerima", advice)]
    period = month_of(year, month)
    twice = _twice(one.seat for one in rows)
    offices = _twice(one.office for one in rows)
    names = _twice(one.person for one in rows)
    found: list[Finding] = []
    for one in rows:
        found += _of_row(one, period, month_words(year, month), tariffs or {})
        if one.seat in twice or one.office in offices or one.office in offices_paid:
            advice = "Satu jabatan dibayar sekali sebulan; sisakan satu."
            found.append(Finding("delivery.twice", one.where, "dibayar dua kali bulan ini", advice))
        elif one.person in names or one.person in paid:
            problem = "nama yang sama ada pada jabatan lain bulan ini"
            advice = "Bila satu orang, sisakan satu; bila orang lain, pemeriksa menjelaskannya."
            found.append(Finding("delivery.same_name", one.where, problem, advice, Severity.WARNING))
    return found


def _of_row(one: Payee, period: Period, words: str, tariffs: Mapping[str, int | Tariff]) -> Iterator[Finding]:
    if not in_office(one, period):
        advice = "Hapus dari daftar, atau perbaiki masa jabatannya di Lembaga."
        yield Finding("delivery.not_in_office", one.where, f"tidak menjabat {words}{_since(one)}", advice)
    elif one.term_ends is not None and one.term_ends < period.first:
        problem = f"masa jabatannya berakhir {format_date(one.term_ends)}, penggantinya belum tercatat"
        advice = "Catat masa jabatan barunya; atau pemeriksa menyebut surat perpanjangannya."
        yield Finding("delivery.term_over", one.where, problem, advice, Severity.WARNING)
    if one.sex not in ("L", "P"):
        yield Finding("delivery.sex", one.where, "L/P belum diisi", "Isi L atau P.")
    if one.amount < 1:
        yield Finding("delivery.amount", one.where, "jumlah harus lebih dari nol", "Isi rupiahnya.")
    usual = tariffs.get(one.kind)
    usual = Tariff(usual) if isinstance(usual, int) else usual
    if usual is not None and one.amount >= 1 and one.amount != usual.rupiah:
        problem = (
            f"{format_rupiah(one.amount)}, sedangkan tarifnya {format_rupiah(usual.rupiah)}{usual.about}"
        )
        advice = "Periksa jumlahnya; pemeriksa menjelaskan bila memang lain."
        yield Finding("delivery.tariff", one.where, problem, advice, Severity.WARNING)


def receipts_twice(rows: Iterable[Payee]) -> Iterator[Finding]:
    """One receipt proves one payment; the same number again is told with the row that has it already."""
    seen: dict[str, str] = {}
    for one in rows:
        number = " ".join(one.receipt.casefold().split())
        first = seen.setdefault(number, one.where)
        if number and first != one.where:
            problem = f"nomor buktinya sama dengan {first}"
            advice = "Beri setiap pembayaran nomor bukti sendiri, atau jelaskan bahwa buktinya bersama."
            yield Finding("delivery.receipt_twice", one.where, problem, advice, Severity.WARNING)


def _since(one: Payee) -> str:
    if one.first_day is None:
        return " (awal jabatannya tidak diketahui)"
    until = f" sampai {format_date(one.last_day)}" if one.last_day else ""
    return f" (menjabat sejak {format_date(one.first_day)}{until})"


def _twice(keys: Iterable[str]) -> set[str]:
    return {key for key, many in Counter(key for key in keys if key).items() if many > 1}
