"""A computed list: the ranking with its line, "Mengapa?" of each place, how firm it is, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents.store import picture_path
from berdaya.targeting import doors
from berdaya.targeting.rules.runs import State
from berdaya.targeting.services.printing import papers_of
from berdaya.targeting.services.steps import moves_for
from berdaya.targeting.shown.firmness import shown_firmness
from berdaya.targeting.shown.history import shown_history
from berdaya.targeting.shown.pages import ResultPage
from berdaya.targeting.shown.status import Story, standing_of
from berdaya.targeting.shown.village import village_why
from berdaya.targeting.views.frame import page_of, refusals

if TYPE_CHECKING:
    from berdaya.targeting.models import Computation, Run


@needs(Right.TARGETING_SEE)
@require_safe
def run(request: HatRequest, pk: int) -> HttpResponse:
    """A list as it stands: its state, its figures, its places."""
    found = doors.run_for(request.hat, pk)
    if found.computation is None:
        return render(request, "targeting/draft.html", _frame(request, found, 0))
    return _result(request, found, found.computation)


@needs(Right.TARGETING_SEE)
@require_safe
def computation(request: HatRequest, pk: int, number: int) -> HttpResponse:
    """An older computation of the same list."""
    found = doors.run_for(request.hat, pk)
    return _result(request, found, doors.computation_for(request.hat, pk, number))


def _result(request: HatRequest, run: Run, computation: Computation) -> HttpResponse:
    shown = ResultPage(run, computation, request.GET)
    page = _frame(request, run, shown.changed) | {
        "computation": computation,
        "page": shown,
        "boxes": shown.boxes,
        "papers": papers_of(run),
    }
    page["rechecks"] = "recheck" in page["may"]
    return render(request, "targeting/result.html", page)


def _frame(request: HatRequest, run: Run, changes: int) -> dict[str, Any]:
    """What every page about one list needs: where it stands, and what this person may do."""
    hat = request.hat
    discussion = doors.last_discussion(run.computation)
    decree = doors.decree_of(run) if run.standing in doors.SIGNED else None
    followed = decree is not None and (run.superseded_on or run.standing is State.SUPERSEDED)
    story = Story(
        run,
        discussion,
        decree,
        doors.followers_of(decree) if decree and followed else None,
        changes,
        moves_for(hat, run),
    )
    return page_of(
        run,
        standing=standing_of(story),
        story=story,
        may={move.name.lower() for move in story.moves},
        prints=doors.works_here(hat),
        refusal=refusals(run),
    )


@needs(Right.TARGETING_SEE)
@require_safe
def village(request: HatRequest, code: str) -> HttpResponse:
    """Why one village is on the decreed list or not, for whoever sees the village."""
    hat = request.hat
    seen = allowed(hat, Right.TARGETING_SEE, code).allowed or doors.own_village(hat) == code
    decree = doors.decree_in_force(".".join(code.split(".")[:2]), today_in(code)) if seen else None
    why = village_why(decree, code, sees_list=doors.sees_run(hat, decree)) if decree else None
    if why is None:
        raise Http404
    crumb = (reverse("targeting-village", args=[code]), f"Mengapa {why.row.name}")
    return render(request, "targeting/village.html", page_of(None, crumb, why=why))


@needs(Right.TARGETING_SEE)
@require_safe
def firmness(request: HatRequest, pk: int) -> HttpResponse:
    """How firm the list is: other methods, other weights, shaken counts, other unit."""
    run = doors.run_for(request.hat, pk)
    if run.computation is None:
        raise Http404
    crumb = (reverse("targeting-firmness", args=[pk]), "Keteguhan")
    page = page_of(run, crumb, shown=shown_firmness(run.computation), computation=run.computation)
    return render(request, "targeting/firmness.html", page)


@needs(Right.TARGETING_SEE)
@require_safe
def history(request: HatRequest, pk: int) -> HttpResponse:
    """Every step, every computation, every change, and who took it."""
    run = doors.run_for(request.hat, pk)
    crumb = (reverse("targeting-history", args=[pk]), "Riwayat")
    changes = doors.changes_standing(run.computation)
    page = _frame(request, run, changes) | page_of(run, crumb, shown=shown_history(run))
    return render(request, "targeting/history.html", page)


@needs(Right.TARGETING_SEE)
@require_safe
def picture(request: HatRequest, name: str) -> HttpResponse:
    """A picture of a list that this hat may see. It may draw and nothing else."""
    path = picture_path(name) if doors.picture_seen(request.hat, name) else None
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/svg+xml")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
