"""Steps that need no form of their own: compute, once more, open again, give up."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.targeting import doors
from berdaya.targeting.forms import ReasonForm
from berdaya.targeting.rules.runs import Move
from berdaya.targeting.services.computing import ask_computation, ask_recheck
from berdaya.targeting.services.drafting import drop, revise
from berdaya.targeting.services.printing import ask_paper
from berdaya.targeting.services.steps import require_move
from berdaya.targeting.views.frame import page_of


@needs(Right.TARGETING_COMPUTE)
@require_POST
@once("targeting.compute")
def compute(request: HatRequest, pk: int) -> HttpResponse:
    """Into the queue; the page of the job leads on to the list."""
    work = ask_computation(request.hat, doors.run_for(request.hat, pk), seen_by(request))
    return redirect("job", ident=work.pk)


@needs(Right.TARGETING_COMPUTE, Right.TARGETING_CHECK, Right.TARGETING_DECREE)
@require_POST
@once("targeting.recheck")
def recheck(request: HatRequest, pk: int, number: int) -> HttpResponse:
    run = doors.run_for(request.hat, pk)
    work = ask_recheck(request.hat, run, doors.computation_for(request.hat, pk, number))
    return redirect("job", ident=work.pk)


@needs(Right.TARGETING_COMPUTE, Right.TARGETING_CHECK, Right.TARGETING_DECREE)
@require_POST
@once("targeting.print")
def print_paper(request: HatRequest, pk: int, which: str) -> HttpResponse:
    """The annex or the summary, through the documents of the office."""
    work = ask_paper(request.hat, doors.run_for(request.hat, pk), which)
    return redirect("job", ident=work.pk)


@needs(Right.TARGETING_COMPUTE)
@require_POST
@once("targeting.revise")
def reopen(request: HatRequest, pk: int) -> HttpResponse:
    run = revise(request.hat, doors.run_for(request.hat, pk), seen_by(request))
    return redirect("targeting-inputs", pk=run.pk, step=5)


@needs(Right.TARGETING_COMPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.drop")
def give_up(request: HatRequest, pk: int) -> HttpResponse:
    """The list stays readable; the reason with it."""
    run = doors.run_for(request.hat, pk)
    require_move(request.hat, run, Move.DROP)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            drop(request.hat, run, seen_by(request), form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"run.no_reason": "reason"})
        else:
            return redirect("targeting")
    page = page_of(run, (reverse("targeting-drop", args=[pk]), "Batalkan"), form=form)
    return render(request, "targeting/drop.html", page, status=422 if form.errors else 200)
