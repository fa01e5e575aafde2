"""Pages of papers: the list, one paper with all that happened to it, its files, how it ends."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents import doors
from berdaya.documents.files import as_attachment, paper_name
from berdaya.documents.forms import CancelForm, CheckForm, ReplaceForm, ScanForm
from berdaya.documents.rows import rows
from berdaya.documents.rules import STEPS, Standing, Step
from berdaya.documents.services import cancel, supersede
from berdaya.documents.shown import COLUMNS, boxes, heading, status_of, story_line
from berdaya.documents.uploads import limits_on
from berdaya.documents.verification import public_address
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import wanted

if TYPE_CHECKING:
    from berdaya.access.models import Holding
    from berdaya.documents.models import Document

CRUMB = ("documents", "Dokumen")


@needs(Right.DOCUMENTS_SEE)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Papers of the territory: search, sort, page, status."""
    hat = cast(HatRequest, request).hat
    asked = request.GET.dict()
    standing = asked.get("status", "")
    standing = standing if standing in set(Standing) else ""
    sought = wanted(COLUMNS, asked, {"status": standing} if standing else {})
    listed, counts = doors.documents_for(hat, sought, COLUMNS, standing)
    page = {
        "listed": listed,
        "boxes": boxes(counts),
        "heading": heading(counts, listed.found),
        "rows": rows(listed.rows, hat.territory),
        "standing": standing,
        "standings": [(one.value, one.value.capitalize()) for one in Standing],
        "may_issue": allowed(hat, Right.DOCUMENTS_ISSUE).allowed,
        "room": "documents",
    }
    return render(request, "documents/documents.html", page)


@needs(Right.DOCUMENTS_SEE)
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: where it stands, its prints, its scans, and the form that is due."""
    hat = cast(HatRequest, request).hat
    return paper_page(request, hat, doors.story_of(hat, pk))


def paper_page(request: HttpRequest, hat: "Holding", story: doors.Story, **forms: Any) -> HttpResponse:
    """The page of a paper; `forms` holds one that came back with errors."""
    paper = story.document
    may_scan = allowed(hat, Right.DOCUMENTS_SCAN, paper.territory).allowed
    may_issue = allowed(hat, Right.DOCUMENTS_ISSUE, paper.territory).allowed
    steps = STEPS[paper.standing]
    waiting = story.waiting
    page = {
        "story": story,
        "paper": paper,
        "newest": story.newest,
        "status": status_of(story, hat.person_id, may_scan, doors.scan_days(hat)),
        "line": story_line(story),
        "waiting": waiting,
        "may_upload": may_scan and Step.SCAN in steps and waiting is None,
        "may_check": may_scan and waiting is not None and waiting.uploaded_by_id != hat.person_id,
        "may_cancel": may_issue and Step.CANCEL in steps,
        "may_replace": may_issue and Step.REPLACE in steps,
        "address": _public_page(request, story.newest.code),
        "scan_form": ScanForm(limits=limits_on(today_in(hat.territory)), initial={"version": paper.latest}),
        "check_form": CheckForm(),
        **_frame(paper),
        **forms,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "documents/document.html", page, status=422 if failed else 200)


@needs(Right.DOCUMENTS_SEE)
@require_safe
def document_file(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """The PDF of one print, to be kept or printed."""
    return _handed(cast(HatRequest, request).hat, pk, version, book=False)


@needs(Right.DOCUMENTS_SEE)
@require_safe
def document_book(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """The figures of one print as a workbook."""
    return _handed(cast(HatRequest, request).hat, pk, version, book=True)


def _handed(hat: "Holding", pk: int, version: int, *, book: bool) -> HttpResponse:
    found = doors.version_for(hat, pk, version)
    what = {"version": version, "what": "xlsx" if book else "pdf"}
    path = doors.hand_out(hat, found.document, found.book if book else found.file, what)
    return as_attachment(path, paper_name(found.document, version))


@needs(Right.DOCUMENTS_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("documents.cancel")
def cancel_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a paper void, with the reason."""
    hat = cast(HatRequest, request).hat
    paper = doors.document_for(hat, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            cancel(hat, paper, form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"paper.no_reason": "reason"})
        else:
            messages.success(request, f"{paper} dibatalkan.")
            return redirect("document", pk)
    page = {"form": form, "paper": paper, **_frame(paper, ("document-cancel", "Batalkan"))}
    return render(request, "documents/cancel.html", page, status=422 if form.errors else 200)


@needs(Right.DOCUMENTS_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("documents.replace")
def replace_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that another paper took the place of this one."""
    hat = cast(HatRequest, request).hat
    paper = doors.document_for(hat, pk)
    heirs = doors.heirs_for(hat, paper)
    form = ReplaceForm(request.POST or None, heirs=heirs)
    if form.is_valid():
        given = form.cleaned_data
        try:
            supersede(hat, paper, doors.document_for(hat, int(given["successor"])), given["reason"])
        except Refused as refused:
            form.tell(refused, **{"paper.no_reason": "reason", "paper.no_heir": "successor"})
        else:
            messages.success(request, f"{paper} diganti.")
            return redirect("document", pk)
    page = {"form": form, "paper": paper, "heirs": heirs, **_frame(paper, ("document-replace", "Ganti"))}
    return render(request, "documents/replace.html", page, status=422 if form.errors else 200)


def _public_page(request: HttpRequest, code: str) -> str:
    """Where a stranger checks this paper: the printed address, or this office as it was reached."""
    path = reverse("verify", args=[code])
    return f"{public_address()}{path}" if public_address() else request.build_absolute_uri(path)


def _frame(paper: "Document", *last: tuple[str, str]) -> dict[str, Any]:
    here = (reverse("document", args=[paper.pk]), str(paper))
    more = [(reverse(name, args=[paper.pk]), words) for name, words in last]
    return {"crumbs": [(reverse(CRUMB[0]), CRUMB[1]), here, *more], "room": "documents"}
