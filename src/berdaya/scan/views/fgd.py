"""The FGD of a round: begin it on a meeting, fill its lines and both views, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from, seen_by, whole_number
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.doors import attendance_of, meeting_for
from berdaya.scan.doors import fgd as doors
from berdaya.scan.doors.cycles import cycle_for, may
from berdaya.scan.forms.fgd import LineForm, MeetingForm, ViewsForm
from berdaya.scan.rules.checking import COLUMN_WORDS, FIELD, REGISTER
from berdaya.scan.services import fgd as services
from berdaya.scan.services.plans import rule_of as plan_rule_of
from berdaya.scan.shown.fgd import limits_for, status_of, topic_row, topic_rows
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from berdaya.scan.models import Cycle


@needs(Right.SCAN_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.fgd")
def fgd(request: HatRequest, pk: int) -> HttpResponse:
    """The record; before it is begun, the choice of its meeting."""
    cycle = cycle_for(request.hat, pk)
    found = doors.fgd_of(cycle)
    if found is None:
        return _begin(request, cycle)
    return _record(request, found, [])


def _begin(request: HatRequest, cycle: Cycle) -> HttpResponse:
    hat = request.hat
    works = may(hat, Right.SCAN_WORK, cycle)
    meetings = doors.meetings_to_choose(hat, cycle) if works else []
    choices = [(str(one.pk), f"{one.title}, {format_date(one.day)}") for one in meetings]
    form = MeetingForm(request.POST or None, meetings=choices)
    if works and form.is_valid():
        try:
            services.begin_fgd(hat, cycle, meeting_for(hat, int(form.cleaned_data["meeting"])))
        except Refused as refused:
            form.tell(refused, **{"fgd.meeting": "meeting"})
        else:
            return redirect("scan-fgd", cycle.pk)
    page = _frame(cycle) | {"form": form, "meetings": meetings, "may_work": works}
    return render(request, "scan/fgd_begin.html", page, status=422 if form.errors else 200)


def _record(request: HatRequest, found: Any, refusals: Sequence[Finding]) -> HttpResponse:
    cycle, hat = found.cycle, request.hat
    missing = [] if found.closed else services.open_faults(found)
    may_close = may(hat, Right.SCAN_HOLD, cycle) and not found.closed
    page = _frame(cycle) | {
        "fgd": found,
        "meeting": found.meeting,
        "people": attendance_of(found.meeting).total,
        "status": status_of(found, len(missing), may_close),
        "heads": list(COLUMN_WORDS.values()),
        "hidden": (2, 3, 4),
        "rows": topic_rows(found, limits_for(hat, cycle)),
        "missing": missing,
        "refusals": refusals,
        "may_work": may(hat, Right.SCAN_WORK, cycle) and not found.closed,
        "may_close": may_close,
        "rule": doors.rule_on(cycle),
    }
    return render(request, "scan/fgd.html", page, status=422 if refusals else 200)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.fgd_line")
def line(request: HatRequest, pk: int, code: str) -> HttpResponse:
    """One line: what Musdes and FGD say, what was agreed, why, what follows."""
    topic = doors.topic_for(request.hat, pk, code)
    cycle = topic.fgd.cycle
    known = topic.column(REGISTER) or topic.column(FIELD)
    whole = 6 if code.startswith("P") else known.whole if known else None
    form = LineForm(request.POST or None, topic=topic, whole=whole, sources=dict(plan_rule_of(cycle).sources))
    if form.is_valid():
        try:
            services.write_line(request.hat, topic, form.line(), seen_by(request))
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Baris tersimpan.")
            return redirect(reverse("scan-fgd", args=[pk]) + f"#{code}")
    row = topic_row(topic, doors.title_words()[code], doors.rule_on(cycle), None)
    page = _frame(cycle, (request.path, row.title))
    page |= {"form": form, "row": row, "fgd": topic.fgd, "heads": list(COLUMN_WORDS.values())}
    return render(request, "scan/fgd_line.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.fgd_views")
def views(request: HatRequest, pk: int) -> HttpResponse:
    """What men said, what women said."""
    found = doors.fgd_for(request.hat, pk)
    form = ViewsForm(request.POST or None, initial={"men": found.men_view, "women": found.women_view})
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.write_views(request.hat, found, given["men"], given["women"], seen_by(request))
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Pendapat tersimpan.")
            return redirect("scan-fgd", pk)
    page = _frame(found.cycle, (request.path, "Pendapat")) | {"form": form, "fgd": found}
    return render(request, "scan/fgd_views.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_WORK, Right.SCAN_HOLD)
@posted_from("scan-fgd", "pk")
@once("scan.fgd_step")
def step(request: HatRequest, pk: int, what: str) -> HttpResponse:
    """Fetch register and field anew, or close the record."""
    found = doors.fgd_for(request.hat, pk)
    deeds = {"segarkan": services.refresh_fgd, "tutup": services.close_fgd}
    if what not in deeds:
        raise Http404
    try:
        deeds[what](request.hat, found, whole_number(request.POST.get("seen", "")) or 0)
    except Refused as refused:
        return _record(request, doors.fgd_for(request.hat, pk), refused.findings)
    messages.success(request, "Catatan FGD ditutup." if what == "tutup" else "Angka diambil ulang.")
    return redirect("scan-fgd", pk)


def _frame(cycle: Cycle, *more: tuple[str, str]) -> dict[str, Any]:
    return frame(cycle, (reverse("scan-fgd", args=[cycle.pk]), "FGD"), *more)
