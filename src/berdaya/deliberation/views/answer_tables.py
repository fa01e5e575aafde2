"""Answers of an agency by table: what waits goes out, comes back filled in, is looked at, is given."""

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
from berdaya.deliberation import answer_doors
from berdaya.deliberation.answer_sheets import table_to_answer
from berdaya.deliberation.exchange_forms import AnswersForm
from berdaya.deliberation.rules.states import ANSWERED
from berdaya.deliberation.services import answer_tables
from berdaya.deliberation.upward_doors import years_for
from berdaya.deliberation.views.brought import Pages
from berdaya.deliberation.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.numbers import format_count, format_rupiah

if TYPE_CHECKING:
    from berdaya.deliberation.services.answers_compared import Preview

PAGES = Pages(answer_tables, "deliberation-answers", lambda brought: brought.plan_year, "Jawaban")


@needs(Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.bring_answers")
def bring(request: HatRequest, year: int) -> HttpResponse:
    """Download what waits; upload it filled in. Nothing is answered yet."""
    hat = request.hat
    if year not in years_for(hat):
        return redirect("deliberation-upward")
    form = AnswersForm(request.POST or None, request.FILES or None)
    found = PAGES.uploaded(form, lambda file: answer_tables.bring(hat, year, file))
    if isinstance(found, HttpResponse):
        return found
    page = {
        "form": form,
        "findings": found,
        "waiting": len(answer_doors.waiting_for(hat, year)),
        "before": answer_doors.tables_of(hat, year),
        "pages": PAGES,
        **_framed(year),
    }
    return render(request, "deliberation/answers.html", page, status=422 if form.errors or found else 200)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def export(request: HatRequest, year: int) -> HttpResponse:
    """What waits for an answer of this hat, ready to be filled in."""
    content = table_to_answer(answer_doors.waiting_for(request.hat, year))
    return content_as_attachment(content, f"jawaban-{request.hat.territory}-{year}", "xlsx")


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def look(request: HatRequest, pk: int) -> HttpResponse:
    """What the table would answer, errors first; afterwards what it answered."""
    brought = answer_doors.table_for(request.hat, pk)
    if (gone := PAGES.gone(brought)) is not None:
        return gone
    seen = answer_tables.preview(request.hat, brought)
    page = PAGES.looked(brought, seen) | {"boxes": _boxes(seen), "changes": bool(seen.answers)}
    page |= _framed(brought.plan_year, (request.path, "Tabel"))
    return render(request, "deliberation/answers_look.html", page)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def remarks(request: HatRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    brought = answer_doors.table_for(request.hat, pk)
    return PAGES.given_back(brought, lambda: answer_tables.remarked(request.hat, brought))


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.confirm_answers")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """Have the answers given."""
    return PAGES.confirmed(request.hat, request, answer_doors.table_for(request.hat, pk))


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.drop_answers")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    return PAGES.dropped(request.hat, request, answer_doors.table_for(request.hat, pk))


def _boxes(seen: Preview) -> list[dict[str, str]]:
    taken = sum(one.given is not None and one.given.to in ANSWERED for one in seen.planned)
    counts = (
        ("Diterima", taken, format_rupiah(seen.amount)),
        ("Tidak diterima", len(seen.answers) - taken, "dengan alasannya"),
        ("Sudah tercatat", len(seen.planned) - len(seen.answers), "tidak berubah"),
        ("Belum dijawab", len(seen.lines.blank), "dilewati, boleh menyusul"),
    )
    return [{"label": label, "figure": format_count(n), "context": words} for label, n, words in counts]


def _framed(year: int, *crumbs: tuple[str, str]) -> dict[str, Any]:
    up = (f"{reverse('deliberation-upward')}?tahun={year}", f"Jenjang {year}")
    desk = (f"{reverse('deliberation-desk')}?tahun={year}", "Meja jawaban")
    here = (reverse("deliberation-answers", args=[year]), "Jawab dengan tabel")
    return {"year": year, **frame(up, desk, here, *crumbs)}
