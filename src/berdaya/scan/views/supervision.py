"""Supervision visits with their pictures, and the reports of half-years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from
from berdaya.access.rules.rights import Right
from berdaya.documents.files import as_attachment
from berdaya.documents.forms import PhotoForm
from berdaya.documents.uploads import limits_on
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import supervision as doors
from berdaya.scan.doors.cycles import cycle_for, may
from berdaya.scan.forms.plans import FollowedForm, ReportForm, VisitForm
from berdaya.scan.printing_report import Signer
from berdaya.scan.services import progress, reports
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle


@needs(Right.SCAN_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.supervision")
def supervision(request: HatRequest, pk: int) -> HttpResponse:
    """All visits of a round, the latest first; a form for a new one."""
    cycle = cycle_for(request.hat, pk)
    works = may(request.hat, Right.SCAN_WORK, cycle)
    first = {"on": today_in(cycle.territory), "team": cycle.agency}
    form = VisitForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            made = progress.write_visit(request.hat, cycle, form.visit())
        except Refused as refused:
            form.tell(refused, **{"visit.date": "on"})
        else:
            messages.success(request, "Kunjungan tersimpan.")
            return redirect("scan-supervision-visit", pk, made.pk)
    visits = doors.visits_of(cycle)
    page = _frame(cycle) | {"visits": visits, "form": form if works else None}
    return render(request, "scan/supervision.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.followed")
def visit(request: HatRequest, pk: int, visit: int) -> HttpResponse:
    """One visit: what was found, its pictures, whether what was to follow has followed."""
    found = doors.visit_for(request.hat, pk, visit)
    form = FollowedForm(request.POST or None, initial={"on": today_in(found.cycle.territory)})
    if form.is_valid():
        try:
            progress.follow_up(request.hat, found, form.cleaned_data["on"], form.cleaned_data["note"])
        except Refused as refused:
            form.tell(refused, **{"visit.followed": "on"})
        else:
            messages.success(request, "Tindak lanjut tersimpan.")
            return redirect("scan-supervision-visit", pk, visit)
    return _visit_page(request, found, form)


def _visit_page(request: HatRequest, found: Any, form: FollowedForm, photo: Any = None) -> HttpResponse:
    cycle = found.cycle
    works = may(request.hat, Right.SCAN_WORK, cycle)
    page = _frame(cycle, (request.path, "Kunjungan")) | {
        "visit": found,
        "form": form if works and found.follow_up and not found.followed_on else None,
        "photo_form": (photo or PhotoForm(limits=limits_on(today_in(cycle.territory)))) if works else None,
    }
    bad = form.errors or (photo is not None and photo.errors)
    return render(request, "scan/supervision_visit.html", page, status=422 if bad else 200)


@needs(Right.SCAN_WORK)
@posted_from("scan-supervision-visit", "pk", "visit")
def add_photo(request: HatRequest, pk: int, visit: int) -> HttpResponseBase:
    """Keep a picture. It is drawn anew before the transaction begins, not in it."""
    found = doors.visit_for(request.hat, pk, visit)
    form = PhotoForm(request.POST, request.FILES, limits=limits_on(today_in(found.cycle.territory)))
    form.is_valid()
    return _keep(request, pk, visit, form)


@once("scan.supervision_photo")
def _keep(request: HatRequest, pk: int, visit: int, form: PhotoForm) -> HttpResponse:
    found = doors.visit_for(request.hat, pk, visit)
    if form.is_valid():
        full, small = form.cleaned_data["file"]
        try:
            progress.add_photo(request.hat, found, full, small, form.cleaned_data["words"])
        except Refused as refused:
            form.tell(refused, **{"photo.": "file"})
        else:
            messages.success(request, "Foto tersimpan, tanpa tempat dan waktu pemotretan.")
            return redirect("scan-supervision-visit", pk, visit)
    return _visit_page(request, found, FollowedForm(), form)


@needs(Right.SCAN_SEE)
@require_safe
def photo(request: HatRequest, pk: int, visit: int, photo: int, size: str) -> HttpResponse:
    """A picture of a visit."""
    path = doors.photo_path(request.hat, pk, visit, photo, size)
    return as_attachment(path, f"pendampingan-{visit}-foto-{photo}")


@needs(Right.SCAN_SEE)
@require_safe
def half_years(request: HatRequest, pk: int) -> HttpResponse:
    """The half-years on which a round reports, with their papers."""
    cycle = cycle_for(request.hat, pk)
    kept = doors.reports_of(cycle)
    rows = [(half, kept.get(half.key)) for half in doors.halves_open(cycle)]
    page = _frame(cycle, (request.path, "Laporan semester"))
    page |= {"rows": rows, "may_write": may(request.hat, Right.SCAN_OPEN, cycle)}
    return render(request, "scan/reports.html", page)


@needs(Right.SCAN_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.report")
def report(request: HatRequest, pk: int, half: str) -> HttpResponse:
    """What only people can say, and who signs; then the printing."""
    cycle = cycle_for(request.hat, pk)
    period = doors.half_for(cycle, half)
    kept = doors.report_of(cycle, period)
    form = ReportForm(request.POST or None, initial=_first(cycle, kept))
    if form.is_valid():
        given = form.cleaned_data
        signer = Signer(given["title"], given["name"], given["nip"], given["town"])
        heading = (given["number"], given["date"], request.POST.get("act") == "terbit")
        try:
            made = reports.write_report(request.hat, cycle, period, given, heading, signer)
        except Refused as refused:
            form.tell(refused, **{"report.no_number": "number"})
        else:
            return redirect("job", ident=reports.ask_report(request.hat, made).pk)
    page = _frame(cycle, (request.path, period.words)) | {"form": form, "half": period}
    return render(request, "scan/report.html", page, status=422 if form.errors else 200)


def _first(cycle: Cycle, kept: Any) -> dict[str, Any]:
    signer = reports.signer_of(kept)
    found: dict[str, Any] = {"date": today_in(cycle.territory), "title": f"Kepala {cycle.agency}".strip()}
    if kept is not None:
        found |= {"hindrance": kept.hindrance, "next_steps": kept.next_steps, "number": kept.number}
        found["date"] = kept.date or found["date"]
    if signer is not None:
        found |= {"title": signer.title, "name": signer.name, "nip": signer.nip, "town": signer.town}
    return found


def _frame(cycle: Cycle, *more: tuple[str, str]) -> dict[str, Any]:
    return frame(cycle, (reverse("scan-supervision", args=[cycle.pk]), "Pendampingan"), *more)
