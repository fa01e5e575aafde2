"""The intervention plan of a village: its versions, its lines, the second person, how far each line is."""

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
from berdaya.access.requests import HatRequest, posted_from, seen_by
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import plans as doors
from berdaya.scan.doors.cycles import cycle_for, may
from berdaya.scan.doors.fgd import title_words
from berdaya.scan.forms.plans import LineForm, NewsForm, NoteForm
from berdaya.scan.rules.planning import Move, judge, sums_of
from berdaya.scan.services import plans as services
from berdaya.scan.services.progress import write_news
from berdaya.scan.shown import plans as shown
from berdaya.scan.shown.needs import need_rows
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle

_UNDER = {
    f"line.{name}": name for name in ("action", "target", "volume", "unit", "cost", "source", "year", "who")
}
_STEPS = {
    "kirim": (Move.SEND, Right.SCAN_WORK, services.send_plan, "Kirim untuk diperiksa"),
    "tetapkan": (Move.FIX, Right.SCAN_HOLD, services.fix_plan, "Tetapkan rencana"),
    "kembalikan": (Move.RETURN, Right.SCAN_HOLD, services.return_plan, "Kembalikan rencana"),
}


@needs(Right.SCAN_SEE)
@require_safe
def plan(request: HatRequest, pk: int) -> HttpResponse:
    """The plan at hand; before there is one, what stands out and the way to begin."""
    cycle = cycle_for(request.hat, pk)
    found = doors.plan_at_hand(cycle)
    if found is not None:
        return redirect("scan-plan-version", pk, found.version)
    page = _frame(cycle) | {
        "needs": need_rows(request.hat, cycle),
        "may_work": may(request.hat, Right.SCAN_WORK, cycle),
    }
    return render(request, "scan/plan_begin.html", page)


@needs(Right.SCAN_WORK)
@posted_from("scan-plan", "pk")
@once("scan.plan_begin")
def begin(request: HatRequest, pk: int) -> HttpResponse:
    """A first draft, or the next version."""
    made = services.begin_plan(request.hat, cycle_for(request.hat, pk))
    return redirect("scan-plan-version", pk, made.version)


@needs(Right.SCAN_SEE)
@require_safe
def version(request: HatRequest, pk: int, version: int) -> HttpResponse:
    """One version with its lines, its sums and how far it is."""
    hat = request.hat
    found = doors.plan_for(hat, pk, version)
    cycle, lines = found.cycle, doors.lines_of(found)
    news, titles, rule = doors.news_of(lines), title_words(), services.rule_of(cycle)
    works, holds = may(hat, Right.SCAN_WORK, cycle), may(hat, Right.SCAN_HOLD, cycle)
    buttons = shown.buttons_of(found, hat.person_id, services.makers_of(found), works=works, holds=holds)
    page = _frame(cycle, (request.path, f"Versi {version}")) | {
        "plan": found,
        "status": shown.status_of(found, buttons),
        "may": buttons,
        "boxes": shown.boxes_of(lines, news),
        "rows": shown.line_rows(lines, news, titles, rule),
        "total": sum(line.cost for line in lines),
        "sums": shown.sum_tables(sums_of([line.line for line in lines]), titles, rule),
        "open_points": services.open_points(found) if buttons.edit or buttons.check else [],
        "versions": doors.plans_of(cycle),
        "needs": need_rows(hat, cycle),
    }
    return render(request, "scan/plan.html", page)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.plan_line")
def add_line(request: HatRequest, pk: int, version: int) -> HttpResponse:
    return _line(request, doors.plan_for(request.hat, pk, version), None)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.plan_line_change")
def change_line(request: HatRequest, pk: int, line: int) -> HttpResponse:
    row = doors.line_for(request.hat, pk, line)
    return _line(request, row.plan, row)


