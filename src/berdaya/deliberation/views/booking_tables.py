"""Bookings in plan and budget by table: what waits goes out, comes back filled in, is booked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import booking_doors
from berdaya.deliberation.booking_lines import CHOICES
from berdaya.deliberation.booking_sheets import table_to_book
from berdaya.deliberation.exchange_forms import BookingsForm
from berdaya.deliberation.services import booking_tables
from berdaya.deliberation.upward_doors import years_for
from berdaya.deliberation.views.brought import Pages
from berdaya.deliberation.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.numbers import format_count, format_rupiah

if TYPE_CHECKING:
    from berdaya.deliberation.services.answers_compared import Preview

PAGES = Pages(booking_tables, "deliberation-bookings", lambda brought: brought.plan_year, "Tabel")


@needs(Right.DELIBERATION_MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.bring_bookings")
def bring(request: HatRequest, year: int) -> HttpResponse:
    """Download what waits; upload it filled in. Nothing is booked yet."""
    hat = request.hat
    if year not in years_for(hat):
        return redirect("deliberation-upward")
    form = BookingsForm(request.POST or None, request.FILES or None)
    found = PAGES.uploaded(form, lambda file: booking_tables.bring(hat, year, file))
    if isinstance(found, HttpResponse):
        return found
    page = {
        "form": form,
        "findings": found,
        "waiting": len(booking_doors.waiting_for(hat, year)),
        "before": booking_doors.tables_of(hat, year),
        "pages": PAGES,
        **_framed(year),
    }
    return render(request, "deliberation/bookings.html", page, status=422 if form.errors or found else 200)


@needs(Right.DELIBERATION_MERGE)
@require_safe
def export(request: HatRequest, year: int) -> HttpResponse:
    """What waits for a booking of this hat, with the columns that came with it."""
    waiting = booking_doors.waiting_for(request.hat, year)
    content = table_to_book(waiting, booking_doors.kept_of(request.hat, waiting))
    return content_as_attachment(content, f"anggaran-{request.hat.territory}-{year}", "xlsx")


@needs(Right.DELIBERATION_MERGE)
@require_safe
def look(request: HatRequest, pk: int) -> HttpResponse:
    """What the table would book, errors first; afterwards what it booked."""
    brought = booking_doors.table_for(request.hat, pk)
    if (gone := PAGES.gone(brought)) is not None:
        return gone
    seen = booking_tables.preview(request.hat, brought)
    page = PAGES.looked(brought, seen) | {"boxes": _boxes(seen), "changes": bool(seen.answers)}
    page |= _framed(brought.plan_year, (request.path, "Tabel"))
    return render(request, "deliberation/bookings_look.html", page)


@needs(Right.DELIBERATION_MERGE)
@require_safe
def remarks(request: HatRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    brought = booking_doors.table_for(request.hat, pk)
    return PAGES.given_back(brought, lambda: booking_tables.remarked(request.hat, brought))


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.confirm_bookings")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """Have the rows booked."""
    return PAGES.confirmed(request.hat, request, booking_doors.table_for(request.hat, pk))


@needs(Right.DELIBERATION_MERGE)
@require_POST
@once("deliberation.drop_bookings")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    return PAGES.dropped(request.hat, request, booking_doors.table_for(request.hat, pk))


def _boxes(seen: Preview) -> list[dict[str, str]]:
    found = [one.given for one in seen.answers if one.given is not None]
    boxes = []
    for to, words in CHOICES.items():
        mine = [one.amount or 0 for one in found if one.to is to]
        if mine:
            boxes.append(_box(f"Masuk {words}", len(mine), format_rupiah(sum(mine))))
    boxes.append(_box("Sudah tercatat", len(seen.planned) - len(seen.answers), "tidak berubah"))
    return [*boxes, _box("Belum diisi", len(seen.lines.blank), "dilewati, boleh menyusul")]


def _box(label: str, many: int, words: str) -> dict[str, str]:
    return {"label": label, "figure": format_count(many), "context": words}


def _framed(year: int, *crumbs: tuple[str, str]) -> dict[str, Any]:
    up = (f"{reverse('deliberation-upward')}?tahun={year}", f"Jenjang {year}")
    desk = (f"{reverse('deliberation-desk')}?tahun={year}", "Meja jawaban")
    here = (reverse("deliberation-bookings", args=[year]), "Catat dengan tabel")
    return {"year": year, **frame(up, desk, here, *crumbs)}
