"""Registers of the office, one register, and what was settled about the files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs, sheet_of
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.listing import Column, listed
from berdaya.register import doors
from berdaya.register.coverage import own_coverage
from berdaya.register.services import settling
from berdaya.register.services.rulings import least_shown, rule_titles
from berdaya.register.shown.files import shown_columns, shown_uploads
from berdaya.register.shown.registers import (
    PlaceRow,
    ShownSnapshot,
    place_rows,
    register_title,
    shown_snapshots,
    snapshot_boxes,
    snapshot_status,
)
from berdaya.register.views.frames import frame

_REGISTERS: tuple[Column[ShownSnapshot], ...] = (
    Column("edisi", "Register", lambda row: (row.snapshot.edition, row.snapshot.pk)),
    Column("tujuan", "Tujuan", lambda row: row.snapshot.purpose.lower(), phone=False),
    Column("ruta", "Rumah tangga", lambda row: row.households, numeric=True),
    Column("tempat", "Desa/kelurahan", lambda row: row.places, numeric=True, phone=False),
    Column("sampai", "Disimpan sampai", lambda row: row.snapshot.until, phone=False),
)
_PLACES: tuple[Column[PlaceRow], ...] = (
    Column("tempat", "Desa/kelurahan", lambda row: row.name.lower()),
    Column("kecamatan", "Kecamatan", lambda row: (row.kecamatan.lower(), row.code), phone=False),
    Column("ruta", "Rumah tangga", lambda row: row.most, numeric=True),
)
_POOREST: Column[PlaceRow] = Column("desil", "Desil 1", lambda row: row.poorest, numeric=True)


@needs(Right.REGISTER_SEE)
@require_safe
def registers(request: HatRequest) -> HttpResponse:
    """Files on their way and confirmed registers."""
    hat = request.hat
    rows = shown_snapshots(doors.snapshots_for(hat))
    uploads = shown_uploads(hat, doors.uploads_on_the_way(hat))
    page = {
        "uploads": uploads,
        "waiting": sum(shown.waits for shown in uploads),
        "standing": sum(not row.snapshot.destroyed for row in rows),
        "listed": listed(rows, _REGISTERS, request.GET.dict(), _words_of_register),
        "rights": sheet_of(hat).rights,
        "least": least_shown(hat.territory),
        "room": "register",
    }
    return render(request, "register/registers.html", page)


@needs(Right.REGISTER_SEE)
@require_safe
def snapshot(request: HatRequest, pk: int) -> HttpResponse:
    """One register: what it may serve, what was found, how many households of each place."""
    hat = request.hat
    found = doors.snapshot_for(hat, pk)
    counted = doors.counted(found, hat.territory)
    rows, whole = place_rows(counted, hat.territory), doors.sees_whole(hat, found)
    columns = (*_PLACES, _POOREST) if found.ranked else _PLACES
    manifest, faults = doors.manifest_of(found)
    page = {
        "snapshot": found,
        "name": register_title(found),
        "part": own_coverage(found).words,
        "status": snapshot_status(found),
        "boxes": snapshot_boxes(found, counted, hat.territory, whole=whole),
        "whole": whole,
        "manifest": manifest,
        "faults": faults if not found.destroyed else (),
        "rules": rule_titles(manifest["rules"]) if manifest else [],
        "findings": doors.findings_in(found) if whole else [],
        "listed": listed(rows, columns, request.GET.dict(), _words_of_place),
        "least": counted.households.least,
        "may_destroy": doors.may_destroy(hat, found),
        "may_look": doors.may_look(hat, found),
    }
    page |= frame((request.path, register_title(found)))
    return render(request, "register/snapshot.html", page)


def _words_of_register(row: ShownSnapshot) -> str:
    return f"{row.name} {row.place} {row.snapshot.purpose}"


def _words_of_place(row: PlaceRow) -> str:
    return f"{row.name} {row.kecamatan} {row.code}"


@needs(Right.REGISTER_UPLOAD)
@require_safe
def settled(request: HatRequest) -> HttpResponse:
    """Titles and villages that were settled once; a wrong one can be forgotten."""
    columns, places = doors.settled_by(request.hat)
    page = {"columns": shown_columns(columns), "places": places} | frame((request.path, "Padanan"))
    return render(request, "register/settled.html", page)


@needs(Right.REGISTER_UPLOAD)
@require_POST
@once("register.forget_column")
def forget_column(request: HatRequest, pk: int) -> HttpResponse:
    settling.forget_column(request.hat, pk)
    messages.success(request, "Padanan kolom dihapus; berkas berikutnya menanyakannya lagi.")
    return redirect("register-settled")


@needs(Right.REGISTER_UPLOAD)
@require_POST
@once("register.forget_place")
def forget_place(request: HatRequest, pk: int) -> HttpResponse:
    settling.forget_place(request.hat, pk)
    messages.success(request, "Padanan wilayah dihapus; berkas berikutnya menanyakannya lagi.")
    return redirect("register-settled")
