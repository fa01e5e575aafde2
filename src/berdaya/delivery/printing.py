"""Papers of this room from values: BAST, receipt of honoraria, report of realisation; and their workbooks."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from berdaya.access.places import place_title
from berdaya.delivery.doors import Whole
from berdaya.delivery.models import Activity, Booking, Contract, HandOver
from berdaya.delivery.rules.handing import words_of
from berdaya.delivery.rules.honoraria import month_of, month_words
from berdaya.delivery.shown import Receiver
from berdaya.delivery.thread import checker_at
from berdaya.documents.paper import Letterhead, Paper, Signatory, Status
from berdaya.documents.tables import Band, Column, Kind, Sheet, for_paper
from berdaya.kernel.calendar import MONTHS, format_date, format_day
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.kernel.shares import round_half_up

DOTS: Final = "." * 28
BAST, RECEIPT, REPORT = "Berita Acara Serah Terima", "Tanda Terima Honorarium", "Laporan Realisasi Bulanan"


def office_of(territory: str) -> str:
    return place_title(territory).split(", ")[0]


def _head(territory: str) -> Letterhead:
    """The government, the office, and the office above it."""
    parts = territory.split(".")
    city = office_of(".".join(parts[:2]))
    above = (office_of(".".join(parts[:3])),) if len(parts) > 3 else ()
    return Letterhead(f"Pemerintah {city}", office_of(territory), above)


def _paper(
    one: Activity, kind: str, second: str, day: date, signers: Sequence[Signatory], **facts: Any
) -> Paper:
    office = office_of(one.territory)
    return Paper(
        kind=kind,
        title=f"{kind}\n{second}",
        office=office,
        place=office,
        date=day,
        short=f"{kind} {office} {one.year}",
        letterhead=_head(one.territory),
        signatories=tuple(signers),
        **facts,
    )


def _signer(title: str, role: str = "", name: str = DOTS) -> Signatory:
    return Signatory(title=title, name=name, role=role, note="nama terang dan NIP")


# ---------- BAST ----------


def hand_over_paper(row: HandOver, contract: Contract | None) -> Paper:
    """Of a hand-over that a second person agreed to: final under its own number; before that a draft."""
    one = row.activity
    partner = contract.partner if contract else "Penyedia"
    signers = (
        Signatory(title="Pihak Kesatu, yang menyerahkan", name=DOTS, note=partner),
        _signer("Pihak Kedua, yang menerima"),
        _signer(checker_at(one.territory), "Mengetahui,"),
    )
    agreed = row.standing.value == "disetujui"
    facts: dict[str, Any] = (
        {"number": row.number} if agreed else {"number": row.number, "status": Status.DRAFT}
    )
    return _paper(one, BAST, one.title, row.on, signers, **facts)


def hand_over_values(row: HandOver, contract: Contract | None) -> dict[str, Any]:
    one = row.activity
    unit = contract.unit if contract else ""
    facts = [["Kegiatan", one.title], ["Sub kegiatan", f"{one.statement.code} {one.statement.title}"],
             ["Tahun anggaran", str(one.year)]]  # fmt: skip
    if contract is not None:
        facts += [
            ["Kontrak", f"{contract.number}, {format_date(contract.signed_on)}"],
            ["Penyedia/pelaksana", contract.partner],
            ["Nilai kontrak", format_rupiah(contract.facts.amount)],
        ]
    facts += [["Lokasi", row.place]] if row.place else []
    return {
        "opening": f"Pada hari {format_day(row.on)} Pihak Kesatu menyerahkan dan Pihak Kedua menerima hasil"
        " pekerjaan berikut, sesudah diperiksa jumlah dan keadaannya.",
        "facts": facts,
        "table": for_paper(_volumes(row, contract, unit)),
        "people": [row.men, row.women] if row.people else None,
        "words": row.words,
    }


def _volumes(row: HandOver, contract: Contract | None, unit: str) -> Sheet:
    columns = (
        Column("Uraian"),
        Column("Satuan", mm=22),
        Column("Dipesan", mm=20),
        Column("Datang", mm=20),
        Column("Diterima", mm=20),
        Column("Harga satuan", Kind.RUPIAH, mm=28),
        Column("Nilai diterima", Kind.RUPIAH, mm=32),
    )
    ordered = words_of(contract.volume) if contract else None
    price = contract.unit_price if contract else None
    value = int(Fraction(row.accepted) * price) if price is not None else None
    cells = (row.activity.title, unit, ordered, words_of(row.came), words_of(row.accepted), price, value)
    return Sheet("Serah terima", columns, [cells])


# ---------- honoraria ----------


def list_paper(booking: Booking) -> Paper:
    one = booking.activity
    signers = (
        _signer("Bendahara Pengeluaran Pembantu"),
        _signer("Pejabat Pelaksana Teknis Kegiatan"),
        _signer(checker_at(one.territory), "Mengetahui,"),
    )
    words = month_words(one.year, booking.month)
    number = f"TTH-{one.territory}/{one.pk}/{one.year}-{booking.month:02d}/{booking.pk}"
    return _paper(one, RECEIPT, words, booking.on, signers, number=number)


def list_values(booking: Booking, rows: Sequence[Receiver]) -> dict[str, Any]:
    one, sums = booking.activity, booking.pay_list
    share = Fraction(sums.rupiah_women, sums.rupiah_men + sums.rupiah_women)
    return {
        "opening": f"Yang bertanda tangan di bawah ini menerima honorarium bulan"
        f" {month_words(one.year, booking.month)} dari {one.title} TA {one.year}.",
        "rows": [
            [one.position, one.name or DOTS, one.office, one.sex, one.rupiah, one.receipt] for one in rows
        ],
        "total": booking.amount,
        "sums": [
            ["Laki-laki", sums.men, sums.rupiah_men],
            ["Perempuan", sums.women, sums.rupiah_women],
            ["Jumlah", sums.people, booking.amount],
        ],
        "share": format_percent(share, 2),
    }


def list_sheet(booking: Booking, rows: Sequence[Receiver]) -> Sheet:
    """The same as a sheet of the workbook."""
    columns = (
        Column("No.", Kind.COUNT, width=6),
        Column("Nama", width=28),
        Column("Jabatan", width=22),
        Column("L/P", width=6),
        Column("Jumlah", Kind.RUPIAH, width=14),
        Column("No. bukti", width=12),
    )
    body = [(one.position, one.name, one.office, one.sex, one.rupiah, one.receipt) for one in rows]
    return Sheet("Honorarium", columns, body, totals=(None, "Jumlah", "", "", booking.amount, ""))


# ---------- report ----------


def report_paper(territory: str, year: int, month: int, day: date) -> Paper:
    office = office_of(territory)
    return Paper(
        kind=REPORT,
        title=f"{REPORT}\nsampai {month_words(year, month)}",
        office=office,
        place=office,
        date=day,
        number=f"LR-{territory}/{year}-{month:02d}/{day:%Y%m%d}",
        short=f"{REPORT} {office} {year}",
        letterhead=_head(territory),
        signatories=(_signer("Pejabat Pelaksana Teknis Kegiatan"), _signer(checker_at(territory))),
    )


def report_values(sheet: Sheet, year: int, month: int, people: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return {
        "opening": f"Realisasi kegiatan tahun anggaran {year} sampai akhir {MONTHS[month - 1]} {year} menurut"
        " catatan yang disetujui orang kedua.",
        "table": for_paper(sheet),
        "people": [list(row) for row in people],
    }


def report_sheet(wholes: Sequence[Whole], year: int, month: int, today: date) -> Sheet:
    """One row for each activity, under its statement; shares exact until printed."""
    columns = (
        Column("Kegiatan", width=44),
        Column("Anggaran", Kind.RUPIAH, mm=32, width=18),
        Column(f"{MONTHS[month - 1]}", Kind.RUPIAH, mm=30, width=18),
        Column("Sampai bulan ini", Kind.RUPIAH, mm=32, width=18),
        Column("Uang", Kind.PERCENT, places=2, mm=18),
        Column("Fisik", Kind.PERCENT, places=2, mm=18),
        Column("Sisa", Kind.RUPIAH, mm=32, width=18),
    )
    rows: list[Any] = []
    statement = 0
    for one in wholes:
        if one.activity.statement_id != statement:
            statement = one.activity.statement_id
            rows.append(Band(f"{one.activity.statement.code} {one.activity.statement.title}"))
        rows.append(_report_row(one, month, today))
    sums = [row for row in rows if not isinstance(row, Band)]
    budget, here, until = (sum(row[at] for row in sums) for at in (1, 2, 3))
    totals = ("Jumlah", budget, here, until, _share(until, budget), None, budget - until)
    return Sheet("Realisasi", columns, rows, totals=totals)


def _report_row(one: Whole, month: int, today: date) -> tuple[Any, ...]:
    by_month, budget = one.sums.by_month, one.activity.budget
    until = sum(amount for number, amount in by_month.items() if number <= month)
    work = one.work_until(min(today, month_of(one.activity.year, month).last or today))
    done = None if work is None else round_half_up(work, 4)
    return (one.activity.title, budget, by_month[month], until, _share(until, budget), done, budget - until)


def _share(part: int, whole: int) -> Any:
    return round_half_up(Fraction(part, whole), 4) if whole else None
