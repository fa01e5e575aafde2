"""Tables of proposals between offices: hand on, upload, look (errors first), answer, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
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
from berdaya.deliberation.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Findings, Refused
from berdaya.kernel.numbers import format_count

if TYPE_CHECKING:
    from berdaya.deliberation.models import Cycle
    from berdaya.deliberation.services.comparing import Preview

MOST_FINDINGS = 60


@needs(Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.bring")
def bring(request: HatRequest, pk: int) -> HttpResponse:
    """Download the year's table or an empty one; upload one. Nothing is written down yet."""
    cycle = doors.cycle_for(request.hat, pk)
    before = exchange_doors.exchanges_of(request.hat, cycle)
    form = TableForm(request.POST or None, request.FILES or None)
    findings: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            kept = exchanging.bring(request.hat, cycle, form.cleaned_data["file"])
        except Refused as refused:
            findings = Findings.of(refused.findings).as_json()
        else:
            return redirect("deliberation-exchange-look", kept.pk)
    page = {"form": form, "findings": findings, "cycle": cycle, "before": before, **_framed(request, cycle)}
    status = 422 if form.errors or findings else 200
    return render(request, "deliberation/exchange.html", page, status=status)


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
    if not brought.file:
        return redirect("deliberation-exchange", brought.cycle_id)
    seen = exchanging.preview(request.hat, brought)
    page = {
        "brought": brought,
        "blocked": seen.blocked,
        "findings": [one.as_json() for one in seen.findings[:MOST_FINDINGS]],
        "more": max(0, len(seen.findings) - MOST_FINDINGS),
        "boxes": _boxes(seen),
        "changes": seen.changes,
        "rows": seen.planned,
        "written": list(brought.written.select_related("proposal__cycle")),
        **_framed(request, brought.cycle, "Tabel"),
    }
    return render(request, "deliberation/exchange_look.html", page)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def answer(request: HatRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    brought = exchange_doors.exchange_for(request.hat, pk)
    if not brought.file:
        return redirect("deliberation-exchange", brought.cycle_id)
    name = f"{brought.title.rpartition('.')[0]}-keterangan"
    return content_as_attachment(exchanging.answer_of(request.hat, brought), name, "xlsx")


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.confirm_table")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """Have the table written down."""
    brought = exchange_doors.exchange_for(request.hat, pk)
    try:
        return redirect("job", ident=exchanging.confirm(request.hat, brought).pk)
    except Refused:
        messages.error(request, "Tabel belum dicatat: masih ada yang menghalangi, atau sudah ditutup.")
        return redirect("deliberation-exchange-look", pk)


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.drop_table")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    brought = exchange_doors.exchange_for(request.hat, pk)
    exchanging.drop(request.hat, brought)
    messages.success(request, "Tabel dibatalkan dan dimusnahkan.")
    return redirect("deliberation-exchange", brought.cycle_id)


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
