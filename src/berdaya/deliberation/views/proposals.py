"""One proposal with its fate and history, its pictures, the step that somebody takes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, page_doors, shown
from berdaya.deliberation.exchange_doors import kept_cells
from berdaya.deliberation.forms import STEPS, AssessForm, MoveForm
from berdaya.deliberation.joint import supporters_of
from berdaya.deliberation.rules.states import ANSWERED, LISTED, OPEN_TO_PROPOSER, State
from berdaya.deliberation.services.answering import may_answer
from berdaya.deliberation.services.entering import assess
from berdaya.deliberation.services.moving import Step, may_move, move
from berdaya.deliberation.services.proposing import warnings_of
from berdaya.deliberation.session_doors import is_decided
from berdaya.deliberation.support_doors import on_own_path
from berdaya.deliberation.views.frame import frame, tried, unit_address
from berdaya.documents.files import as_attachment
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.deliberation.models import Proposal

_OWN_STEPS = frozenset({State.PROPOSED, State.AGREED, State.WITHDRAWN}) | ANSWERED | LISTED


@needs(Right.DELIBERATION_SEE)
@require_safe
def proposal(request: HatRequest, pk: int) -> HttpResponse:
    """What, why, what next, who; the history; earlier and later years."""
    hat, one = request.hat, doors.proposal_for(request.hat, pk)
    unit = doors.unit_of(one)
    mine = doors.acts_for(hat, unit) and one.standing in OPEN_TO_PROPOSER
    open_to_talk = one.standing in OPEN_TO_PROPOSER | {State.AGREED}
    moves = sorted(one.moves.all(), key=lambda step: -step.pk)
    page = {
        "proposal": one,
        "fate": shown.fate_of(one),
        "facts": shown.facts_shown(one, doors.acts_for(hat, unit)),
        "moves": [(step, shown.why_of(step)) for step in moves],
        "photos": list(one.photos.all()),
        "earlier": page_doors.chain_of(one),
        "later": page_doors.later_of(one),
        "carried": page_doors.carried_note(one),
        "findings": [finding.as_json() | {"count": 1} for finding in warnings_of(one)],
        "alike": page_doors.alike_in(one.cycle, doors.facts_of(one), one.pk) if open_to_talk else [],
        "mine": mine,
        "draft": one.standing in (State.DRAFT, State.RETURNED),
        "steps": STEPS,
        "list_address": unit_address(one.cycle, unit),
        "may_step": bool(_ways(request, one)),
        "may_answer": bool(may_answer(hat, one)),
        "may_assess": doors.may_at_home(hat, Right.DELIBERATION_VERIFY, one.cycle.territory)
        and not is_decided(one.cycle),
        "assess": AssessForm(initial={n: getattr(one, n) for n in ("urgency", "fit", "readiness")}),
        "message": shown.told_text(one),
        "kept_cells": kept_cells(hat, one),
        "supporters": supporters_of(one),
        "own_path": one.number is not None and on_own_path(one),
        **frame((unit_address(one.cycle, unit), doors.unit_title(unit))),
    }
    return render(request, "deliberation/proposal.html", page)


@needs(Right.DELIBERATION_VERIFY, Right.DELIBERATION_DECIDE)
@once("deliberation.move")
@require_http_methods(["GET", "POST"])
def step(request: HatRequest, pk: int) -> HttpResponse:
    """Take a proposal one step on: verified, forwarded, routed, refused … with its reason."""
    one = doors.proposal_for(request.hat, pk)
    table = page_doors.partners_of(one)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        ways=_ways(request, one),
        back=one.standing is State.REFUSED,
        partners=shown.choices_of(table, one),
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        into = next((p for p in table if str(p.pk) == given.get("into")), None)
        asked = Step(
            State(given["to"]), given.get("reason", ""), given["words"], given.get("target", ""), into,
            request.POST.get("seen", ""),
        )  # fmt: skip
        try:
            done = move(request.hat, one, asked)
            messages.success(request, f"{done.label} {done.standing.words}. Pengusul diberi tahu.")
            return HttpResponseRedirect(reverse("deliberation-proposal", args=[pk]))
        except Refused as refused:
            fields = {"words": "words", "reason": "reason", "target": "target", "partner": "into"}
            form.tell(refused, **{f"deliberation.{k}": v for k, v in fields.items() if v in form.fields})
    page = {
        "proposal": one,
        "form": form,
        "fate": shown.fate_of(one),
        **frame((reverse("deliberation-proposal", args=[pk]), one.title), (request.path, "Langkah berikut")),
    }
    return render(request, "deliberation/move.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.assess")
@require_POST
def assess_it(request: HatRequest, pk: int) -> HttpResponse:
    one = doors.proposal_for(request.hat, pk)
    form = AssessForm(request.POST)
    to = reverse("deliberation-proposal", args=[pk])
    if not form.is_valid():
        return HttpResponseRedirect(to)
    return tried(
        request, lambda: assess(request.hat, one, **form.cleaned_data), "Nilai kriteria tersimpan.", to
    )


@needs(Right.DELIBERATION_SEE)
@require_safe
def photo(request: HatRequest, pk: int, photo: int, size: str) -> HttpResponse:
    """A picture of a proposal."""
    return as_attachment(page_doors.photo_path_for(request.hat, pk, photo, size), f"usulan-{pk}-foto-{photo}")


def _ways(request: HatRequest, one: Proposal) -> list[State]:
    """Steps for the office; what a proposer does, lists and answers have pages of their own."""
    answers = may_answer(request.hat, one)
    if one.standing is State.REFUSED:
        return may_move(request.hat, one)
    return [state for state in may_move(request.hat, one) if state not in _OWN_STEPS and state not in answers]
