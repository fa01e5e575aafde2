"""Issue the papers of this room: BAST, receipt of honoraria, report of realisation."""

from datetime import date

from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.delivery import doors, printing
from berdaya.delivery.models import Activity, Booking, HandOver
from berdaya.delivery.rules.handing import receivers_of
from berdaya.delivery.rules.money import Standing
from berdaya.delivery.shown import receivers
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.documents.tables import Sheet
from berdaya.kernel.findings import Finding, Refused

READING = Right.DELIVERY_SEE
NAMES = Right.COMMUNITY_EDIT


def issue_hand_over(hat: Holding, row: HandOver) -> Document:
    """The BAST: a draft to sign until the second person agreed, then final under its number."""
    if row.standing is Standing.RETURNED:
        raise Refused(_fault("returned", "serah terima", "dikembalikan", "Catat serah terima yang benar."))
    contract = doors.whole_of(row.activity).contract
    asked = Asked(
        territory=row.activity.territory,
        source=f"delivery:handover:{row.pk}",
        template="delivery/bast",
        paper=printing.hand_over_paper(row, contract),
        values=printing.hand_over_values(row, contract),
        link=reverse("delivery-hand-over", args=[row.pk]),
        reading=READING,
    )
    return issue(hat, asked)


def issue_list(hat: Holding, booking: Booking) -> Document:
    """The receipt that everybody on a list signs. It bears names: only who keeps the boards may read it."""
    if booking.standing is not Standing.AGREED or not hasattr(booking, "pay_list"):
        advice = "Tanda terima dicetak sesudah daftarnya disetujui."
        raise Refused(_fault("not_agreed", "daftar", "belum disetujui", advice))
    require(hat, NAMES, booking.activity.territory)
    rows = receivers(doors.rows_of(booking), names=True)
    asked = Asked(
        territory=booking.activity.territory,
        source=f"delivery:list:{booking.pk}",
        template="delivery/honorarium",
        paper=printing.list_paper(booking),
        values=printing.list_values(booking, rows),
        link=reverse("delivery-booking", args=[booking.pk]),
        reading=NAMES,
        sheets=[printing.list_sheet(booking, rows)],
    )
    return issue(hat, asked)


def issue_report(hat: Holding, territory: str, year: int, month: int) -> Document:
    """The report of one place up to a month, with its workbook."""
    require(hat, Right.DELIVERY_SEE, territory)
    today = today_in(territory)
    sheet, people = report_of(territory, year, month, today)
    asked = Asked(
        territory=territory,
        source=f"delivery:report:{territory}:{year}-{month:02d}",
        template="delivery/realisation",
        paper=printing.report_paper(territory, year, month, today),
        values=printing.report_values(sheet, year, month, people),
        link=f"{reverse('delivery')}?tahun={year}",
        reading=READING,
        sheets=[sheet],
    )
    return issue(hat, asked)


def report_of(territory: str, year: int, month: int, today: date) -> tuple[Sheet, list[list[str | int]]]:
    """The table of a report and the receivers by sex, of every activity at or below a place."""
    rows = Activity.objects.within(territory).filter(year=year).select_related("statement")
    wholes = [doors.whole_of(one) for one in rows.order_by("territory", "statement", "pk")]
    if not wholes:
        advice = "Mulai kegiatan dari baris anggaran yang ditandatangani."
        raise Refused(_fault("no_activity", f"tahun {year}", "belum ada kegiatan", advice))
    people: list[list[str | int]] = []
    for one in wholes:
        found = receivers_of(row.facts for row in one.hand_overs)
        if found is not None:
            people.append([one.activity.title, found.men, found.women])
        agreed = [row for row in one.lists if row.standing is Standing.AGREED and row.month <= month]
        if agreed:
            last = max(agreed, key=lambda row: row.month).pay_list
            people.append([f"{one.activity.title} (penerima honorarium)", last.men, last.women])
    return printing.report_sheet(wholes, year, month, today), people


def list_rows(hat: Holding, booking: Booking) -> list[list[str]]:
    """The rows of a list for a workbook; they bear names, so it is written down who fetched them."""
    require(hat, NAMES, booking.activity.territory)
    rows = doors.rows_of(booking)
    told = receivers(rows, names=True)
    record(hat, "delivery.fetched", "booking", booking.pk, booking.activity.territory)
    return [
        [one.office, one.name, one.sex, str(one.rupiah), row.seat.first_day.isoformat(),
         row.seat.last_day.isoformat() if row.seat.last_day else "", one.receipt]
        for one, row in zip(told, rows, strict=True)
    ]  # fmt: skip


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
