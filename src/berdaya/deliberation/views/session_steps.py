"""Steps of a session: money, draft, changes by the forum, delegates, decision, papers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.deliberation import merge_doors
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.rules.sitting import Deed, require_deed
from berdaya.deliberation.services import deciding, session_papers, sitting
from berdaya.deliberation.session_forms import CeilingsForm, ChangeForm, DecideForm, DelegateForm
from berdaya.deliberation.session_tables import KINDS
from berdaya.deliberation.views.sessions import frame, gathering_of, session_page
from berdaya.kernel.findings import Refused
from berdaya.plan.rules.words import menus_on


def _stepped(request: HatRequest, pk: int, step: Callable[[Any], object], words: str) -> HttpResponse:
    """Take a step that asks for nothing; a refusal stands on the page of the session."""
    try:
        step(doors.session_for(request.hat, pk))
    except Refused as refused:
        return session_page(request, pk, refused.findings)
    messages.success(request, words)
    return redirect("deliberation-session", pk)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.session")
def begin(request: HatRequest, pk: int) -> HttpResponse:
    """Begin the session of a year."""
    made = sitting.begin_session(request.hat, doors.cycle_to_begin(request.hat, pk))
    return redirect("deliberation-session-ceilings", made.pk)


@needs(Right.DELIBERATION_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.ceilings")
def ceilings(request: HatRequest, pk: int) -> HttpResponse:
    """The money and its limits."""
    hat = request.hat
    found = doors.session_for(hat, pk)
    if request.method == "POST":
        require_deed(Deed.CEILINGS, found.standing)
    menus = {code: menu.title for code, menu in menus_on(today_in(found.territory)).items()}
    form = CeilingsForm(
        request.POST or None, session=found, menus=menus, meetings=doors.meetings_near(hat, found)
    )
    if form.is_valid():
        try:
            sitting.set_ceilings(hat, found, form.ceilings(), seen_by(request))
        except Refused as refused:
            form.tell(refused, **{"session.budget": "budget", "session.level": "level"})
        else:
            messages.success(request, "Pagu tersimpan. Hitung rancangannya bila semua daftar sudah masuk.")
            return redirect("deliberation-session", pk)
    page = {"form": form, **frame(found, (request.path, "Pagu"))}
    return render(request, "deliberation/session_ceilings.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.compute")
def compute(request: HatRequest, pk: int) -> HttpResponse:
    """Merge the lists as they lie there now."""
    return _stepped(
        request, pk, lambda one: deciding.compute_again(request.hat, one), "Rancangan untuk forum terhitung."
    )


@needs(Right.DELIBERATION_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.change")
def change(request: HatRequest, pk: int) -> HttpResponse:
    """What the forum wants otherwise, with its reason."""
    hat = request.hat
    found = doors.session_for(hat, pk)
    draft = doors.newest_draft(found)
    if draft is None:
        return redirect("deliberation-session", pk)
    known = draft.input["proposals"]
    proposals = {one.label: one for one in doors.on_table(found) if one.label in known}
    inside = set(doors.decided_of(found, draft).chosen)
    form = ChangeForm(request.POST or None, proposals=proposals, inside=inside)
    if form.is_valid():
        try:
            deciding.change_by_forum(hat, found, form.wish(), seen_by(request))
        except Refused as refused:
            form.tell(
                refused, **{"forum.reason": "reason", "forum.proposer": "proposer", "forum.amount": "amount"}
            )
        else:
            messages.success(request, "Perubahan forum tersimpan dengan alasannya.")
            return redirect("deliberation-session", pk)
    page = {"form": form, **frame(found, (request.path, "Ubah dengan alasan"))}
    return render(request, "deliberation/session_change.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.delegate")
def delegates(request: HatRequest, pk: int) -> HttpResponse:
    """Who is sent to the musrenbang of the kecamatan."""
    hat = request.hat
    found = doors.session_for(hat, pk)
    form = DelegateForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            deciding.add_delegate(hat, found, given["name"], given["sex"], given["body"])
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Utusan tersimpan; namanya tersandi.")
            return redirect("deliberation-session-delegates", pk)
    people = doors.delegates_of(hat, found)
    women = sum(one.sex == "P" for one, _ in people)
    page = {"form": form, "people": people, "few_women": len(people) > 0 and 10 * women < 3 * len(people)}
    page |= frame(found, (request.path, "Utusan"))
    return render(request, "deliberation/session_delegates.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.drop_delegate")
def drop_delegate(request: HatRequest, pk: int, key: UUID) -> HttpResponse:
    deciding.drop_delegate(request.hat, doors.session_for(request.hat, pk), str(key))
    messages.success(request, "Satu utusan dihapus dari daftar.")
    return redirect("deliberation-session-delegates", pk)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.close_session")
def close(request: HatRequest, pk: int) -> HttpResponse:
    """The forum is through."""
    return _stepped(request, pk, lambda one: deciding.close_session(request.hat, one), "Pembahasan ditutup.")


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.reopen_session")
def reopen(request: HatRequest, pk: int) -> HttpResponse:
    """The forum goes on."""
    return _stepped(
        request, pk, lambda one: deciding.reopen_session(request.hat, one), "Pembahasan dibuka lagi."
    )


@needs(Right.DELIBERATION_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.decide")
def decide(request: HatRequest, pk: int) -> HttpResponse:
    """The second person decides; proposals become priorities or reserve."""
    hat = request.hat
    found = doors.session_for(hat, pk)
    draft = doors.newest_draft(found)
    form = DecideForm(request.POST or None, initial={"date": today_in(found.territory)})
    if form.is_valid():
        try:
            deciding.decide(hat, found, number=form.cleaned_data["number"], date=form.day())
        except Refused as refused:
            form.tell(refused, **{"session.no_number": "number"})
        else:
            messages.success(request, "Ditetapkan. Setiap usulan sudah mendapat keadaan dan alasannya.")
            return redirect("deliberation-session", pk)
    decided = doors.decided_of(found, draft) if draft else None
    since = merge_doors.since(found, draft)
    page = {"form": form, "decided": decided, "findings": gathering_of(found), "since": since}
    page |= frame(found, (request.path, "Penetapan"))
    return render(request, "deliberation/session_decide.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.paper")
def paper(request: HatRequest, pk: int, which: str) -> HttpResponse:
    """Print a list or the annex, as PDF and XLSX."""
    if which not in KINDS:
        raise Http404
    found = doors.session_for(request.hat, pk)
    try:
        return redirect("job", ident=session_papers.ask_paper(request.hat, found, which).pk)
    except Refused as refused:
        return session_page(request, pk, refused.findings)
