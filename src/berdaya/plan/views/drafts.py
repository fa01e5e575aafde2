"""Pages of a list on its way: bring the file, look at what was found and what it changes, decide."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents.arriving import read_upload
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Findings, Refused
from berdaya.plan import doors
from berdaya.plan.files import starter_exists, with_remarks
from berdaya.plan.forms import DecideForm, UploadForm
from berdaya.plan.rules.differences import difference
from berdaya.plan.rules.drafts import State
from berdaya.plan.services import drafts
from berdaya.plan.services.deciding import confirm, send_back
from berdaya.plan.shown_editions import boxes_of, draft_status, tally_of
from berdaya.plan.views.frame import frame, kind_of

MOST_SHOWN = 40


@needs(Right.PLAN_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("plan.bring")
def upload(request: HatRequest, kind: str) -> HttpResponse:
    """Bring a file with its frame; what is in it shows on the next page."""
    hat, wanted = request.hat, kind_of(kind)
    first = {"territory": hat.territory, "valid_from": today_in(hat.territory), "locale": "id"}
    form = UploadForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        try:
            content, title = read_upload(given["file"])
            made = drafts.bring(hat, wanted, form.frame(), content, title, given["locale"])
        except Refused as refused:
            form.tell(refused, **_BESIDE)
        else:
            return redirect("plan-draft", made.pk)
    page = {
        "form": form,
        "kind": wanted,
        "place": place_title(hat.territory),
        "starter": starter_exists(wanted),
        "standing": list(doors.editions_on(wanted, hat.territory, today_in(hat.territory)).values()),
        **frame((request.path, f"Unggah {wanted.inside}")),
    }
    return render(request, "plan/upload.html", page, status=422 if form.errors else 200)


_BESIDE = {
    "table.": "file",
    "plan.territory": "territory",
    "plan.no_source": "source",
    "plan.dates": "valid_to",
    "rule.none_in_force": "valid_from",
}


@needs(*doors.WORKING)
@require_safe
def draft(request: HatRequest, pk: int) -> HttpResponse:
    """What was found in the file, worst first, and what it would change."""
    hat = request.hat
    found = doors.draft_for(hat, pk)
    may_decide = _may_decide(request, found)
    page = {
        "draft": found,
        "kind": found.list_kind,
        "status": draft_status(found, may_decide=may_decide),
        "place": place_title(found.territory),
        "may_edit": allowed(hat, Right.PLAN_EDIT, found.territory).allowed,
        "may_decide": may_decide,
        "open": found.standing.open,
        **frame((request.path, found.title)),
    }
    if found.standing in (State.DRAFT, State.SUBMITTED, State.RETURNED):
        page |= _preview(found)
    return render(request, "plan/draft.html", page)


def _preview(found: Any) -> dict[str, Any]:
    checked = drafts.look_again(found).checked
    before, lines = doors.rows_before(found, found.valid_from)
    change = difference(found.list_kind, [line.row for line in lines], checked.rows.values())
    return {
        "findings": Findings.of(checked.findings).as_json(),
        "tally": tally_of(checked),
        "before": before,
        "change": change,
        "boxes": boxes_of(checked, change, before),
        "most": MOST_SHOWN,
    }


@needs(*doors.WORKING)
@require_safe
def answer(request: HatRequest, pk: int) -> HttpResponse:
    """The same file back, with what is to be said of each line."""
    found = doors.draft_for(request.hat, pk)
    if found.standing is State.DROPPED:
        raise Http404
    _, lines = doors.rows_before(found, found.valid_from)
    stem, _, ending = found.file_title.rpartition(".")
    content = with_remarks(drafts.look_again(found), [line.row for line in lines], ending)
    return content_as_attachment(content, f"{stem} dengan Keterangan", ending)


@needs(Right.PLAN_EDIT)
@require_POST
@once("plan.submit")
def submit(request: HatRequest, pk: int) -> HttpResponse:
    """The maker is done."""
    drafts.submit(request.hat, pk)
    messages.success(request, "Diajukan. Orang kedua sudah diberi tahu.")
    return redirect("plan-draft", pk)


@needs(Right.PLAN_EDIT)
@require_POST
@once("plan.drop")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    """The file was the wrong one."""
    drafts.drop(request.hat, pk)
    messages.success(request, "Dibatalkan. Berkasnya dihapus.")
    return redirect("plan")


@needs(Right.PLAN_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
@once("plan.decide")
def decide(request: HatRequest, pk: int) -> HttpResponse:
    """The second person confirms, or sends back with a reason."""
    found = doors.draft_for(request.hat, pk)
    if request.method != "POST" and not _may_decide(request, found):
        return redirect("plan-draft", pk)
    form = DecideForm(request.POST or None)
    if form.is_valid():
        try:
            return _decided(request, pk, form)
        except Refused as refused:
            form.tell(refused, **{"plan.no_reason": "reason"})
    steps = ((reverse("plan-draft", args=[pk]), found.title), (request.path, "Putusan"))
    page = {"form": form, "draft": found, "place": place_title(found.territory), **frame(*steps)}
    return render(request, "plan/decide.html", page, status=422 if form.errors else 200)


def _decided(request: HatRequest, pk: int, form: DecideForm) -> HttpResponse:
    if form.confirms:
        made = confirm(request.hat, pk)
        messages.success(request, f"{made.title} disahkan.")
        return redirect("plan-edition", made.pk)
    send_back(request.hat, pk, form.cleaned_data["reason"])
    messages.success(request, "Dikembalikan. Yang membawa sudah diberi tahu.")
    return redirect("plan-draft", pk)


def _may_decide(request: HatRequest, found: Any) -> bool:
    hat = request.hat
    waits = found.standing is State.SUBMITTED and found.made_by_id != hat.person_id
    return waits and allowed(hat, Right.PLAN_CONFIRM, found.territory).allowed
