"""The inventory of a village: programmes and problems, written down, corrected, taken over from last year."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from, seen_by
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import Column, listed
from berdaya.register.services.rulings import least_shown
from berdaya.scan.book import judging_of
from berdaya.scan.doors import programmes as doors
from berdaya.scan.doors.cycles import cycle_for, sees_names
from berdaya.scan.forms.programmes import ProblemForm, ProgrammeForm
from berdaya.scan.services import leftout, programmes
from berdaya.scan.shown.programmes import ProblemRow, ProgrammeRow, facts_of, sums_of, veiled_counts
from berdaya.scan.views.crumbs import inventory_of, plainly
from berdaya.scan.views.frame import frame

_COLUMNS: tuple[Column[ProgrammeRow], ...] = (
    Column("program", "Program", lambda row: row.item.name.lower()),
    Column("aspek", "Aspek", lambda row: row.aspect, phone=False),
    Column("sumber", "Sumber", lambda row: row.source, phone=False),
    Column("anggaran", "Anggaran", lambda row: row.item.budget, numeric=True, phone=False),
    Column("terlaksana", "Terlaksana", lambda row: row.item.realised, numeric=True),
    Column(
        "penerima",
        "Penerima",
        lambda row: row.item.people and row.item.people.total,
        numeric=True,
        phone=False,
    ),
    Column("keadaan", "Keadaan", lambda row: row.status),
)
_FIELDS = {"scan.programme_planned_realised": "status", "scan.programme_done_unknown": "realised"}


@needs(Right.SCAN_SEE)
@require_safe
def inventory(request: HatRequest, pk: int) -> HttpResponse:
    """What works here and what is wrong here; what the lists of recipients say, in counts."""
    hat = request.hat
    cycle = cycle_for(hat, pk)
    items, problems, lists = doors.programmes_of(cycle), doors.problems_of(cycle), doors.lists_of(cycle)
    kinds = _kinds(cycle)
    signs = dict(_signs(cycle))
    rows = [ProgrammeRow(one, kinds[one.kind], _many(lists, one.pk)) for one in items]
    matched = any(one.matched_at for one in lists)
    found = leftout.gathered(cycle) if matched else None
    page = frame(cycle, (request.path, "Inventaris program")) | {
        "listed": listed(rows, _COLUMNS, request.GET.dict(), lambda row: row.words),
        "rows": rows,
        "problems": [ProblemRow(one, signs.get(one.sign, "")) for one in problems],
        "boxes": sums_of(items, len(problems)),
        "counts": veiled_counts(found.counts, least_shown(cycle.territory)) if found else [],
        "least": least_shown(cycle.territory),
        "open": found.open if found else 0,
        "may_write": doors.may_write(hat, cycle),
        "may_names": sees_names(hat, cycle),
        "to_copy": len(programmes.to_copy(cycle)) if doors.may_write(hat, cycle) else 0,
    }
    return render(request, "scan/programmes.html", page)


def _many(lists: list[Any], programme: int) -> int:
    return sum(one.programme_id == programme for one in lists)


def _kinds(cycle: Any) -> dict[str, str]:
    book = programmes.programmes_on(cycle.on_date, cycle.territory)
    return {key: kind.title for key, kind in book.kinds.items()}


def _signs(cycle: Any) -> list[tuple[str, str]]:
    return [(sign.code, f"{sign.code}: {sign.words}") for sign in judging_of(cycle).criteria.signs]


@needs(Right.SCAN_SEE)
@require_safe
def programme(request: HatRequest, pk: int) -> HttpResponse:
    """One programme with its lists of recipients."""
    hat = request.hat
    item = doors.programme_for(hat, pk)
    cycle = item.cycle
    page = frame(cycle, inventory_of(cycle), (request.path, item.name)) | {
        "item": item,
        "facts": facts_of(item, _kinds(cycle)[item.kind]),
        "findings": programmes.warnings(item),
        "lists": [one for one in doors.lists_of(cycle) if one.programme_id == item.pk],
        "may_write": doors.may_write(hat, cycle),
    }
    return render(request, "scan/programme.html", page)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.programme_add")
def add(request: HatRequest, pk: int) -> HttpResponse:
    """Write a programme down."""
    hat = request.hat
    cycle = cycle_for(hat, pk)
    form = ProgrammeForm(request.POST or None, kinds=list(_kinds(cycle).items()))
    if form.is_valid():
        try:
            item = programmes.add_programme(hat, cycle, form.cleaned_data | {"year": cycle.year})
        except Refused as refused:
            form.tell(refused, **_FIELDS)
        else:
            messages.success(request, f"{item.name} dicatat. Berikutnya: unggah daftar penerimanya.")
            return redirect("scan-programme", pk=item.pk)
    page = frame(cycle, inventory_of(cycle), (request.path, "Catat program")) | {
        "form": form,
        "heading": "Catat program",
        "back": inventory_of(cycle)[0],
    }
    return render(request, "scan/entry.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.programme_change")
def change(request: HatRequest, pk: int) -> HttpResponse:
    """Correct a programme."""
    hat = request.hat
    item = doors.programme_for(hat, pk)
    cycle = item.cycle
    form = ProgrammeForm(
        request.POST or None, kinds=list(_kinds(cycle).items()), initial=ProgrammeForm.of(item)
    )
    if form.is_valid():
        try:
            programmes.change_programme(hat, item, form.cleaned_data, seen_by(request))
        except Refused as refused:
            form.tell(refused, **_FIELDS)
        else:
            messages.success(request, "Catatan program diperbaiki.")
            return redirect("scan-programme", pk=pk)
    page = frame(cycle, inventory_of(cycle), (request.path, "Perbaiki")) | {
        "form": form,
        "heading": f"Perbaiki {item.name}",
        "seen": item.version,
        "back": reverse("scan-programme", args=[pk]),
    }
    return render(request, "scan/entry.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_WORK)
@posted_from("scan-programme", "pk")
@once("scan.programme_drop")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    """Take a programme out of the inventory."""
    item = doors.programme_for(request.hat, pk)
    try:
        programmes.drop_programme(request.hat, item)
    except Refused as refused:
        messages.error(request, plainly(refused))
        return redirect("scan-programme", pk=pk)
    messages.success(request, f"{item.name} dikeluarkan dari inventaris.")
    return redirect("scan-programmes", pk=item.cycle_id)


@needs(Right.SCAN_WORK)
@posted_from("scan-programmes", "pk")
@once("scan.programmes_copy")
def copy(request: HatRequest, pk: int) -> HttpResponse:
    """Take last year's programmes over."""
    cycle = cycle_for(request.hat, pk)
    try:
        many = programmes.copy_last_year(request.hat, cycle)
    except Refused as refused:
        messages.error(request, plainly(refused))
    else:
        messages.success(request, f"{many} program disalin sebagai rencana; isi realisasinya satu per satu.")
    return redirect("scan-programmes", pk=pk)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.problem_add")
