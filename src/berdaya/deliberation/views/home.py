"""The home of the room, the year with its calendar, the lists that came in, the table to verify from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, page_doors, shown
from berdaya.deliberation.forms import CalendarForm, YearForm
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.cycles import carry_over, open_cycle, set_calendar
from berdaya.deliberation.services.moving import may_move
from berdaya.deliberation.session_doors import is_decided
from berdaya.deliberation.shown_freed import freed_line
from berdaya.deliberation.views.frame import cycle_in, frame, required_cycle, unit_address
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.deliberation.models import Cycle


@needs(Right.DELIBERATION_SEE)
@require_safe
def overview(request: HatRequest) -> HttpResponse:
    """The year, what is due now, one's own list; without a year, how to open one."""
    hat, cycle = request.hat, cycle_in(request)
    may_open = allowed(hat, Right.DELIBERATION_VERIFY).allowed
    cycles = doors.cycles_for(hat)
    if cycle is None:
        page = {"cycles": _titled(cycles), "may_open": may_open, **frame()}
        return render(request, "deliberation/no_year.html", page)
    unit = doors.own_unit(hat)
    seen = [one for one in doors.proposals_for(hat, cycle) if unit is None or doors.unit_of(one) == unit]
    verifies = allowed(hat, Right.DELIBERATION_VERIFY, cycle.territory).allowed
    page = {
        "cycle": cycle,
        "cycles": _titled(cycles),
        "freed": freed_line(hat, cycle) if verifies and doors.is_village(cycle.territory) else None,
        "title": place_title(cycle.territory).split(",")[0],
        "days": shown.days_ahead(doors.stages_of(cycle), today_in(cycle.territory)),
        "rows": shown.rows_of(seen),
        "unit": doors.unit_title(unit) if unit else "",
        "above": not doors.is_village(cycle.territory),
        "list_address": unit_address(cycle, unit) if unit and doors.acts_for(hat, unit) else "",
        "handed": unit is not None and (mine := doors.list_of(cycle, unit)) is not None and not mine.open,
        "may_open": may_open,
        "may_propose": unit is not None
        and doors.acts_for(hat, unit)
        and doors.is_village(cycle.territory)
        and not is_decided(cycle),
        "may_verify": verifies,
        **frame(),
    }
    return render(request, "deliberation/overview.html", page)


def _titled(cycles: list[Cycle]) -> list[tuple[int, str]]:
    return [(one.pk, f"{one.plan_year}, {place_title(one.territory).split(',')[0]}") for one in cycles]


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.open")
@require_http_methods(["GET", "POST"])
def open_year(request: HatRequest) -> HttpResponse:
    """Open a plan year; last year's calendar and unmet proposals come along."""
    hat = request.hat
    initial = {"plan_year": shown.next_plan_year(today_in(hat.territory)), "territory": hat.territory}
    form = YearForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_cycle(hat, form.cleaned_data["territory"].strip(), form.cleaned_data["plan_year"])
            messages.success(request, f"Tahun rencana {made.plan_year} dibuka.")
            return HttpResponseRedirect(reverse("deliberation-calendar", args=[made.pk]))
        except Refused as refused:
            form.tell(refused, **{"deliberation.year": "plan_year", "deliberation.territory": "territory"})
    page = {"form": form, **frame((request.path, "Buka tahun rencana"))}
    return render(request, "deliberation/open_year.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_SEE)
@once("deliberation.calendar")
@require_http_methods(["GET", "POST"])
def calendar(request: HatRequest, pk: int) -> HttpResponse:
    """The stages of a year with their days; changed by whoever verifies there."""
    cycle = doors.cycle_for(request.hat, pk)
    may_edit = allowed(request.hat, Right.DELIBERATION_VERIFY, cycle.territory).allowed
    stages = doors.stages_of(cycle)
    form = CalendarForm(request.POST if may_edit and request.method == "POST" else None, stages=stages)
    if form.is_bound and form.is_valid():
        try:
            set_calendar(request.hat, cycle, form.days())
            messages.success(request, "Jadwal tersimpan.")
            return HttpResponseRedirect(f"{reverse('deliberation')}?tahun={cycle.pk}")
        except Refused as refused:
            form.tell(refused)
    page = {
        "cycle": cycle,
        "form": form,
        "may_edit": may_edit,
        "title": place_title(cycle.territory).split(",")[0],
        "days": shown.calendar_shown(stages, today_in(cycle.territory)),
        **frame((request.path, f"Jadwal {cycle.plan_year}")),
    }
    return render(request, "deliberation/calendar.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.carry")
@require_POST
def carry(request: HatRequest, pk: int) -> HttpResponse:
    """Fetch what became unmet since the year was opened."""
    cycle = doors.cycle_for(request.hat, pk)
    many = carry_over(request.hat, cycle)
    messages.success(request, f"{many} usulan lama dibawa ke {cycle.plan_year}.")
    return HttpResponseRedirect(f"{reverse('deliberation')}?tahun={cycle.pk}")


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def incoming(request: HatRequest) -> HttpResponse:
    """Every unit of the village and its list; late and missing ones stand out."""
    hat, cycle = request.hat, required_cycle(request)
    units = doors.units_seen(hat, cycle)
    title = place_title(cycle.territory).split(",")[0]
    rows = [
        (one, *shown.list_status(one.list), unit_address(cycle, one.unit), doors.acts_for(hat, one.unit))
        for one in units
    ]
    page = {
        "cycle": cycle,
        "rows": rows,
        "title": title,
        "handed": sum(one.list is not None and one.list.handed_at is not None for one in units),
        "message": shown.reminder(cycle, units, title, today_in(hat.territory)),
        **frame((request.path, "Daftar masuk")),
    }
    return render(request, "deliberation/incoming.html", page)


CHECKED_NOW = frozenset(
    {State.AGREED, State.CHECKED, State.CHOSEN, State.RESERVE, State.FORWARDED, State.KECAMATAN}
    | {State.AGENCY, State.ROUTED, State.ACCEPTED, State.RKPD, State.KUA, State.PLEDGED, State.MONEY_READY}
)


@needs(Right.DELIBERATION_VERIFY)
@require_safe
def checking(request: HatRequest) -> HttpResponse:
    """What waits for a step that this hat may take, then the rest; last year's open ones first."""
    hat, cycle = request.hat, required_cycle(request)
    seen = page_doors.waiting_for(hat, cycle, CHECKED_NOW)
    mine = [one for one in seen if may_move(hat, one)]
    others = [one for one in seen if one not in mine]
    page = {
        "cycle": cycle,
        "mine": shown.rows_of(mine),
        "others": shown.rows_of(others),
        **frame((request.path, "Verifikasi")),
    }
    return render(request, "deliberation/checking.html", page)
