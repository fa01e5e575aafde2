"""The list of places at work, one village with its parts, opening and closing a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.hardship.services import known_variants
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import Column, listed
from berdaya.register.shown.registers import register_title
from berdaya.scan.doors import cycles as doors
from berdaya.scan.doors.counts import homes_in, homes_of
from berdaya.scan.forms.cycles import CloseForm, DatesForm, OpenForm
from berdaya.scan.gathering import boxes_of
from berdaya.scan.rules.telling import told_homes
from berdaya.scan.services import cycles as services
from berdaya.scan.shown.cycles import CycleRow, cycle_row, judged_words, stage_titles, status_of, sums_of
from berdaya.scan.shown.fgd import limits_for
from berdaya.scan.shown.places import standings_for
from berdaya.scan.views.frame import frame

_COLUMNS: tuple[Column[CycleRow], ...] = (
    Column("tempat", "Tempat", lambda row: row.name.lower()),
    Column("tahun", "Tahun", lambda row: row.cycle.year, numeric=True, phone=False),
    Column("perangkat", "Pendamping", lambda row: row.cycle.agency.lower() or None, phone=False),
    Column("selesai", "Selesai", lambda row: row.done, numeric=True),
    Column("terlambat", "Terlambat", lambda row: row.late, numeric=True, phone=False),
)


@needs(Right.SCAN_SEE)
@require_safe
def cycles(request: HatRequest) -> HttpResponse:
    """Places at work with what is done, next and late; below, those that wait to be opened."""
    hat = request.hat
    found = doors.cycles_for(hat)
    boxes = boxes_of(hat, found)
    rows = [cycle_row(cycle, boxes[cycle.pk]) for cycle in found]
    rows.sort(key=lambda row: (not row.cycle.open, -row.late))
    waiting = doors.candidates_for(hat)
    page = frame() | {
        "listed": listed(rows, _COLUMNS, request.GET.dict(), lambda row: row.words),
        "rows": rows,
        "boxes": sums_of(rows, homes_of(found).values(), len(waiting)),
        "waiting": waiting,
        "standings": standings_for(hat),
    }
    return render(request, "scan/cycles.html", page)


@needs(Right.SCAN_SEE)
@require_safe
def cycle(request: HatRequest, pk: int) -> HttpResponse:
    """One village at work: where it stands, its parts, what comes next."""
    hat = request.hat
    one = doors.cycle_for(hat, pk)
    boxes = boxes_of(hat, [one])[one.pk]
    told = told_homes(homes_in(one), limits_for(hat, one))
    page = frame(one) | {
        "boxes": boxes,
        "status": status_of(one, boxes, told, doors.may(hat, Right.SCAN_WORK, one)),
        "judged": judged_words(one),
        "before": doors.before(one),
        "may_open": doors.may(hat, Right.SCAN_OPEN, one),
        "place_url": reverse("place", args=[one.territory]),
    }
    return render(request, "scan/cycle.html", page)


@needs(Right.SCAN_OPEN, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.open")
def begin(request: HatRequest, code: str) -> HttpResponse:
    """Open the round of this year; the page of the job leads on to the village."""
    hat = request.hat
    opening = doors.opening_for(hat, code)
    choices = [(str(one.pk), register_title(one)) for one in opening.snapshots]
    form = OpenForm(
        request.POST or None,
        snapshots=choices,
        variants=known_variants(code),
        led=bool(opening.agency),
        initial={"agency": hat.body},
    )
    if form.is_valid():
        given = form.cleaned_data
        wanted = services.Wanted(
            int(given["snapshot"]), given.get("agency", ""), given.get("basis", ""), form.chosen_variants()
        )
        try:
            made = services.open_cycle(hat, code, wanted)
        except Refused as refused:
            form.tell(refused, **{"scan.no_register": "snapshot"})
        else:
            return redirect("job", ident=services.ask_filling(hat, made).pk)
    page = frame(None, (request.path, "Buka pindai")) | {
        "form": form,
        "opening": opening,
        "place": place_title(code),
    }
    return render(request, "scan/open.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.dates")
def dates(request: HatRequest, pk: int) -> HttpResponse:
    """When the stages are due."""
    hat = request.hat
    one = doors.cycle_for(hat, pk)
    dues = {row.stage: row.due for row in one.dates.all()}
    form = DatesForm(request.POST or None, stages=stage_titles(one), dues=dues)
    if form.is_valid():
        try:
            services.set_dates(hat, one, form.dues())
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Tenggat tersimpan.")
            return redirect("scan-cycle", pk=pk)
    page = frame(one, (request.path, "Tenggat")) | {"form": form}
    return render(request, "scan/dates.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.close")
def close(request: HatRequest, pk: int) -> HttpResponse:
    """Close the round: nothing is written any more."""
    hat = request.hat
    one = doors.cycle_for(hat, pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.close_cycle(hat, one, form.cleaned_data["note"])
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Putaran ini ditutup.")
            return redirect("scan-cycle", pk=pk)
    boxes = [box for box in boxes_of(hat, [one])[pk] if box.applies]
    page = frame(one, (request.path, "Tutup putaran")) | {"form": form, "boxes": boxes}
    return render(request, "scan/close.html", page, status=422 if form.errors else 200)