def add_problem(request: HatRequest, pk: int) -> HttpResponse:
    """Write a problem down."""
    hat = request.hat
    cycle = cycle_for(hat, pk)
    form = ProblemForm(request.POST or None, signs=_signs(cycle))
    if form.is_valid():
        try:
            programmes.add_problem(hat, cycle, form.cleaned_data)
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Masalah dicatat.")
            return redirect(reverse("scan-programmes", args=[pk]) + "#masalah")
    page = frame(cycle, inventory_of(cycle), (request.path, "Catat masalah")) | {
        "form": form,
        "heading": "Catat masalah",
        "back": inventory_of(cycle)[0],
    }
    return render(request, "scan/entry.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.problem_change")
def change_problem(request: HatRequest, pk: int) -> HttpResponse:
    """Correct a problem."""
    hat = request.hat
    item = doors.problem_for(hat, pk)
    cycle = item.cycle
    form = ProblemForm(request.POST or None, signs=_signs(cycle), initial=ProblemForm.of(item))
    if form.is_valid():
        try:
            programmes.change_problem(hat, item, form.cleaned_data, seen_by(request))
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Catatan masalah diperbaiki.")
            return redirect(reverse("scan-programmes", args=[cycle.pk]) + "#masalah")
    page = frame(cycle, inventory_of(cycle), (request.path, "Perbaiki masalah")) | {
        "form": form,
        "heading": "Perbaiki masalah",
        "seen": item.version,
        "back": inventory_of(cycle)[0],
        "drop": reverse("scan-problem-drop", args=[pk]),
    }
    return render(request, "scan/entry.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_WORK)
@posted_from("scan-problem-change", "pk")
@once("scan.problem_drop")
def drop_problem(request: HatRequest, pk: int) -> HttpResponse:
    """Take a problem out of the inventory."""
    item = doors.problem_for(request.hat, pk)
    try:
        programmes.drop_problem(request.hat, item)
    except Refused as refused:
        messages.error(request, plainly(refused))
    else:
        messages.success(request, "Masalah dikeluarkan dari inventaris.")
    return redirect("scan-programmes", pk=item.cycle_id)
