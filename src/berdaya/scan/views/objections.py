"""Objections: written down, read, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import cycles as rounds
from berdaya.scan.doors import households as homes
from berdaya.scan.doors import musdes as doors
from berdaya.scan.forms.musdes import AnswerForm, ObjectionForm
from berdaya.scan.rules.musdes import BROUGHT_BY, Outcome, clock
from berdaya.scan.services import objections as services
from berdaya.scan.shown.households import called
from berdaya.scan.shown.musdes import takes_decisions
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from berdaya.scan.models import Decision, Objection


@needs(Right.SCAN_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.objection")
def receive(request: HatRequest, pk: int) -> HttpResponse:
    """Write an objection down; its clock begins."""
    hat = request.hat
    one = rounds.cycle_for(hat, pk)
    first = {"received_on": today_in(one.territory), "number": request.GET.get("ruta", "")}
    form = ObjectionForm(request.POST or None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        household = homes.numbered(one, given["number"]) if given["number"] else None
        if given["number"] and household is None:
            form.add_error("number", f"Tidak ada ruta nomor {given['number']} dalam daftar kerja.")
        else:
            brought = services.Brought(given["content"], given["brought_by"], given["received_on"], household)
            try:
                made = services.receive(hat, one, brought)
            except Refused as refused:
                form.tell(refused, **{"musdes.received": "received_on", "musdes.content": "content"})
            else:
                messages.success(request, f"Keberatan nomor {made.number} tercatat.")
                return redirect("scan-objection", pk=made.pk)
    page = _frame(one, (request.path, "Keberatan baru")) | {"form": form}
    return render(request, "scan/objection_new.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.answer")
def objection(request: HatRequest, pk: int) -> HttpResponse:
    """One objection: what was asked, how long it may wait, how it ended."""
    hat = request.hat
    one = doors.objection_for(hat, pk)
    today = today_in(one.cycle.territory)
    form = AnswerForm(request.POST or None, initial={"answered_on": today})
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.answer(hat, one, Outcome(given["outcome"]), given["answer"], given["answered_on"])
        except Refused as refused:
            form.tell(refused, **{"musdes.answered": "answered_on"})
        else:
            messages.success(request, "Jawaban tercatat.")
            return redirect("scan-objection", pk=pk)
    names = homes.Names(hat, one.cycle)
    home = one.household
    decisions = doors.decisions_on(home) if home else []
    may_hold = rounds.may(hat, Right.SCAN_HOLD, one.cycle)
    page = _frame(one.cycle, (request.path, f"Keberatan {one.number}")) | {
        "form": form,
        "one": one,
        "called": called(home, names.of(home).head) if home else "rumah tangga di luar daftar",
        "by": BROUGHT_BY.get(one.brought_by, one.brought_by),
        "clock": clock(one.due, today),
        "decisions": decisions,
        "may_answer": one.answered_on is None and may_hold,
        "again": _again(one, decisions) if may_hold else None,
    }
    return render(request, "scan/objection.html", page, status=422 if form.errors else 200)


def _again(one: Objection, decisions: list[Decision]) -> tuple[str, str] | None:
    """Words and address of the step that an accepted objection calls for, as long as nobody took it: the new
    version in a meeting that still takes decisions, else a meeting to plan."""
    if one.household_id is None or one.outcome not in (Outcome.ACCEPTED.value, Outcome.PARTLY.value):
        return None
    old = one.decision.version if one.decision else 0
    if decisions and decisions[0].version > old:
        return None
    taking = [found for found in doors.sessions_of(one.cycle) if takes_decisions(found)]
    if not taking:
        return "Rancang musyawarahnya", reverse("scan-musdes-plan", args=[one.cycle_id])
    words = "Catat putusan versi baru" if decisions else "Catat putusannya"
    return words, reverse("scan-decide", args=[taking[-1].pk, one.household_id])


def _frame(cycle: Any, *more: tuple[str, str]) -> dict[str, Any]:
    word = "Musyawarah Kelurahan" if cycle.kelurahan else "Musyawarah Desa"
    return frame(cycle, (reverse("scan-musdes", args=[cycle.pk]), word), *more)