def _line(request: HatRequest, found: Any, row: Any) -> HttpResponse:
    cycle = found.cycle
    judge(Move.EDIT, found.standing, request.hat.person_id, ()).require()
    form = LineForm(
        request.POST or None,
        targets=_targets(),
        rule=services.rule_of(cycle),
        first=cycle.year,
        initial=_initial(row) if row else {"year": str(cycle.year), "target": request.GET.get("untuk", "")},
    )
    if form.is_valid():
        try:
            where = form.cleaned_data["where"]
            services.write_line(request.hat, found, form.line(), where, seen_by(request), row)
        except Refused as refused:
            form.tell(refused, **_UNDER)
        else:
            messages.success(request, "Baris tersimpan.")
            if request.POST.get("act") == "lagi":
                return redirect("scan-plan-line-add", cycle.pk, found.version)
            return redirect("scan-plan-version", cycle.pk, found.version)
    page = _frame(cycle, (request.path, "Baris")) | {"form": form, "plan": found, "row": row}
    return render(request, "scan/plan_line.html", page, status=422 if form.errors else 200)


def _targets() -> dict[str, list[tuple[str, str]]]:
    titles = {code: words[:1].upper() + words[1:] for code, words in title_words().items()}
    return {
        "Tanda kesulitan": [(code, words) for code, words in titles.items() if code.startswith("C")],
        "Potensi": [(code, words) for code, words in titles.items() if code.startswith("P")],
    }


def _initial(row: Any) -> dict[str, Any]:
    names = ("action", "target", "volume", "unit", "cost", "source", "who", "where")
    return {name: getattr(row, name) for name in names} | {"year": str(row.year)}


@needs(Right.SCAN_WORK)
@posted_from("scan-plan", "pk")
@once("scan.plan_line_drop")
def drop_line(request: HatRequest, pk: int, line: int) -> HttpResponse:
    row = doors.line_for(request.hat, pk, line)
    version_ = row.plan.version
    services.drop_line(request.hat, row, seen_by(request))
    messages.success(request, "Baris dihapus dari rancangan.")
    return redirect("scan-plan-version", pk, version_)


@needs(Right.SCAN_WORK, Right.SCAN_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.plan_step")
def step(request: HatRequest, pk: int, version: int, what: str) -> HttpResponse:
    """Send, fix or return a version, with a note."""
    found = doors.plan_for(request.hat, pk, version)
    if what not in _STEPS:
        raise Http404
    move, right, deed, words = _STEPS[what]
    judge(move, found.standing, request.hat.person_id, services.makers_of(found)).require()
    form = NoteForm(request.POST or None)
    if form.is_valid():
        try:
            deed(request.hat, found, form.cleaned_data["note"], seen_by(request))
        except Refused as refused:
            form.tell(refused, **{"plan.no_reason": "note", "plan.uncovered": "note"})
        else:
            messages.success(request, f"{words}: selesai.")
            return redirect("scan-plan-version", pk, version)
    page = _frame(found.cycle, (request.path, words)) | {"form": form, "plan": found, "words": words}
    page |= {"open_points": services.open_points(found), "right": right.value, "what": what}
    return render(request, "scan/plan_step.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.line_news")
def news(request: HatRequest, pk: int, line: int) -> HttpResponse:
    """All that was told of a line, and how far it is now."""
    row = doors.line_for(request.hat, pk, line)
    cycle = row.plan.cycle
    works = may(request.hat, Right.SCAN_WORK, cycle)
    open_ = works and judge(Move.REPORT, row.plan.standing, request.hat.person_id, ()).allowed
    form = NewsForm(request.POST or None, initial={"on": today_in(cycle.territory)})
    if form.is_valid():
        try:
            write_news(request.hat, row, form.news())
        except Refused as refused:
            form.tell(refused, **{"progress.done": "done", "progress.less": "note", "progress.date": "on"})
        else:
            messages.success(request, "Kabar tersimpan.")
            return redirect("scan-line-news", pk, line)
    rows = shown.line_rows([row], doors.news_of([row]), title_words(), services.rule_of(cycle))
    page = _frame(cycle, (request.path, "Kemajuan")) | {
        "line": rows[0],
        "plan": row.plan,
        "history": doors.history_of(row),
        "unit": row.unit,
        "form": form if open_ else None,
    }
    return render(request, "scan/line_news.html", page, status=422 if form.errors else 200)


def _frame(cycle: Cycle, *more: tuple[str, str]) -> dict[str, Any]:
    return frame(cycle, (reverse("scan-plan", args=[cycle.pk]), "Rencana"), *more)
