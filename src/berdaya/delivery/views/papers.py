"""Papers and workbooks of this room."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.delivery import doors
from berdaya.delivery.forms import ReportForm, last_month
from berdaya.delivery.list_file import list_book_of
from berdaya.delivery.services.papers import issue_hand_over, issue_list, issue_report, list_rows, report_of
from berdaya.delivery.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.documents.tables import Band
from berdaya.documents.tables import shown as cell_words
from berdaya.kernel.calendar import MONTHS
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from berdaya.documents.models import Document


@needs(Right.DOCUMENTS_ISSUE)
@require_POST
@once("delivery.print_list")
def print_list(request: HatRequest, pk: int) -> HttpResponse:
    """The receipt of honoraria that everybody signs."""
    found = doors.booking_for(request.hat, pk)
    return _issued(request, lambda: issue_list(request.hat, found), reverse("delivery-booking", args=[pk]))


@needs(Right.DOCUMENTS_ISSUE)
@require_POST
@once("delivery.print_hand_over")
def print_hand_over(request: HatRequest, pk: int) -> HttpResponse:
    """The BAST."""
    found = doors.hand_over_for(request.hat, pk)
    back = reverse("delivery-hand-over", args=[pk])
    return _issued(request, lambda: issue_hand_over(request.hat, found), back)


@needs(Right.COMMUNITY_EDIT)
@require_safe
def list_book(request: HatRequest, pk: int) -> HttpResponse:
    """The list of a month as a workbook, in the form that `berdaya delivery check` reads."""
    found = doors.booking_for(request.hat, pk)
    if not hasattr(found, "pay_list"):
        raise Http404
    rows = list_rows(request.hat, found)
    name = f"honorarium-{found.activity.year}-{found.month:02d}"
    return content_as_attachment(list_book_of(found.activity.year, found.month, rows), name, "xlsx")


@needs(Right.DELIVERY_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.report")
def report(request: HatRequest) -> HttpResponse:
    """Realisation up to a month: on the page, and as a paper with a workbook."""
    place = request.hat.territory
    year, month = last_month(today_in(place))
    year = whole_number(request.GET.get("tahun", "")) or (doors.years_for(request.hat) or [year])[0]
    month = (
        min(whole_number(request.GET.get("bulan", "")) or (12 if year < today_in(place).year else month), 12)
        or 1
    )
    form = ReportForm(request.POST or None, initial={"year": year, "month": month})
    if form.is_valid():
        try:
            paper = issue_report(request.hat, place, *form.asked())
        except Refused as refused:
            form.tell(refused)
        else:
            return redirect("document", paper.pk)
    page = {"form": form, "place": place_title(place), "year": year, "month": MONTHS[month - 1],
            "may_issue": allowed(request.hat, Right.DOCUMENTS_ISSUE).allowed,
            **_table(request, year, month), **frame((request.path, "Laporan realisasi"))}  # fmt: skip
    return render(request, "delivery/report.html", page, status=422 if form.errors else 200)


def _table(request: HatRequest, year: int, month: int) -> dict[str, object]:
    place = request.hat.territory
    try:
        sheet, people = report_of(place, year, month, today_in(place))
    except Refused as refused:
        return {"empty": refused.findings[0]}
    rows = [
        {"band": row.label}
        if isinstance(row, Band)
        else {"cells": [cell_words(column, cell) for column, cell in zip(sheet.columns, row, strict=True)]}
        for row in (*sheet.rows, sheet.totals)
        if row is not None
    ]
    told = [(title, format_count(int(men)), format_count(int(women))) for title, men, women in people]
    return {"heads": [column.head for column in sheet.columns], "rows": rows, "people": told}


def _issued(request: HatRequest, deed: "Callable[[], Document]", back: str) -> HttpResponse:
    try:
        paper = deed()
    except Refused as refused:
        for one in refused.findings:
            messages.error(request, one.sentence)
        return redirect(back)
    return redirect("document", paper.pk)
