"""Tables of proposals between offices: hand on, upload, look (errors first), answer, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, exchange_doors
from berdaya.deliberation.exchange_forms import TableForm
from berdaya.deliberation.exchange_sheets import table_of, template
from berdaya.deliberation.services import exchanging
from berdaya.deliberation.services.comparing import Deed
from berdaya.deliberation.views.brought import Pages
from berdaya.deliberation.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.numbers import format_count

if TYPE_CHECKING:
    from berdaya.deliberation.models import Cycle
    from berdaya.deliberation.services.comparing import Preview

PAGES = Pages(exchanging, "deliberation-exchange", lambda brought: brought.cycle_id, "Tabel")


@needs(Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.bring")
def bring(request: HatRequest, pk: int) -> HttpResponse:
    """Download the year's table or an empty one; upload one. Nothing is written down yet."""
    hat = request.hat
    cycle = doors.cycle_for(hat, pk)
    before = exchange_doors.exchanges_of(hat, cycle)
    form = TableForm(request.POST or None, request.FILES or None)
    found = PAGES.uploaded(form, lambda file: exchanging.bring(hat, cycle, file))
    if isinstance(found, HttpResponse):
        return found
    page = {"form": form, "findings": found, "before": before, "pages": PAGES, **_framed(request, cycle)}
    return render(request, "deliberation/exchange.html", page, status=422 if form.errors or found else 200)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def blank(request: HatRequest, pk: int) -> HttpResponse:
    doors.cycle_for(request.hat, pk)
    return content_as_attachment(template(), "templat-usulan", "xlsx")


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def export(request: HatRequest, pk: int) -> HttpResponse:
    """Every proposal of the year with rank, amount, fate and reason."""
    cycle = doors.cycle_for(request.hat, pk)
    proposals, ranks = exchange_doors.handed_on(request.hat, cycle)
    content = table_of(proposals, ranks, exchange_doors.kept_of(request.hat, cycle, proposals))
    return content_as_attachment(content, f"usulan-{cycle.territory}-{cycle.plan_year}", "xlsx")


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def look(request: HatRequest, pk: int) -> HttpResponse:
    """What the table would change, errors first; afterwards what it changed."""
    brought = exchange_doors.exchange_for(request.hat, pk)
    if (gone := PAGES.gone(brought)) is not None:
        return gone
    seen = exchanging.preview(request.hat, brought)
    page = PAGES.looked(brought, seen) | {"boxes": _boxes(seen), "changes": seen.changes}
    page |= _framed(request, brought.cycle, "Tabel")
    return render(request, "deliberation/exchange_look.html", page)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def answer(request: HatRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    brought = exchange_doors.exchange_for(request.hat, pk)
    return PAGES.given_back(brought, lambda: exchanging.answer_of(request.hat, brought))


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.confirm_table")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """Have the table written down."""
    return PAGES.confirmed(request.hat, request, exchange_doors.exchange_for(request.hat, pk))


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.drop_table")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    return PAGES.dropped(request.hat, request, exchange_doors.exchange_for(request.hat, pk))


def _boxes(seen: Preview) -> list[dict[str, str]]:
    context = {
        Deed.NEW: "bernomor dan masuk daftar pengusulnya",
        Deed.DRAFT: "dilengkapi kemudian",
        Deed.MOVE: "dengan alasan bila mundur",
        Deed.SAME: "tidak berubah",
    }
    return [
        {"label": capfirst(deed.words), "figure": format_count(seen.count(deed)), "context": words}
        for deed, words in context.items()
    ]


def _framed(request: HatRequest, cycle: Cycle, last: str = "") -> dict[str, Any]:
    here = reverse("deliberation-exchange", args=[cycle.pk])
    crumbs = [(here, "Tukar tabel"), *([(request.path, last)] if last else [])]
    return {"place": place_title(cycle.territory).split(",")[0], "cycle": cycle, **frame(*crumbs)}
