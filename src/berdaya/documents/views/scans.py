"""The signed paper comes back: upload it, look at it, say whether it is the paper that was issued."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents import doors
from berdaya.documents.files import as_attachment, paper_name
from berdaya.documents.forms import CheckForm, ScanForm
from berdaya.documents.scans import attach_scan, check_scan
from berdaya.documents.uploads import limits_on
from berdaya.documents.views.papers import paper_page
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.access.models import Holding


@needs(Right.DOCUMENTS_SCAN)
@require_POST
def upload_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep the scan of the signed paper. A picture is drawn anew before the transaction begins, not in it."""
    hat = cast(HatRequest, request).hat
    paper = doors.document_for(hat, pk)
    form = ScanForm(request.POST, request.FILES, limits=limits_on(today_in(paper.territory)))
    form.is_valid()
    return _keep_scan(request, pk, form, hat)


@once("documents.scan")
def _keep_scan(request: HttpRequest, pk: int, form: ScanForm, hat: "Holding") -> HttpResponse:
    if form.is_valid():
        given = form.cleaned_data
        try:
            attach_scan(hat, doors.document_for(hat, pk), given["version"], given["file"])
        except Refused as refused:
            form.tell(refused, **{"scan.": "file", "paper.": "file"})
        else:
            messages.success(request, "Pindaian diunggah. Orang kedua memeriksanya.")
            return redirect("document", pk)
    return paper_page(request, hat, doors.story_of(hat, pk), scan_form=form)


@needs(Right.DOCUMENTS_SEE)
@require_safe
def scan_file(request: HttpRequest, pk: int, scan: int) -> HttpResponseBase:
    """The scan, as it was kept."""
    hat = cast(HatRequest, request).hat
    found = doors.scan_for(hat, pk, scan)
    path = doors.hand_out(hat, found.document, found.file, {"scan": found.pk})
    return as_attachment(path, paper_name(found.document, found.version, "pindaian"))


@needs(Right.DOCUMENTS_SCAN)
@require_POST
@once("documents.check_scan")
def check(request: HttpRequest, pk: int, scan: int) -> HttpResponse:
    """The second person says whether the scan is the paper that was issued."""
    hat = cast(HatRequest, request).hat
    found = doors.scan_for(hat, pk, scan)
    form = CheckForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            check_scan(hat, found, given["agrees"] == "ya", given["note"])
        except Refused as refused:
            form.tell(refused, **{"scan.no_reason": "note"})
        else:
            agreed = given["agrees"] == "ya"
            messages.success(
                request, "Naskah tercatat ditandatangani." if agreed else "Pindaian dikembalikan."
            )
            return redirect("document", pk)
    return paper_page(request, hat, doors.story_of(hat, pk), check_form=form)
