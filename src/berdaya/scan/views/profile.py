"""The profile of a village at work: page and paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from
from berdaya.access.rules.rights import Right
from berdaya.scan.doors.cycles import cycle_for, may
from berdaya.scan.services.profile import ask_profile
from berdaya.scan.shown.fgd import limits_for
from berdaya.scan.shown.profile import profile_of
from berdaya.scan.views.frame import frame


@needs(Right.SCAN_SEE)
@require_safe
def profile(request: HatRequest, pk: int) -> HttpResponse:
    """Everything that is known of a village at work, on one page."""
    cycle = cycle_for(request.hat, pk)
    limits = limits_for(request.hat, cycle)
    page = frame(cycle, (request.path, "Profil")) | {
        "profile": profile_of(request.hat, cycle, limits),
        "veiled": limits,
        "may_print": may(request.hat, Right.SCAN_WORK, cycle),
    }
    return render(request, "scan/profile.html", page)


@needs(Right.SCAN_WORK)
@posted_from("scan-profile", "pk")
@once("scan.profile_print")
def print_paper(request: HatRequest, pk: int) -> HttpResponse:
    return redirect("job", ident=ask_profile(request.hat, cycle_for(request.hat, pk)).pk)
