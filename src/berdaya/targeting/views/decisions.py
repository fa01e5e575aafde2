"""What people decide about a computed list: changes, the discussion, the check, the decree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.jobs.services import start
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.documents.files import as_attachment
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Refused
from berdaya.targeting import doors
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.forms import (
    ChangeForm,
    ChangesFileForm,
    CheckForm,
    CorrectionForm,
    DecreeForm,
    DiscussionForm,
    ReasonForm,
    decree_initial,
)
from berdaya.targeting.printing.decree import head_of
from berdaya.targeting.rules.changes import Change, ChangeKind
from berdaya.targeting.rules.runs import Move
from berdaya.targeting.services import deciding, discussing
from berdaya.targeting.services.deciding import DecreeFacts
from berdaya.targeting.services.printing import ANNEX, PRINT
from berdaya.targeting.services.steps import moves_for, require_move
from berdaya.targeting.shown.changes import choices_of, names_of, shown_changes
from berdaya.targeting.views.frame import page_of, told

if TYPE_CHECKING:
    from berdaya.targeting.models import Run


@needs(Right.TARGETING_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.change")
def changes(request: HatRequest, pk: int) -> HttpResponse:
    """The computed list stays as it is; beside it stands what people changed."""
    run = _computed(request, pk)
    rows = doors.results_of(run.computation)
    form = ChangeForm(
        request.POST if "code" in request.POST else None,
        places=choices_of(rows),
        initial={"code": request.GET.get("tempat", ""), "action": request.GET.get("tindakan", "")},
    )
    bring = ChangesFileForm((request.FILES and request.POST) or None, request.FILES or None)
    findings = None
    if request.method == "POST":
        try:
            if _changed(request, run, rows, form, bring):
                messages.success(request, "Perubahan dicatat.")
                return redirect("targeting-changes", pk=pk)
        except Refused as refused:
            findings = told(refused)
    page = _page(request, run, "targeting-changes", "Perubahan") | {
        "form": form,
        "bring": bring,
        "findings": findings,
        "changes": shown_changes(doors.changes_of(run.computation), names_of(rows)),
        "warnings": told(discussing.seats_warning(run.computation)),
    }
    failed = bool(findings or form.errors or bring.errors)
    return render(request, "targeting/changes.html", page, status=422 if failed else 200)


def _changed(
    request: HatRequest, run: Run, rows: list[ResultRow], form: ChangeForm, bring: ChangesFileForm
) -> bool:
    require_move(request.hat, run, Move.CHANGE)
    if bring.is_bound and bring.is_valid():
        discussing.bring_changes(request.hat, run, seen_by(request), bring.cleaned_data["file"])
        return True
    if not form.is_bound or not form.is_valid():
        return False
    given = form.cleaned_data
    change = Change(
        given["code"],
        ChangeKind(given["action"]),
        given["reason"],
        given["proposer"],
        given["meeting"],
        names_of(rows).get(given["code"], given["code"]),
    )
    discussing.change_places(request.hat, run, seen_by(request), [change])
    return True


@needs(Right.TARGETING_DISCUSS)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.withdraw")
def withdraw(request: HatRequest, pk: int, change: int) -> HttpResponse:
    """Take a change back, with the reason."""
    run = _computed(request, pk)
    found = doors.change_for(request.hat, pk, change)
    require_move(request.hat, run, Move.CHANGE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            discussing.withdraw_change(request.hat, run, seen_by(request), found, form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"run.no_reason": "reason"})
        else:
            return redirect("targeting-changes", pk=pk)
    crumb = (reverse("targeting-withdraw", args=[pk, change]), "Tarik perubahan")
    page = page_of(run, crumb, form=form, change=found, name=_name(run, found.code))
    return render(request, "targeting/withdraw.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_DISCUSS)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.discuss")
def discuss(request: HatRequest, pk: int) -> HttpResponse:
    """Close the discussion: forum, day, minutes; then the list waits for a second person."""
    run = _computed(request, pk)
    require_move(request.hat, run, Move.CLOSE)
    form = DiscussionForm(request.POST or None, initial={"held_on": today_in(run.territory)})
    if form.is_valid():
        try:
            discussing.close_discussion(
                request.hat, run, seen_by(request), discussing.Talk(**form.cleaned_data)
            )
        except Refused as refused:
            form.tell(refused, **{"run.talk_future": "held_on", "run.seats_undecided": "note"})
        else:
            messages.success(request, "Pembahasan ditutup. Pemeriksa kedua sudah diberi tahu.")
            return redirect("targeting-run", pk=pk)
    page = _page(request, run, "targeting-discuss", "Tutup pembahasan") | {
        "form": form,
        "warnings": told(discussing.seats_warning(run.computation)),
        "changes": doors.changes_standing(run.computation),
    }
    return render(request, "targeting/discuss.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_CHECK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.check")
def check(request: HatRequest, pk: int) -> HttpResponse:
    """The second person reads what matters on one page, and agrees."""
    run = _computed(request, pk)
    require_move(request.hat, run, Move.CHECK)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            deciding.check_list(request.hat, run, seen_by(request), form.cleaned_data["note"])
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Daftar dinyatakan sudah diperiksa.")
            return redirect("targeting-run", pk=pk)
    rows = doors.results_of(run.computation)
    page = _page(request, run, "targeting-check", "Periksa") | {
        "form": form,
        "edge": [row for row in rows if row.firmness == "ambang"],
        "changes": shown_changes(doors.changes_of(run.computation), names_of(rows)),
        "discussion": doors.last_discussion(run.computation),
        "warnings": told(discussing.seats_warning(run.computation)),
    }
    return render(request, "targeting/check.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_CHECK, Right.TARGETING_DECREE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.return")
def give_back(request: HatRequest, pk: int) -> HttpResponse:
    """Back to the forum."""
    run = _computed(request, pk)
    require_move(request.hat, run, Move.RETURN)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            deciding.send_back(request.hat, run, seen_by(request), form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"run.no_reason": "reason"})
        else:
            return redirect("targeting-run", pk=pk)
    page = _page(request, run, "targeting-return", "Kembalikan") | {"form": form}
    return render(request, "targeting/return.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_DECREE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.decree")
def decree(request: HatRequest, pk: int) -> HttpResponse:
    """Write down the signed decree with its scan."""
    run = _computed(request, pk)
    require_move(request.hat, run, Move.DECREE)
    place = page_of(run)["place"]
    initial = decree_initial(head_of(place), today_in(run.territory))
    form = DecreeForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        scan = given.pop("scan")
        try:
            deciding.record_decree(request.hat, run, seen_by(request), DecreeFacts(**given), scan)
        except Refused as refused:
            form.tell(refused, **_DECREE_FIELDS)
        else:
            messages.success(request, "Keputusan dicatat. Daftar ini sekarang ditetapkan.")
            start(request.person, PRINT, f"{pk}:{ANNEX}", run.territory)
            return redirect("targeting-run", pk=pk)
    page = _page(request, run, "targeting-decree", "Catat keputusan") | {
        "form": form,
        "discussion": doors.last_discussion(run.computation),
        "warnings": told(discussing.seats_warning(run.computation)),
    }
    return render(request, "targeting/decree.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_DECREE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.correct")
def correct(request: HatRequest, pk: int) -> HttpResponse:
    """A slip of the pen in the record of a decree."""
    run = _computed(request, pk)
    require_move(request.hat, run, Move.CORRECT)
    standing = doors.decree_of(run)
    if standing is None:
        raise Http404
    names = ("head", "signatory", "number", "date", "valid_from", "valid_to")
    form = CorrectionForm(
        request.POST or None,
        request.FILES or None,
        initial={name: getattr(standing, name) for name in names},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        why, scan = given.pop("why"), given.pop("scan")
        try:
            deciding.correct_decree(
                request.hat, run, seen_by(request), DecreeFacts(**given), why, scan or None
            )
        except Refused as refused:
            form.tell(refused, **_DECREE_FIELDS)
        else:
            messages.success(request, "Ralat dicatat; catatan lama tetap terbaca di riwayat.")
            return redirect("targeting-run", pk=pk)
    page = _page(request, run, "targeting-correct", "Ralat keputusan") | {"form": form}
    return render(request, "targeting/correct.html", page, status=422 if form.errors else 200)


@needs(Right.TARGETING_SEE)
@require_safe
def scan(request: HatRequest, pk: int, version: int) -> HttpResponse:
    """The signed decree as it was scanned."""
    run = doors.run_for(request.hat, pk)
    found = next((one for one in doors.decrees_of(run) if one.version == version), None)
    path = file_path(found.scan) if found else None
    if found is None or path is None:
        raise Http404
    return as_attachment(path, f"keputusan-{run.year}-v{version}")


_DECREE_FIELDS = {
    "decree.date": "date",
    "decree.period": "valid_to",
    "decree.number": "number",
    "upload": "scan",
}


def _computed(request: HatRequest, pk: int) -> Any:
    """A list that has been computed; before that there is nothing to decide."""
    run = doors.run_for(request.hat, pk)
    if run.computation is None:
        raise Http404
    return run


def _page(request: HatRequest, run: Run, name: str, words: str) -> dict[str, Any]:
    hat = request.hat
    moves = moves_for(hat, run)
    page = page_of(run, (reverse(name, args=[run.pk]), words), computation=run.computation)
    return page | {"may": {move.name.lower() for move in moves}}


def _name(run: Run, code: str) -> str:
    return names_of(doors.results_of(run.computation)).get(code, code) if run.computation else code
