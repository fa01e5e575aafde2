"""Pages of the way of a statement: submit, withdraw, review, sign, return, open again, compare, copy."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.forms import ReasonForm, ReviewForm, SignForm, SubmitForm, YearForm
from berdaya.budget.rules.differing import differences
from berdaya.budget.rules.verdicts import CHECKS
from berdaya.budget.services import editing, flow, papers
from berdaya.budget.services.keeping import checked_record
from berdaya.budget.shown import shown
from berdaya.budget.shown_flow import May, answers_shown, may_of
from berdaya.budget.views.frame import below, judged
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_rupiah

Form = Any
Statement = Any


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.submit")
def submit(request: HatRequest, pk: int) -> HttpResponse:
    """Lay it before the gender focal point; what holds it back is overruled with a reason."""
    found = doors.statement_for(request.hat, pk)
    if request.method != "POST" and not found.standing.open:
        return redirect("budget-statement", pk)
    record = doors.working_record(found)
    blocking = {check: CHECKS[check].title for check in checked_record(record).errors}
    form = SubmitForm(blocking, doors.reasons_before(found), request.POST or None)
    if form.is_valid():
        try:
            version = flow.submit(request.hat, pk, form.reasons)
        except Refused as refused:
            form.tell(refused, **{f"budget.blocks.{check}": f"alasan_{check}" for check in blocking})
        else:
            messages.success(request, f"Versi {version.number} diajukan. Penelaah gender sudah diberi tahu.")
            return redirect("budget-statement", pk)
    page = {"form": form, "blocking": blocking, **judged(record)}
    return _page(request, "budget/submit.html", found, "Ajukan", form, page)


@needs(Right.BUDGET_WRITE)
@require_POST
@once("budget.withdraw")
def withdraw(request: HatRequest, pk: int) -> HttpResponse:
    """Take it back before it is reviewed."""
    return _done(request, pk, lambda: flow.withdraw(request.hat, pk), "Pengajuan ditarik kembali.")


@needs(Right.BUDGET_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.review")
def review(request: HatRequest, pk: int) -> HttpResponse:
    """Answer every warning and let it pass."""
    found, may = _with_may(request, pk)
    if request.method != "POST" and not may.review:
        return redirect("budget-statement", pk)
    version = doors.newest_of(found)
    asked = {check: CHECKS[check].title for check in checked_record(version.record).warnings}
    form = ReviewForm(asked, request.POST or None)
    if form.is_valid():
        try:
            flow.let_pass(request.hat, pk, form.answers)
        except Refused as refused:
            form.tell(refused, **{f"budget.unanswered.{check}": f"putusan_{check}" for check in asked})
        else:
            messages.success(request, "Lolos telaah. Penanda tangan sudah diberi tahu.")
            return redirect("budget-statement", pk)
    page = {"form": form, "rows": _rows(form, asked), "answers": answers_shown(version)}
    return _page(request, "budget/review.html", found, "Telaah", form, page | judged(version.record))


def _rows(form: ReviewForm, asked: dict[str, str]) -> list[dict[str, Any]]:
    return [{"check": c, "choice": form[f"putusan_{c}"], "note": form[f"catatan_{c}"]} for c in asked]


@needs(Right.BUDGET_SIGN)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.sign")
def sign(request: HatRequest, pk: int) -> HttpResponse:
    """The head of the office signs the version that was reviewed."""
    found, may = _with_may(request, pk)
    if request.method != "POST" and not may.sign:
        return redirect("budget-statement", pk)
    form = SignForm(request.POST or None, initial={"day": today_in(found.territory)})
    if form.is_valid():
        try:
            flow.sign(request.hat, pk, form.cleaned_data["number"], form.cleaned_data["day"])
        except Refused as refused:
            form.tell(refused, **{"budget.future": "day"})
        else:
            messages.success(request, "Ditandatangani. Versi ini yang dilaksanakan.")
            return redirect("budget-statement", pk)
    version = doors.newest_of(found)
    before = doors.approved_version_of(found)
    page = {
        "form": form,
        "version": version,
        "answers": answers_shown(version),
        "changes": differences(before.record, version.record) if before else (),
        **judged(version.record),
    }
    return _page(request, "budget/sign.html", found, "Tanda tangani", form, page)


@needs(Right.BUDGET_WRITE, Right.BUDGET_SIGN)
@require_POST
@once("budget.issue")
def issue(request: HatRequest, pk: int) -> HttpResponse:
    """Print the paper of the signed version, numbered and with its proof."""
    try:
        return redirect("job", ident=papers.ask_paper(request.hat, pk).pk)
    except Refused as refused:
        _tell(request, refused)
    return redirect("budget-statement", pk)


@needs(Right.BUDGET_REVIEW, Right.BUDGET_SIGN)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.return")
def send_back(request: HatRequest, pk: int) -> HttpResponse:
    """Reviewer or signer returns it with the reason."""
    found, may = _with_may(request, pk)
    if request.method != "POST" and not may.decide:
        return redirect("budget-statement", pk)
    form = ReasonForm(request.POST or None, label="Apa yang harus diperbaiki", help_text=_TO_THE_MAKER)
    words = "Dikembalikan. Penyusunnya sudah diberi tahu."
    return _with_reason(request, found, form, flow.send_back, "Kembalikan", words)


_TO_THE_MAKER = "Penyusun membaca kalimat ini; sebut isian dan yang diharapkan."


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.reopen")
def reopen(request: HatRequest, pk: int) -> HttpResponse:
    """The DPA changed: a new version is written, the signed one holds until then."""
    found, may = _with_may(request, pk)
    if request.method != "POST" and not may.reopen:
        return redirect("budget-statement", pk)
    help_text = "Misalnya: DPA perubahan Nomor 12 tanggal 3 September 2026, honorarium naik."
    form = ReasonForm(request.POST or None, label="Mengapa dibuka lagi", help_text=help_text)
    words = "Versi perubahan dibuka. Versi yang ditandatangani tetap berlaku sampai yang baru selesai."
    return _with_reason(request, found, form, flow.reopen, "Buka versi perubahan", words)


def _with_reason(
    request: HatRequest, found: Statement, form: ReasonForm, deed: Any, title: str, done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            deed(request.hat, found.pk, form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"budget.no_reason": "reason"})
        else:
            messages.success(request, done)
            return redirect("budget-statement", found.pk)
    return _page(request, "budget/reason.html", found, title, form, {"form": form, "title": title})


@needs(Right.BUDGET_SEE)
@require_safe
def compare(request: HatRequest, pk: int) -> HttpResponse:
    """Two versions side by side, field by field; by default what stood before against what stands now."""
    found = doors.statement_for(request.hat, pk)
    draft = doors.draft_of(found)
    numbers = [one.number for one in doors.versions_of(found)]
    if not numbers:
        return redirect("budget-statement", pk)
    last = 0 if draft else found.version
    later = _asked(request, "ke", [*numbers, 0] if draft else numbers, last)
    below_it = [number for number in numbers if not later or number < later]
    first = found.signed if draft and found.signed else max(below_it, default=numbers[-1])
    earlier = _asked(request, "dari", numbers, first)
    before = doors.version_of(found, earlier).record
    after = draft.record if draft and not later else doors.version_of(found, later).record
    changes = differences(before, after)
    total = sum(one.rupiah or 0 for one in changes if one.field == "jumlah_anggaran")
    page = {
        "changes": changes,
        "numbers": numbers,
        "earlier": earlier,
        "later": later,
        "has_draft": draft is not None,
        "total": f"{'+' if total > 0 else '−' if total < 0 else ''}{format_rupiah(abs(total))}",
    }
    return _page(request, "budget/compare.html", found, "Beda versi", None, page)


def _asked(request: HatRequest, name: str, numbers: list[int], otherwise: int) -> int:
    asked = whole_number(request.GET.get(name, ""))
    if asked is None:
        return otherwise
    if asked not in numbers:
        raise Http404
    return asked


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.copy")
def copy(request: HatRequest, pk: int) -> HttpResponse:
    """Begin next year's statement with the words of this one."""
    found = doors.statement_for(request.hat, pk)
    form = YearForm(request.POST or None, initial={"year": found.year + 1})
    if form.is_valid():
        try:
            made = editing.copy_on(request.hat, pk, form.cleaned_data["year"])
        except Refused as refused:
            form.tell(refused, **{"budget.exists": "year", "budget.year": "year"})
        else:
            messages.success(request, f"Disalin ke tahun {made.year}. Periksa data dan anggarannya.")
            return redirect("budget-statement", made.pk)
    return _page(request, "budget/copy.html", found, "Salin ke tahun lain", form, {"form": form})


@needs(Right.BUDGET_WRITE)
@require_POST
@once("budget.discard")
def discard(request: HatRequest, pk: int) -> HttpResponse:
    """Throw the draft away; the newest version stands again."""
    return _done(request, pk, lambda: editing.discard(request.hat, pk), "Draf dibuang.")


def _with_may(request: HatRequest, pk: int) -> tuple[Statement, May]:
    found = doors.statement_for(request.hat, pk)
    return found, may_of(request.hat, found, None)


def _done(request: HatRequest, pk: int, deed: Any, words: str) -> HttpResponse:
    """A step of one button: a refusal is told on the page of the statement."""
    try:
        deed()
    except Refused as refused:
        _tell(request, refused)
    else:
        messages.success(request, words)
    return redirect("budget-statement", pk)


def _tell(request: HatRequest, refused: Refused) -> None:
    for one in refused.findings:
        messages.error(request, one.sentence)


def _page(
    request: HatRequest, template: str, found: Statement, title: str, form: Form, page: dict[str, Any]
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    frame = {"one": shown(found), **below(found, (request.path, title))}
    return render(request, template, page | frame, status=status)
