"""The village meeting about households: sessions, decisions, the reading list, objections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.audit import record
from berdaya.access.clock import today_in, zones
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from, seen_by
from berdaya.access.rules.rights import Right
from berdaya.documents.files import content_as_attachment
from berdaya.documents.paper import render as print_sheet
from berdaya.kernel.findings import Refused
from berdaya.scan.book import judging_of, work_on
from berdaya.scan.doors import cycles as rounds
from berdaya.scan.doors import households as homes
from berdaya.scan.doors import musdes as doors
from berdaya.scan.forms.musdes import AddForm, DecideForm, PlanForm
from berdaya.scan.printing import READING, reading_paper, reading_values
from berdaya.scan.rules.field import combined
from berdaya.scan.services import musdes as services
from berdaya.scan.shown import musdes as shown
from berdaya.scan.shown.households import called, rt_words
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle, Session


@needs(Right.SCAN_SEE)
@require_safe
def musdes(request: HatRequest, pk: int) -> HttpResponse:
    """How far the meeting is: sums, sessions, objections with their clock."""
    hat = request.hat
    one = rounds.cycle_for(hat, pk)
    tally = doors.tally_of(one)
    sessions = doors.sessions_of(one)
    may_hold = rounds.may(hat, Right.SCAN_HOLD, one)
    objections = doors.objections_of(one)
    page = _frame(one) | {
        "status": shown.status_of(one, tally, sessions, objections, may_hold),
        "boxes": shown.sums_of(tally),
        "sessions": [(each, shown.state_words(each)) for each in sessions],
        "objections": shown.objection_rows(objections, today_in(one.territory)),
        "may_hold": may_hold,
        "may_names": rounds.sees_names(hat, one),
        "days": work_on(one.on_date, one.territory)["objection_days"],
    }
    return render(request, "scan/musdes.html", page)


@needs(Right.SCAN_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.musdes")
def plan(request: HatRequest, pk: int) -> HttpResponse:
    """Plan the meeting; invitations, attendance and minutes go on in the room of meetings."""
    hat = request.hat
    one = rounds.cycle_for(hat, pk)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        asked = services.Asked(form.starts_at(zones().of(one.territory)), form.cleaned_data["place"])
        try:
            made = services.plan_session(hat, one, asked)
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Musyawarah dirancang. Isi undangannya di halaman pertemuan.")
            return redirect("scan-session", pk=made.pk)
    page = _frame(one, (request.path, "Rancang")) | {"form": form}
    return render(request, "scan/musdes_plan.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_SEE)
@require_safe
def session(request: HatRequest, pk: int) -> HttpResponse:
    """One meeting: who waits for a decision, what was decided."""
    hat = request.hat
    one = doors.session_for(hat, pk)
    names = homes.Names(hat, one.cycle)
    page = _session_frame(one) | {
        "waiting": [(home, called(home, names.of(home).head)) for home in doors.undecided_of(one.cycle)],
        "decided": [
            (row, called(row.household, names.of(row.household).head)) for row in doors.decided_in(one)
        ],
        "tally": doors.tally_of(one.cycle),
        "may_hold": rounds.may(hat, Right.SCAN_HOLD, one.cycle) and shown.takes_decisions(one),
        "state": shown.state_words(one),
        "present": services.present_at(one),
    }
    return render(request, "scan/session.html", page)


@needs(Right.SCAN_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.decide")
def decide(request: HatRequest, pk: int, home: int) -> HttpResponse:
    """What the meeting decided about one household; or a new version of what it decided before."""
    hat = request.hat
    one = doors.session_for(hat, pk)
    household = doors.household_in(one, home)
    judging = judging_of(one.cycle)
    before = doors.standing_on(household)
    bits = household.decided_bits or combined(household.bits, household.field_bits)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        removals=services.removals_in(one.cycle),
        signs=shown.sign_choices(judging.criteria.signs, bits),
        initial={"kind": before.kind if before else "tetap"},
    )
    if form.is_valid():
        try:
            services.decide(hat, one, household, form.resolved(), corrects=seen_by(request))
        except Refused as refused:
            form.tell(refused, **{"musdes.removal": "removal", "musdes.reason": "reason"})
        else:
            messages.success(request, "Putusan tercatat.")
            return redirect("scan-session", pk=pk)
    names = homes.Names(hat, one.cycle)
    page = _session_frame(one, (request.path, f"Ruta {household.urgency}")) | {
        "form": form,
        "home": household,
        "called": called(household, names.of(household).head),
        "rt": rt_words(household.rt),
        "versions": doors.decisions_on(household),
        "before": before,
        "seen": before.version if before else 0,
    }
    return render(request, "scan/decide.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_HOLD)
@posted_from("scan-session", "pk")
@once("scan.rest")
def rest(request: HatRequest, pk: int) -> HttpResponse:
    """Everybody else who was visited stays on the list."""
    one = doors.session_for(request.hat, pk)
    many = services.keep_the_rest(request.hat, one)
    messages.success(request, f"{many} rumah tangga yang sudah dikunjungi tetap dalam daftar.")
    return redirect("scan-session", pk=pk)


@needs(Right.SCAN_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.add")
def add(request: HatRequest, pk: int) -> HttpResponse:
    """A household that the register lacks."""
    hat = request.hat
    one = doors.session_for(hat, pk)
    form = AddForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        newcomer = services.Newcomer(
            given["head"],
            services.rt_of(one.cycle, given["rt"], given["rw"]),
            given["persons"],
            given["reason"],
            form.votes(),
        )
        try:
            services.add_household(hat, one, newcomer)
        except Refused as refused:
            form.tell(refused, **{"musdes.votes": "votes_for"})
        else:
            messages.success(request, "Rumah tangga ditambahkan; ia masuk daftar kerja untuk dikunjungi.")
            return redirect("scan-session", pk=pk)
    page = _session_frame(one, (request.path, "Tambah")) | {"form": form}
    return render(request, "scan/add.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_NAMES)
@require_safe
def reading_list(request: HatRequest, pk: int) -> HttpResponse:
    """The list with names for the meeting: printed by whoever may see them, kept nowhere, in the trail."""
    hat = request.hat
    one = rounds.cycle_for(hat, pk)
    if not rounds.sees_names(hat, one):
        raise Http404
    names = homes.Names(hat, one)
    rows = homes.all_of(one)
    values = reading_values(one, rows, lambda home: called(home, names.of(home).head), shown.visit_words(one))
    content = print_sheet(READING, reading_paper(one), values)
    with transaction.atomic():
        record(hat, "scan.names_printed", "cycle", one.pk, one.territory, {"many": len(rows)})
    return content_as_attachment(content, f"daftar-baca-{pk}", "pdf")


def _frame(cycle: Cycle, *more: tuple[str, str]) -> dict[str, Any]:
    word = "Musyawarah Kelurahan" if cycle.kelurahan else "Musyawarah Desa"
    return frame(cycle, (reverse("scan-musdes", args=[cycle.pk]), word), *more)


def _session_frame(one: Session, *more: tuple[str, str]) -> dict[str, Any]:
    here = (reverse("scan-session", args=[one.pk]), one.meeting.title)
    return _frame(one.cycle, here, *more) | {"session": one, "meeting": one.meeting}
