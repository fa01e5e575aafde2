"""Bringing a file: what it is for, then the file, in pieces or whole."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.register import doors
from berdaya.register.forms import FileForm, IntentForm, default_until
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.uploads import State, megabytes
from berdaya.register.services import uploads
from berdaya.register.services.rulings import charge_in, limits_in
from berdaya.register.shown.files import shown_upload
from berdaya.register.views.frames import frame, number_in

_FIELDS = {
    "upload.profile": "profile",
    "upload.edition": "edition",
    "upload.until": "until",
    "upload.field_date": "field_date",
    "upload.purpose": "purpose",
    "upload.legal_basis": "legal_basis",
}


@needs(Right.REGISTER_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("register.begin")
def begin(request: HatRequest) -> HttpResponse:
    """Step 1: what the file is and what it is for."""
    hat = request.hat
    profiles = list(shipped_profiles().values())
    form = IntentForm(request.POST or None, profiles=profiles, initial=_proposed(hat.territory))
    if form.is_valid():
        try:
            begun = uploads.begin(hat, form.intent())
        except Refused as refused:
            form.tell(refused, **_FIELDS)
        else:
            return redirect("register-file", pk=begun.pk)
    page = {"form": form, "keep_days": limits_in(hat.territory).keep_days}
    page |= frame((request.path, "Unggah berkas"))
    return render(request, "register/begin.html", page, status=422 if form.errors else 200)


def _proposed(territory: str) -> dict[str, Any]:
    rule = charge_in(territory)
    return {
        "profile": next(iter(shipped_profiles())),
        "purpose": rule.values["purpose"],
        "legal_basis": rule.values["legal_basis"],
        "until": default_until(today_in(territory), rule.values["retention_years"]),
    }


@needs(Right.REGISTER_UPLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HatRequest, pk: int) -> HttpResponse:
    """Step 2: the file. A browser without script sends it whole; the same file twice is one file."""
    hat = request.hat
    upload = doors.own_upload(hat, pk)
    if upload.stands is not State.BEGUN:
        return redirect("register-upload", pk=pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, pk, form.cleaned_data["file"])
            return redirect("job", ident=uploads.finish(hat, pk).pk)
        except Refused as refused:
            form.tell(refused, **{"": "file"})
    limits = limits_in(upload.territory)
    page = {
        "form": form,
        "shown": shown_upload(hat, upload),
        "here": doors.pieces_here(upload),
        "pieces": limits.parts(upload.size),
        "part_bytes": limits.part_bytes,
        "most": megabytes(limits.upload_bytes),
        "keep_days": limits.keep_days,
    }
    page |= frame((reverse("register-upload", args=[pk]), "Berkas"), (request.path, "Kirim"))
    return render(request, "register/send.html", page, status=422 if form.errors else 200)


def _keep(request: HatRequest, pk: int, file: "UploadedFile[bytes]") -> None:
    """Take a file that came whole the way of its pieces."""
    hat = request.hat
    uploads.announce(hat, pk, file.name or "", file.size or 0)
    territory = doors.own_upload(hat, pk).territory
    for number, piece in enumerate(_pieces(file, limits_in(territory).part_bytes)):
        uploads.put_part(hat, pk, number, piece)


def _pieces(file: "UploadedFile[bytes]", size: int) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(size):
        yield piece


@needs(Right.REGISTER_UPLOAD)
@require_POST
def announce(request: HatRequest, pk: int) -> HttpResponse:
    """Which file comes; the answer names the pieces that are here already."""

    def here() -> dict[str, Any]:
        name, size = request.POST.get("name", "")[:255], number_in(request, "size")
        return {"here": uploads.announce(request.hat, pk, name, size)}

    return _told(here)


@needs(Right.REGISTER_UPLOAD)
@require_POST
def part(request: HatRequest, pk: int, number: int) -> HttpResponse:
    """One piece, as bytes. Told by its content: it may be sent as often as the line breaks."""

    def kept() -> dict[str, Any]:
        digest = request.headers.get("X-Part-Digest", "")
        uploads.put_part(request.hat, pk, number, request.body, digest)
        return {"kept": number}

    return _told(kept)


def _told(work: Callable[[], dict[str, Any]]) -> HttpResponse:
    """What a script can read: the answer, or the refusal in words."""
    try:
        return JsonResponse(work())
    except Refused as refused:
        finding = refused.findings[0]
        said = f"{finding.where[:1].upper()}{finding.where[1:]}: {finding.problem}."
        return JsonResponse({"problem": said, "advice": finding.advice, "code": finding.code}, status=409)


@needs(Right.REGISTER_UPLOAD)
@require_POST
@once("register.finish")
def finish(request: HatRequest, pk: int) -> HttpResponse:
    """All pieces are here: the file is read, and the page shows how far."""
    return redirect("job", ident=uploads.finish(request.hat, pk).pk)


@needs(Right.REGISTER_UPLOAD)
@require_POST
@once("register.replace")
def replace(request: HatRequest, pk: int) -> HttpResponse:
    """Another file in place of this one."""
    uploads.replace_file(request.hat, pk)
    return redirect("register-file", pk=pk)


@needs(Right.REGISTER_UPLOAD)
@require_POST
@once("register.withdraw")
def withdraw(request: HatRequest, pk: int) -> HttpResponse:
    """The file will not become a register."""
    uploads.withdraw(request.hat, pk)
    return redirect("register-upload", pk=pk)
