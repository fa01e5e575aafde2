"""The musrenbang of a kecamatan: its list in order, one proposal, the decision, a late sitting, papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest, seen_by, whole_number
from berdaya.access.rules.rights import Right
from berdaya.deliberation import shown_upward
from berdaya.deliberation import upward_doors as above
from berdaya.deliberation.doors import may_at_home
from berdaya.deliberation.printing_forum import KINDS
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.rules.upward import Sitting
from berdaya.deliberation.services import kecamatan
from berdaya.deliberation.services.forum_papers import ask_forum_paper, forum_papers_of, village_papers_for
from berdaya.deliberation.upward_forms import ForumDecideForm, SettleForm
from berdaya.deliberation.views.frame import frame
from berdaya.kernel.findings import Findings, Refused

if TYPE_CHECKING:
    from berdaya.deliberation.models import Forum


def _frame(forum: Forum, *more: tuple[str, str]) -> dict[str, Any]:
    upward = f"{reverse('deliberation-upward')}?tahun={forum.cycle.plan_year}"
    here = (reverse("deliberation-forum", args=[forum.pk]), str(forum))
    return {
        **frame((upward, f"Jenjang {forum.cycle.plan_year}"), here, *more),
        "forum": forum,
        "place": place_title(forum.territory).split(",")[0],
    }


@needs(Right.DELIBERATION_SEE)
@require_safe
def forum(request: HatRequest, pk: int) -> HttpResponse:
    """What came up, in order, with agency and verdict."""
    return _page(request, pk)


def _page(request: HatRequest, pk: int, refusal: tuple[Any, ...] = ()) -> HttpResponse:
    hat = request.hat
    found = above.forum_for(hat, pk)
    rows = shown_upward.entries_shown(above.entries_of(found))
    merges = may_at_home(hat, Right.DELIBERATION_MERGE, found.territory)
    is_open, waiting = found.standing is Sitting.OPEN, any(row.one.open for row in rows)
    page = {
        "rows": rows,
        "status": shown_upward.forum_status(found, rows),
        "refusal": Findings.of(refusal).as_json(),
        "merges": merges,
        "may_rank": merges and is_open and waiting,
        "may_decide": may_at_home(hat, Right.DELIBERATION_DECIDE, found.territory) and is_open and waiting,
        "may_reopen": merges and not is_open and waiting,
        "ready": sum(row.one.proposal.standing is State.KECAMATAN for row in rows),
        "may_send": above.may_hand_over(hat, found.cycle),
        "papers": forum_papers_of(found),
        "village_papers": [(one, place_title(one.territory)) for one in village_papers_for(hat, found)],
        "kinds": KINDS.items(),
        "meetings": above.meetings_near(hat, found) if merges and is_open else [],
        **_frame(found),
    }
    page["crumbs"] = [*page["crumbs"][:-1], (request.path, str(found))]
    return render(request, "deliberation/forum.html", page, status=422 if refusal else 200)


def _stepped(request: HatRequest, pk: int, step: Callable[[Any], object], words: str) -> HttpResponse:
    """Take a step; a refusal stands on the page of the forum."""
    try:
        step(above.forum_to_fill(request.hat, pk))
    except Refused as refused:
        return _page(request, pk, refused.findings)
    messages.success(request, words)
    return redirect("deliberation-forum", pk)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.forum_rank")
def rank(request: HatRequest, pk: int) -> HttpResponse:
    """Order the proposals by the ranks typed beside them."""
    typed = {name.removeprefix("urutan_"): request.POST[name] for name in request.POST if "urutan_" in name}
    pairs = [(whole_number(key), whole_number(value)) for key, value in typed.items()]
    ranks = {key: value for key, value in pairs if key is not None and value}
    return _stepped(
        request,
        pk,
        lambda one: kecamatan.rank_entries(request.hat, one, ranks, seen_by(request)),
        "Urutan tersimpan.",
    )


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.forum_meeting")
def meeting(request: HatRequest, pk: int) -> HttpResponse:
    """The meeting whose berita acara gets the tables."""
    found = above.forum_to_fill(request.hat, pk)
    near = {str(one.pk): one for one in above.meetings_near(request.hat, found)}
    chosen = near.get(request.POST.get("pertemuan", ""))
    return _stepped(
        request, pk, lambda one: kecamatan.choose_meeting(request.hat, one, chosen), "Pertemuan tersimpan."
    )


@needs(Right.DELIBERATION_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.forum_settle")
def entry(request: HatRequest, pk: int, proposal: int) -> HttpResponse:
    """One proposal: addressed, or not agreed on with its reason."""
    hat = request.hat
    found = above.forum_to_fill(hat, pk)
    one = above.entry_for(found, proposal)
    initial = {name: getattr(one, name) for name in SettleForm.base_fields}
    agencies = above.agencies_in(found.territory)
    form = SettleForm(request.POST or None, initial=initial, agencies=agencies)
    if form.is_valid():
        try:
            kecamatan.settle(hat, found, proposal, form.settled(), seen_by(request))
        except Refused as refused:
            form.tell(refused, **{f"upward.{name}": name for name in ("agency", "to", "reason", "target")})
        else:
            messages.success(request, f"{one.proposal.label} tersimpan.")
            return redirect("deliberation-forum", pk)
    page = {
        "form": form,
        "one": one,
        **_frame(found, (request.path, one.proposal.label)),
    }
    return render(request, "deliberation/forum_entry.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.forum_decide")
def decide(request: HatRequest, pk: int) -> HttpResponse:
    """By another person than the one who filled it in."""
    hat = request.hat
    found = above.forum_to_fill(hat, pk, Right.DELIBERATION_DECIDE)
    form = ForumDecideForm(request.POST or None, initial={"date": today_in(found.territory)})
    if form.is_valid():
        given = form.cleaned_data
        try:
            kecamatan.decide(hat, found, number=given["number"], date=given["date"])
        except Refused as refused:
            form.tell(refused, **{"forum.no_number": "number"})
        else:
            messages.success(request, "Ditetapkan. Setiap pengusul diberi tahu keadaan dan alasannya.")
            return redirect("deliberation-forum", pk)
    waiting = [one for one in above.entries_of(found) if one.open]
    agreed = sum(one.agreed for one in waiting)
    page = {"form": form, "agreed": agreed, "others": len(waiting) - agreed}
    page |= _frame(found, (request.path, "Penetapan"))
    return render(request, "deliberation/forum_decide.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.forum_reopen")
def reopen(request: HatRequest, pk: int) -> HttpResponse:
    """A further sitting about lists that came late."""
    return _stepped(request, pk, lambda one: kecamatan.reopen(request.hat, one), "Sidang susulan dibuka.")


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.forum_paper")
def paper(request: HatRequest, pk: int, which: str) -> HttpResponse:
    """Print a list, as PDF and XLSX."""
    if which not in KINDS:
        raise Http404
    try:
        found = above.forum_to_fill(request.hat, pk)
        return redirect("job", ident=ask_forum_paper(request.hat, found, which).pk)
    except Refused as refused:
        return _page(request, pk, refused.findings)
