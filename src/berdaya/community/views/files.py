"""Bodies from a table: template, upload, a look with errors first, the answer file, confirm or drop."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.community import doors
from berdaya.community.forms import BringForm
from berdaya.community.services import importing
from berdaya.community.services.applying import BODY, CHAIR, FAMILIES, TERM
from berdaya.community.template import known_row
from berdaya.community.template import template as blank_table
from berdaya.community.views.frame import frame, list_of, told
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_count
from berdaya.region.doors import title_of

MOST_FINDINGS = 100


@needs(Right.COMMUNITY_EDIT, territory="code")
@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The table to fill in, with the bodies that are known already and without anybody's name."""
    hat = cast(HatRequest, request).hat
    village = doors.village_for(hat, code)
    rows = [known_row(body.kind, body.territory, body.name) for body in doors.listed_for(hat, village)]
    return content_as_attachment(blank_table(rows), f"lembaga-{village}", "xlsx")


@needs(Right.COMMUNITY_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.bring")
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Upload a table; nothing is written down yet."""
    hat = cast(HatRequest, request).hat
    village = doors.village_for(hat, code)
    form = BringForm(request.POST or None, request.FILES or None)
    findings = []
    if form.is_valid():
        try:
            kept = importing.bring(hat, village, form.cleaned_data["file"])
        except Refused as refused:
            findings = told(refused.findings)
        else:
            return redirect("community:look", kept.pk)
    page = {
        "form": form,
        "findings": findings,
        "code": village,
        "place": title_of(village),
        **frame(village, (request.path, "Tabel")),
    }
    return render(request, "community/bring.html", page, status=422 if form.errors or findings else 200)


@needs(Right.COMMUNITY_EDIT)
@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What the table would change, errors first."""
    hat = cast(HatRequest, request).hat
    brought = doors.bringing_for(hat, pk)
    if not brought.waits:
        return redirect(list_of(brought.territory))
    seen = importing.preview(brought)
    rows = seen.planned
    boxes = [
        {
            "label": words[:1].upper() + words[1:],
            "figure": format_count(seen.count(words)),
            "context": context,
        }
        for words, context in (
            (BODY, f"dari {len(seen.lines.table.rows)} baris"),
            (TERM, "menutup yang lama"),
            (CHAIR, "dalam masa bakti yang sama"),
            (FAMILIES, "bertanggal dan bersumber"),
        )
    ]
    page = {
        "brought": brought,
        "blocked": seen.blocked,
        "findings": told(seen.findings[:MOST_FINDINGS]),
        "more": max(0, len(seen.findings) - MOST_FINDINGS),
        "boxes": boxes,
        "unchanged": seen.unchanged,
        "changes": any(row.deeds for row in rows),
        "rows": rows,
        "place": title_of(brought.territory),
        **frame(brought.territory, (request.path, "Tabel")),
    }
    return render(request, "community/look.html", page)


@needs(Right.COMMUNITY_EDIT)
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    brought = doors.bringing_for(cast(HatRequest, request).hat, pk)
    if not brought.waits:
        return redirect(list_of(brought.territory))
    stem = f"lembaga-{brought.territory}-keterangan"
    return content_as_attachment(importing.answer_of(brought), stem, "xlsx")


@needs(Right.COMMUNITY_EDIT)
@require_POST
@once("community.confirm")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the table says."""
    hat = cast(HatRequest, request).hat
    brought = doors.bringing_for(hat, pk)
    try:
        seen = importing.confirm(hat, brought)
    except Refused:
        messages.error(request, "Tabel belum dicatat: masih ada yang menghalangi, atau sudah ditutup.")
        return redirect(reverse("community:look", args=[pk]))
    many = len(seen.planned) - seen.unchanged
    messages.success(request, f"{many} baris dicatat; berkasnya dimusnahkan.")
    return redirect(list_of(brought.territory))


@needs(Right.COMMUNITY_EDIT)
@require_POST
@once("community.drop")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is written down."""
    hat = cast(HatRequest, request).hat
    brought = doors.bringing_for(hat, pk)
    importing.drop(hat, brought)
    messages.success(request, "Tabel dibatalkan dan dimusnahkan.")
    return redirect(list_of(brought.territory))
