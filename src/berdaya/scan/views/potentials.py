"""The potentials of a village in four groups: the list with its scores, one form for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from, seen_by
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import potentials as doors
from berdaya.scan.doors.cycles import cycle_for, may
from berdaya.scan.forms.potentials import FORMS, PotentialForm
from berdaya.scan.services import potentials as services
from berdaya.scan.shown.potentials import groups_shown
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle


@needs(Right.SCAN_SEE)
@require_safe
def potentials(request: HatRequest, pk: int) -> HttpResponse:
    """The four groups with their scores, and every entry."""
    cycle = cycle_for(request.hat, pk)
    rule = services.rule_of(cycle)
    entries = doors.entries_of(cycle)
    page = _frame(cycle) | {
        "groups": groups_shown(entries, doors.scores_of(entries, rule), rule),
        "levels": rule.levels,
        "may_work": may(request.hat, Right.SCAN_WORK, cycle),
        "rule": rule.key,
    }
    return render(request, "scan/potentials.html", page)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.potential")
def add(request: HatRequest, pk: int, group: str) -> HttpResponse:
    """A new entry of a group."""
    cycle = cycle_for(request.hat, pk)
    form = _form(request, cycle, group)
    if form.is_valid():
        try:
            services.add_potential(request.hat, cycle, group, form.entry())
        except Refused as refused:
            form.tell(refused, **_UNDER)
        else:
            messages.success(request, "Isian tersimpan.")
            again = request.POST.get("act") == "lagi"
            return redirect("scan-potential-add", pk, group) if again else redirect("scan-potentials", pk)
    return _page(request, cycle, form)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.potential_change")
def change(request: HatRequest, pk: int, entry: int) -> HttpResponse:
    """An entry, better known; or taken off."""
    potential = doors.entry_for(request.hat, pk, entry)
    form = _form(request, potential.cycle, potential.group, potential)
    if form.is_valid():
        try:
            services.change_potential(request.hat, potential, form.entry(), seen_by(request))
        except Refused as refused:
            form.tell(refused, **_UNDER)
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect("scan-potentials", pk)
    return _page(request, potential.cycle, form, potential)


@needs(Right.SCAN_WORK)
@posted_from("scan-potentials", "pk")
@once("scan.potential_drop")
def drop(request: HatRequest, pk: int, entry: int) -> HttpResponse:
    services.drop_potential(request.hat, doors.entry_for(request.hat, pk, entry), seen_by(request))
    messages.success(request, "Isian dikeluarkan dari daftar.")
    return redirect("scan-potentials", pk)


_UNDER = {"potential.kind": "kind", "potential.name": "name", "potential.kondisi": "condition"}


def _form(request: HatRequest, cycle: Cycle, group: str, entry: Any = None) -> PotentialForm:
    rule = services.rule_of(cycle)
    if group not in FORMS:
        raise Http404
    return FORMS[group](
        request.POST or None, group=rule.groups[group], rule=rule, kelurahan=cycle.kelurahan, entry=entry
    )


def _page(request: HatRequest, cycle: Cycle, form: PotentialForm, entry: Any = None) -> HttpResponse:
    page = _frame(cycle, (request.path, form.group.title)) | {"form": form, "entry": entry}
    return render(request, "scan/potential.html", page, status=422 if form.errors else 200)


def _frame(cycle: Cycle, *more: tuple[str, str]) -> dict[str, Any]:
    return frame(cycle, (reverse("scan-potentials", args=[cycle.pk]), "Potensi"), *more)
