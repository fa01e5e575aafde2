"""Answers of an agency by table: what waits goes out, comes back filled in, is looked at, is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
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
from berdaya.deliberation.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Findings, Refused
from berdaya.kernel.numbers import format_count, format_rupiah

if TYPE_CHECKING:
    from berdaya.deliberation.services.answers_compared import Preview

MOST_FINDINGS = 60


@needs(Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.bring_answers")
def bring(request: HatRequest, year: int) -> HttpResponse:
    """Download what waits; upload it filled in. Nothing is answered yet."""
    if year not in years_for(request.hat):
        return redirect("deliberation-upward")
    form = AnswersForm(request.POST or None, request.FILES or None)
    findings: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            kept = answer_tables.bring(request.hat, year, form.cleaned_data["file"])
        except Refused as refused:
            findings = Findings.of(refused.findings).as_json()
        else:
            return redirect("deliberation-answers-look", kept.pk)
    page = {
        "form": form,
        "findings": findings,
        "waiting": len(answer_doors.waiting_for(request.hat, year)),
        "before": answer_doors.tables_of(request.hat, year),
        **_framed(year),
    }
    return render(request, "deliberation/answers.html", page, status=422 if form.errors or findings else 200)


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
    if not brought.file:
        return redirect("deliberation-answers", brought.plan_year)
    seen = answer_tables.preview(request.hat, brought)
    written = list(brought.written.select_related("proposal__cycle"))
    page = {
        "brought": brought,
        "blocked": seen.blocked,
        "findings": [one.as_json() for one in seen.findings[:MOST_FINDINGS]],
        "more": max(0, len(seen.findings) - MOST_FINDINGS),
        "boxes": _boxes(seen),
        "changes": bool(seen.answers),
        "rows": seen.planned,
        "written": written,
        **_framed(brought.plan_year, (request.path, "Tabel")),
    }
    return render(request, "deliberation/answers_look.html", page)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def remarks(request: HatRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    brought = answer_doors.table_for(request.hat, pk)
    if not brought.file:
        return redirect("deliberation-answers", brought.plan_year)
    name = f"{brought.title.rpartition('.')[0]}-keterangan"
    return content_as_attachment(answer_tables.remarked(request.hat, brought), name, "xlsx")


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.confirm_answers")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """Have the answers given."""
    brought = answer_doors.table_for(request.hat, pk)
    try:
        return redirect("job", ident=answer_tables.confirm(request.hat, brought).pk)
    except Refused:
        messages.error(request, "Jawaban belum dicatat: masih ada yang menghalangi, atau sudah ditutup.")
        return redirect("deliberation-answers-look", pk)


@needs(Right.DELIBERATION_VERIFY)
@require_POST
@once("deliberation.drop_answers")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    brought = answer_doors.table_for(request.hat, pk)
    answer_tables.drop(request.hat, brought)
    messages.success(request, "Tabel dibatalkan dan dimusnahkan.")
    return redirect("deliberation-answers", brought.plan_year)


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
