"""Rupiah of a month, the list of honoraria behind it, and taking a booking back.

book(hat, activity, Paid(month=3, amount=…, on=…, proof="SP2D-12"))
pay(hat, activity, 3, [Chosen(seat, amount, receipt)], on=…)
undo(hat, booking, "salah bulan")
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.budget.book import law_here
from berdaya.budget.rules.reading import statement_of
from berdaya.community.models import Seat
from berdaya.community.rules.kinds import Kind as BodyKind
from berdaya.delivery import doors
from berdaya.delivery.models import Activity, Booking, PayList, PayRow
from berdaya.delivery.rules.honoraria import Payee, list_faults, month_of, month_words, paid_of
from berdaya.delivery.rules.kinds import Kind, heads_meant
from berdaya.delivery.rules.money import booking_faults, undoing_faults
from berdaya.delivery.services.beginning import followed, line_of
from berdaya.delivery.services.working import ask_checker
from berdaya.kernel.findings import Finding, Refused, Severity

SHORT = {BodyKind.RT: "RT", BodyKind.RW: "RW", BodyKind.LPMK: "LPMK"}


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid in a month: whole rupiah, on a day, by a proof."""

    month: int
    amount: int
    on: date
    proof: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody chosen for a list: the seat, rupiah, the number of the receipt."""

    seat: UUID
    amount: int
    receipt: str = ""


def book(hat: Holding, activity: Activity, paid: Paid) -> Booking:
    """Book what was paid. It counts when a second person agrees; until then it holds its part of the line."""
    require(hat, Right.DELIVERY_DO, activity.territory)
    with transaction.atomic():
        mine = followed(hat, activity)
        if mine.of_kind is Kind.HONORARIA:
            advice = "Susun daftar honorarium bulan itu; jumlahnya mengikuti."
            raise Refused(_fault("kind", "realisasi", "kegiatan ini honorarium bulanan", advice))
        _refuse([*booking_faults(doors.whole_of(mine).sums, paid.month, paid.amount), *_day(mine, paid)])
        row = _booked(hat, mine, paid)
        _ask(hat, mine, row, f"Periksa realisasi {month_words(mine.year, paid.month)}")
        told: dict[str, Fact] = {"month": paid.month, "amount": paid.amount}
        record(hat, "delivery.booked", "booking", row.pk, mine.territory, told)
    return row


def pay(hat: Holding, activity: Activity, month: int, chosen: Sequence[Chosen], on: date) -> Booking:
    """A list of honoraria: who was in office that month, once; and the booking of its sum."""
    require(hat, Right.DELIVERY_DO, activity.territory)
    with transaction.atomic():
        mine = followed(hat, activity)
        seats = _seats(mine, chosen)
        payees = [payee(seats[one.seat], one.amount, one.receipt) for one in chosen]
        _refuse(faults_of(mine, month, payees))
        sums = paid_of(payees)
        paid = Paid(month, sums.rupiah, on, "")
        _refuse(
            [*booking_faults(doors.whole_of(mine).sums, month, sums.rupiah), *_day(mine, paid, proof=False)]
        )
        row = _booked(hat, mine, paid)
        _write_list(row, payees, seats)
        _ask(hat, mine, row, f"Periksa daftar honorarium {month_words(mine.year, month)}")
        told: dict[str, Fact] = {
            "month": month, "people": sums.people.total, "women": sums.people.women, "amount": sums.rupiah,
        }  # fmt: skip
        record(hat, "delivery.listed", "booking", row.pk, mine.territory, told)
    return row


def undo(hat: Holding, booking: Booking, reason: str) -> Booking:
    """Take back what was agreed to, by an entry of its own that a second person agrees to."""
    require(hat, Right.DELIVERY_DO, booking.activity.territory)
    with transaction.atomic():
        mine = followed(hat, booking.activity)
        whole = doors.whole_of(mine)
        entry = next(one.entry for one in whole.bookings if one.pk == booking.pk)
        _refuse(undoing_faults(entry, [one.entry for one in whole.bookings], reason))
        words = " ".join(reason.split())[:200]
        row = Booking(
            activity=mine, month=booking.month, amount=booking.amount, on=today_in(mine.territory),
            proof=booking.proof, words=words, undoes=booking, by=hat.person,
        )  # fmt: skip
        row.save(force_insert=True)
        _ask(hat, mine, row, f"Periksa pembatalan {month_words(mine.year, booking.month)}")
        told: dict[str, Fact] = {"undoes": booking.pk, "amount": booking.amount}
        record(hat, "delivery.undone", "booking", row.pk, mine.territory, told)
    return row


def faults_of(activity: Activity, month: int, payees: Sequence[Payee]) -> list[Finding]:
    """What is wrong with a list, held against the other lists of the month and the usual amounts."""
    if activity.of_kind is not Kind.HONORARIA:
        advice = "Catat realisasinya lewat halaman realisasi."
        return [_fault("kind", "kegiatan", "bukan honorarium bulanan", advice)]
    if not 1 <= month <= 12:
        return [_fault("month", "bulan", "tidak dikenal", "Pilih bulan Januari sampai Desember.")]
    found: list[Finding] = []
    if doors.whole_of(activity).list_of(month) is not None:
        advice = "Batalkan dahulu daftar yang ada, bila memang keliru."
        found.append(_fault("listed", month_words(activity.year, month), "sudah ada daftarnya", advice))
    if month_of(activity.year, month).first > today_in(activity.territory):
        found.append(_fault("month", "bulan", "belum mulai", "Susun daftar bulan yang sudah berjalan."))
    people, offices = doors.paid_elsewhere(activity, month)
    found += list_faults(
        payees, activity.year, month, paid=people, offices_paid=offices, tariffs=tariffs_of(activity)
    )
    return found


def payee(seat: Seat, amount: int, receipt: str = "") -> Payee:
    """A seat as the rules judge it; the place of the body names the row, never the person."""
    body = seat.term.body
    office = f"{body.kind}:{body.territory}"
    where = office_words(seat)
    return Payee(
        str(seat.pk), seat.digest, office, body.kind, seat.sex, amount, seat.first_day, seat.last_day,
        where, receipt, seat.term.last_day,
    )  # fmt: skip


def office_words(seat: Seat) -> str:
    """`Ketua RT 003/RW 002`: the office without a name."""
    body = seat.term.body
    parts = body.territory.split(".")
    kind = BodyKind(body.kind)
    if kind is BodyKind.RT and len(parts) == 6:
        return f"Ketua RT {parts[5]}/RW {parts[4]}"
    if kind is BodyKind.RW and len(parts) >= 5:
        return f"Ketua RW {parts[4]}"
    return f"Ketua {SHORT.get(kind, body.name)}"


def tariffs_of(activity: Activity) -> dict[str, int]:
    """The usual rupiah a month by kind of office: the price of a line that pays one kind, else the rates of
    the place (`budget.costs`); empty where nobody wrote them down."""
    costs = law_here(statement_of(activity.version.record).statement).costs
    known = {str(kind): int(amount) for kind, amount in costs.monthly.items()}
    line = line_of(activity)
    heads = heads_meant(activity.title)
    if line is not None and line.price and len(heads) == 1:
        return known | dict.fromkeys(heads, line.price)
    return known


# ---------- inside ----------


def _seats(activity: Activity, chosen: Sequence[Chosen]) -> dict[UUID, Seat]:
    rows = Seat.objects.within(activity.territory).select_related("term__body")
    found = {one.pk: one for one in rows.filter(pk__in=[one.seat for one in chosen])}
    if len(found) < len({one.seat for one in chosen}):
        advice = "Muat ulang halamannya; pilih dari pengurus yang tercatat."
        raise Refused(_fault("seat", "penerima", "bukan pengurus di wilayah ini", advice))
    return found


def _booked(hat: Holding, activity: Activity, paid: Paid) -> Booking:
    proof, words = (" ".join(text.split()) for text in (paid.proof, paid.words))
    row = Booking(
        activity=activity, month=paid.month, amount=paid.amount, on=paid.on, proof=proof[:80],
        words=words[:200], by=hat.person,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _write_list(booking: Booking, payees: Sequence[Payee], seats: dict[UUID, Seat]) -> None:
    sums = paid_of(payees)
    made = PayList(
        booking=booking, people=sums.people.total, men=sums.people.men, women=sums.people.women,
        rupiah_men=sums.men, rupiah_women=sums.women,
    )  # fmt: skip
    made.save(force_insert=True)
    PayRow.objects.bulk_create(
        PayRow(
            pay_list=made, position=at, seat=seats[UUID(one.seat)], office=one.office, sex=one.sex,
            amount=one.amount, receipt=one.receipt[:40],
        )
        for at, one in enumerate(payees, start=1)
    )  # fmt: skip


def _day(activity: Activity, paid: Paid, *, proof: bool = True) -> list[Finding]:
    found = []
    if paid.on > today_in(activity.territory):
        found.append(_fault("on", "tanggal", "di masa depan", "Tulis hari pembayarannya."))
    if not 1 <= paid.month <= 12 or paid.on < month_of(activity.year, paid.month).first:
        found.append(_fault("on", "tanggal", "mendahului bulannya", "Periksa bulan dan tanggalnya."))
    if proof and not paid.proof.strip():
        advice = "Tulis nomor SP2D, kuitansi atau bukti kas."
        found.append(_fault("proof", "nomor bukti", "belum diisi", advice))
    return found


def _ask(hat: Holding, activity: Activity, row: Booking, subject: str) -> None:
    link = reverse("delivery-booking", args=[row.pk])
    ask_checker(hat, activity, subject, f"delivery:booking:{row.pk}", link)


def _refuse(faults: Sequence[Finding]) -> None:
    if found := [one for one in faults if one.severity is Severity.ERROR]:
        raise Refused(*found)


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
