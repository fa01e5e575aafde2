"""The information system of a village: the newest check, its history, a new check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import sid as doors
from berdaya.scan.doors.cycles import cycle_for, may
from berdaya.scan.forms.sid import SidForm
from berdaya.scan.services import sid as services
from berdaya.scan.shown import sid as shown
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle


@needs(Right.SCAN_SEE)
@require_safe
def sid(request: HatRequest, pk: int) -> HttpResponse:
    """The newest check of the place, and the history of its scores."""
    cycle = cycle_for(request.hat, pk)
    checks = doors.checks_of(cycle)
    return _checked(request, cycle, checks, checks[0] if checks else None)


@needs(Right.SCAN_SEE)
@require_safe
def sid_check(request: HatRequest, pk: int, check: int) -> HttpResponse:
    """One check as it was written down."""
    cycle = cycle_for(request.hat, pk)
    return _checked(request, cycle, doors.checks_of(cycle), doors.check_for(request.hat, pk, check))


def _checked(request: HatRequest, cycle: Cycle, checks: Any, check: Any) -> HttpResponse:
    rule = services.rule_on(cycle, check.checked_on if check else None)
    page = _frame(cycle) | {
        "check": check,
        "newest": bool(check and check.pk == checks[0].pk),
        "score": shown.told_score(check),
        "sum": shown.sum_words(shown.score_of(check, rule)) if check else "",
        "rows": shown.class_rows(check, rule) if check else [],
        "findings": shown.faults_of(check, rule) if check else [],
        "history": shown.check_rows(checks, rule),
        "may_work": may(request.hat, Right.SCAN_WORK, cycle),
        "rule": rule,
    }
    return render(request, "scan/sid.html", page)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.sid")
def begin_check(request: HatRequest, pk: int) -> HttpResponse:
    """A new check; the form begins with what the last one found."""
    cycle = cycle_for(request.hat, pk)
    before = doors.latest_of(cycle.territory, cycle.year)
    form = SidForm(
        request.POST or None,
        rule=services.rule_on(cycle),
        kelurahan=cycle.kelurahan,
        before=before,
        initial={"checked_on": today_in(cycle.territory)},
    )
    if form.is_valid():
        try:
            made = services.write_check(request.hat, cycle, form.check())
        except Refused as refused:
            form.tell(refused, **{"sid.day": "checked_on"})
        else:
            messages.success(request, "Pemeriksaan tersimpan.")
            if made.names_visible:
                messages.warning(request, "Nama warga miskin terlihat: desa dan Bappeda sudah diberi tahu.")
            return redirect("scan-sid", pk)
    page = _frame(cycle, (request.path, "Periksa")) | {"form": form, "before": before}
    return render(request, "scan/sid_form.html", page, status=422 if form.errors else 200)


def _frame(cycle: Cycle, *more: tuple[str, str]) -> dict[str, Any]:
    return frame(cycle, (reverse("scan-sid", args=[cycle.pk]), "SID"), *more)
