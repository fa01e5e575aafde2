"""A file that is on its way: what was found in it, what the maker may settle, the answer file."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.register import doors
from berdaya.register.forms import ColumnsForm, PlacesForm
from berdaya.register.services import answers, settling
from berdaya.register.shown.files import ShownUpload, shown_upload, status_of, sums_of
from berdaya.register.views.frames import frame

_KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@needs(Right.REGISTER_UPLOAD, Right.REGISTER_CONFIRM)
@require_safe
def upload(request: HatRequest, pk: int) -> HttpResponse:
    """Where the file stands, with errors first, then what it holds."""
    hat = request.hat
    found = doors.upload_for(hat, pk)
    shown = shown_upload(hat, found)
    findings = doors.findings_of(found)
    page = {
        "shown": shown,
        "status": status_of(shown, doors.last_decision(found)),
        "sums": sums_of(found),
        "findings": findings,
        "tally": _tally([finding.severity for finding in findings]),
        "preview": doors.preview_of(found),
        "snapshot": doors.snapshot_made_of(found),
    }
    page |= frame((request.path, shown.name))
    return render(request, "register/upload.html", page)


def _tally(severities: list[str]) -> list[tuple[str, int, str]]:
    words = (("E", "menolak"), ("W", "perlu diperiksa"), ("I", "untuk diketahui"))
    return [(severity, severities.count(severity), said) for severity, said in words]


@needs(Right.REGISTER_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("register.columns")
def columns(request: HatRequest, pk: int) -> HttpResponse:
    """Titles that nobody knows, matched once with the columns that are missing."""
    hat = request.hat
    shown, preview = _own(request, pk)
    if not shown.may_settle:
        return redirect("register-upload", pk=pk)
    form = ColumnsForm(
        request.POST or None,
        titles=preview.get("unknown", ()),
        absent=preview.get("absent", ()),
        styles=_styles_matter(shown),
        initial={"papers": shown.upload.paper_style, "school": shown.upload.school_style},
    )
    if form.is_valid():
        given = form.cleaned_data
        styles = {"papers": given.get("papers", ""), "school": given.get("school", "")}
        try:
            job = settling.settle_columns(hat, pk, form.chosen(), **styles)
        except Refused as refused:
            form.tell(refused)
        else:
            return redirect("job", ident=job.pk)
    page = {"form": form, "shown": shown} | _below(shown, request.path, "Kolom")
    return render(request, "register/columns.html", page, status=422 if form.errors else 200)


def _styles_matter(shown: ShownUpload) -> bool:
    """Did the file leave open how codes are written, or was it told before?"""
    open_codes = {"papers.ask", "papers.single", "code.school_style"}
    told = shown.upload.paper_style or shown.upload.school_style
    return bool(told) or any(f.code in open_codes for f in doors.findings_of(shown.upload))


@needs(Right.REGISTER_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("register.places")
def places(request: HatRequest, pk: int) -> HttpResponse:
    """Names of villages that are doubtful, settled once by a person."""
    hat = request.hat
    shown, preview = _own(request, pk)
    settled = doors.places_settled(shown.upload.territory)
    doubts = [doubt for doubt in preview.get("doubts", ()) if doubt["key"] not in settled]
    if not shown.may_settle or not doubts:
        return redirect("register-upload", pk=pk)
    codes = {code for doubt in doubts for code in doubt["candidates"]}
    titles = {code: place_title(code) for code in codes}
    form = PlacesForm(request.POST or None, doubts=doubts, titles=titles)
    if form.is_valid():
        try:
            job = settling.settle_places(hat, pk, form.chosen())
        except Refused as refused:
            form.tell(refused)
        else:
            return redirect("job", ident=job.pk)
    page = {"form": form, "shown": shown} | _below(shown, request.path, "Wilayah")
    return render(request, "register/places.html", page, status=422 if form.errors else 200)


@needs(Right.REGISTER_UPLOAD)
@require_safe
def answer(request: HatRequest, pk: int) -> HttpResponseBase:
    """The same file back with a column "Keterangan". For its maker alone; each time is written down."""
    ending, pieces = answers.answer_for(request.hat, pk)
    response = StreamingHttpResponse(pieces, content_type=_KINDS[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="berkas-{pk}-keterangan.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _own(request: HatRequest, pk: int) -> tuple[ShownUpload, dict[str, Any]]:
    found = doors.own_upload(request.hat, pk)
    return shown_upload(request.hat, found), doors.preview_of(found) or {}


def _below(shown: ShownUpload, address: str, words: str) -> dict[str, Any]:
    return frame((reverse("register-upload", args=[shown.upload.pk]), shown.name), (address, words))
