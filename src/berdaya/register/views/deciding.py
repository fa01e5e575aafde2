"""Laying a file before a second person, his decision, and the end of a register."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_count
from berdaya.register import doors
from berdaya.register.coverage import own_coverage
from berdaya.register.forms import DecideForm, DestroyForm
from berdaya.register.services import decisions, snapshots
from berdaya.register.shown.files import shown_upload, sums_of
from berdaya.register.shown.registers import register_title
from berdaya.register.views.frames import frame, number_in


@needs(Right.REGISTER_UPLOAD)
@require_POST
@once("register.submit")
def submit(request: HatRequest, pk: int) -> HttpResponse:
    """The maker is done."""
    decisions.submit(request.hat, pk, number_in(request, "version"))
    messages.success(request, "Diajukan. Orang kedua sudah diberi tahu.")
    return redirect("register-upload", pk=pk)


@needs(Right.REGISTER_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
@once("register.decide")
def decide(request: HatRequest, pk: int) -> HttpResponse:
    """The second person confirms, or sends back with a reason."""
    hat = request.hat
    upload = doors.upload_for(hat, pk)
    shown = shown_upload(hat, upload)
    if request.method != "POST" and not shown.may_decide:
        return redirect("register-upload", pk=pk)
    rejected = format_count(upload.rejected) if upload.rejected else ""
    form = DecideForm(request.POST or None, rejected=rejected, initial={"version": upload.version})
    if form.is_valid():
        try:
            return _decided(request, pk, form)
        except Refused as refused:
            form.tell(refused, **{"upload.no_reason": "reason", "upload.rejected_rows": "without_rejected"})
    page = {"form": form, "shown": shown, "sums": sums_of(upload), "part": own_coverage(upload).words}
    page |= frame((reverse("register-upload", args=[pk]), shown.name), (request.path, "Putusan"))
    return render(request, "register/decide.html", page, status=422 if form.errors else 200)


def _decided(request: HatRequest, pk: int, form: DecideForm) -> HttpResponse:
    given = form.cleaned_data
    if form.confirms:
        without = bool(given.get("without_rejected"))
        made = decisions.confirm(request.hat, pk, given["version"], without_rejected=without)
        messages.success(request, "Register disahkan. Berkas asli dimusnahkan.")
        return redirect("register-snapshot", pk=made.pk)
    decisions.send_back(request.hat, pk, given["version"], given["reason"])
    messages.success(request, "Dikembalikan. Pengunggah sudah diberi tahu.")
    return redirect("register-upload", pk=pk)


@needs(Right.REGISTER_DESTROY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("register.destroy")
def destroy(request: HatRequest, pk: int) -> HttpResponse:
    """Erase the people of a register."""
    snapshot = doors.snapshot_for(request.hat, pk)
    if request.method != "POST" and not doors.may_destroy(request.hat, snapshot):
        return redirect("register-snapshot", pk=pk)
    form = DestroyForm(request.POST or None)
    if form.is_valid():
        try:
            snapshots.destroy(request.hat, pk, form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"snapshot.no_reason": "reason"})
        else:
            messages.success(request, "Data orang dalam register ini dimusnahkan.")
            return redirect("register-snapshot", pk=pk)
    name = register_title(snapshot)
    page = {"form": form, "snapshot": snapshot, "name": name, "uses": doors.uses_of(snapshot)}
    page |= frame((reverse("register-snapshot", args=[pk]), name), (request.path, "Musnahkan"))
    return render(request, "register/destroy.html", page, status=422 if form.errors else 200)
