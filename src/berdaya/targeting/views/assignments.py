"""Who assists which place: the answer by agency and by place, its tables, pins by people."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import Column, listed
from berdaya.targeting import doors
from berdaya.targeting.assigning_office import agencies_in, assignment_of
from berdaya.targeting.file_kinds import FileKind
from berdaya.targeting.forms import PairForm, ReasonForm, TablesForm
from berdaya.targeting.rules.runs import Move
from berdaya.targeting.services import assigning
from berdaya.targeting.services.steps import moves_for, require_move
from berdaya.targeting.shown.assignments import (
    ShownLead,
    boxes,
    by_agency,
    dropped_words,
    lead_panel,
    load_words,
    rule_words,
    shown_leads,
    shown_pairs,
)
from berdaya.targeting.shown.changes import choices_of, names_of
from berdaya.targeting.views.frame import page_of, told

if TYPE_CHECKING:
    from berdaya.targeting.models import AssignmentSetup, Run

KINDS = {
    "agencies": FileKind.AGENCIES,
    "fit": FileKind.FIT,
    "needs": FileKind.NEEDS,
    "potentials": FileKind.POTENTIALS,
    "points": FileKind.POINTS,
    "distances": FileKind.DISTANCES,
}


def _ratio(text: str) -> Fraction | None:
    return Fraction(text) if text else None


COLUMNS: tuple[Column[ShownLead], ...] = (
    Column("tempat", "Tempat", lambda one: one.lead.name),
    Column("perangkat", "Perangkat daerah", lambda one: one.lead.agency_name),
    Column("n", "Desil 1", lambda one: one.lead.n, numeric=True, phone=False),
    Column("cocok", "Kecocokan", lambda one: _ratio(one.lead.fit), numeric=True, phone=False),
    Column("jarak", "Jarak", lambda one: _ratio(one.lead.km), numeric=True, phone=False),
)


@needs(Right.TARGETING_SEE)
@require_safe
def assignment(request: HatRequest, pk: int) -> HttpResponse:
    """By agency, or by place with `?menurut=tempat`; one place explained with `?tempat=`."""
    run = _computed(request, pk)
    made = assignment_of(run)
    setup = assigning.setup_of(run)
    page = _page(request, run) | {"made": made, "setup": setup, "refusal": json.loads(setup.refusal or "[]")}
    if made is None:
        return render(request, "targeting/unassigned.html", page)
    leads = doors.leads_of(made)
    opened = request.GET.get("tempat", "")
    shown = shown_leads(run, leads, opened)
    by_place = request.GET.get("menurut") == "tempat" or "saring" in request.GET or "urut" in request.GET
    page |= {
        "fits": assigning.fits_list(run, made),
        "boxes": boxes(made, leads),
        "agencies": by_agency(shown),
        "by_place": by_place,
        "listed": listed(shown, COLUMNS, request.GET, _words_of) if by_place else None,
        "panel": lead_panel(made, shown, opened),
        "dropped": dropped_words(made),
        "load": load_words(made),
        "rule": rule_words(made),
        "pins": sum(bool(lead.pinned) for lead in leads),
    }
    return render(request, "targeting/assignment.html", page)


def _words_of(one: ShownLead) -> str:
    return f"{one.lead.name} {one.lead.kecamatan} {one.lead.agency_name} {one.lead.code}"


@needs(Right.TARGETING_COMPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.tables")
def tables(request: HatRequest, pk: int) -> HttpResponse:
    """Which tables the assignment is worked out from."""
    run = _computed(request, pk)
    require_move(request.hat, run, Move.ASSIGN)
    setup = assigning.setup_of(run)
    form = TablesForm(
        request.POST or None,
        request.FILES or None,
        files={name: doors.files_for(request.hat, run.territory, kind) for name, kind in KINDS.items()},
        initial=_initial(setup),
    )
    findings = None
    if form.is_valid():
        try:
            given = _given(request, run, form)
            assigning.set_up(request.hat, run, seen_by(request), given)
        except Refused as refused:
            findings = told(refused)
            form.add_error(None, f"Belum dapat dipakai: {len(findings)} temuan, lihat di bawah.")
        else:
            return redirect("targeting-assignment", pk=pk)
    page = _page(request, run, ("targeting-tables", "Berkas")) | {"form": form, "findings": findings}
    page["groups"] = [
        (form[name], form[f"{name}_file"], name in ("agencies", "fit", "needs")) for name in KINDS
    ]
    return render(request, "targeting/tables.html", page, status=422 if form.errors else 200)


def _initial(setup: AssignmentSetup) -> dict[str, Any]:
    chosen = {name: getattr(setup, f"{name}_id") for name in KINDS}
    return {name: f"berkas:{ident}" if ident else "" for name, ident in chosen.items()} | {
        "level_loads": setup.level_loads,
        "seconds": setup.seconds,
    }


def _given(request: HatRequest, run: Run, form: TablesForm) -> dict[str, Any]:
    asked = form.cleaned_data
    given: dict[str, Any] = {name: asked[name] for name in ("level_loads", "seconds")}
    for name, kind in KINDS.items():
        if asked[f"{name}_file"]:
            given[name] = assigning.bring_table(request.hat, run, kind, asked[f"{name}_file"])
        else:
            ident = asked[name].partition(":")[2]
            given[name] = doors.file_for(request.hat, int(ident)) if ident else None
    return given


@needs(Right.TARGETING_COMPUTE)
@require_POST
@once("targeting.assign")
def assign(request: HatRequest, pk: int) -> HttpResponse:
    work = assigning.ask_assignment(request.hat, doors.run_for(request.hat, pk), seen_by(request))
    return redirect("job", ident=work.pk)


@needs(Right.TARGETING_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.pair")
def pairs(request: HatRequest, pk: int) -> HttpResponse:
    """Pins and bans by people, each with its reason."""
    run = _computed(request, pk)
    setup = assigning.setup_of(run)
    rows = [row for row in doors.results_of(run.computation) if row.decided]
    agencies = agencies_in(setup.agencies)
    form = PairForm(
        request.POST or None,
        agencies=agencies,
        places=choices_of(rows),
        initial={"kind": "tetap", "code": request.GET.get("tempat", "")},
    )
    findings = None
    if form.is_valid():
        try:
            assigning.tie(request.hat, run, seen_by(request), **form.cleaned_data)
        except Refused as refused:
            findings = told(refused)
        else:
            messages.success(request, "Pasangan dicatat. Hitung ulang pembagiannya agar berlaku.")
            return redirect("targeting-pairs", pk=pk)
    page = _page(request, run, ("targeting-pairs", "Pasangan tetap")) | {
        "form": form,
        "findings": findings,
        "pairs": shown_pairs(doors.pairs_of(run), agencies, names_of(rows)),
        "agencies": agencies,
    }
    return render(request, "targeting/pairs.html", page, status=422 if form.errors or findings else 200)


@needs(Right.TARGETING_COMPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.untie")
def untie(request: HatRequest, pk: int, pair: int) -> HttpResponse:
    """Take a pin or a ban back."""
    run = _computed(request, pk)
    found = doors.pair_for(request.hat, pk, pair)
    require_move(request.hat, run, Move.ASSIGN)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            assigning.untie(request.hat, run, seen_by(request), found, form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"run.no_reason": "reason"})
        else:
            return redirect("targeting-pairs", pk=pk)
    page = _page(request, run) | {"form": form, "pair": found}
    return render(request, "targeting/untie.html", page, status=422 if form.errors else 200)


def _computed(request: HatRequest, pk: int) -> Any:
    run = doors.run_for(request.hat, pk)
    if run.computation is None:
        raise Http404
    return run


def _page(request: HatRequest, run: Run, *more: tuple[str, str]) -> dict[str, Any]:
    hat = request.hat
    crumbs = [(reverse("targeting-assignment", args=[run.pk]), "Pendamping")]
    crumbs += [(reverse(name, args=[run.pk]), words) for name, words in more]
    moves = moves_for(hat, run)
    return page_of(run, *crumbs) | {"may": {move.name.lower() for move in moves}}
