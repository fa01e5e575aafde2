"""The list of a unit: rank it, hand it over, receive it, open it again, type one in from paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, page_doors, shown
from berdaya.deliberation.forms import HandOverForm, QuickForm
from berdaya.deliberation.joint import candidates
from berdaya.deliberation.rules.proposing import Unit, most_of, practice_on
from berdaya.deliberation.services.entering import enter_list, not_ranked
from berdaya.deliberation.services.joining import join
from berdaya.deliberation.services.ranking import hand_over, rank, rankable, receive, reopen
from berdaya.deliberation.views.frame import (
    frame,
    menu_choices,
    required_cycle,
    source_choices,
    told,
    tried,
    unit_address,
    unit_in,
)
from berdaya.kernel.calendar import format_day
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.deliberation.models import Cycle, RankedList


@needs(Right.DELIBERATION_SEE)
@once("deliberation.rank")
@require_http_methods(["GET", "POST"])
def ranking(request: HatRequest, unit: str) -> HttpResponse:
    """The list of a unit, the most wanted first; buttons move one proposal up or down."""
    one = unit_in(request, unit)
    cycle = required_cycle(request, one.territory)
    if request.method == "POST":
        return _ranked(request, cycle, one)
    mine = doors.list_of(cycle, one)
    return render(request, "deliberation/list.html", _page(request, cycle, one, mine))


def _page(request: HatRequest, cycle: Cycle, unit: Unit, mine: RankedList | None) -> dict[str, object]:
    ranked = doors.ranked(mine) if mine else []
    text = " ".join(request.GET.get("cari", "").split())[:60]
    acts, is_open = doors.acts_for(request.hat, unit), mine is None or mine.open
    others = [one for one in rankable(cycle, unit) if one not in ranked]
    drafts = [one for one in doors.proposals_of_unit(cycle, unit) if acts and one.number is None]
    return {
        "cycle": cycle,
        "unit": unit,
        "title": doors.unit_title(unit),
        "list": mine,
        "status": shown.list_status(mine),
        "ranked": [(shown.row_of(one), doors.unit_of(one) == unit) for one in ranked],
        "others": shown.rows_of(others),
        "joint": candidates(cycle, unit, text, frozenset(one.pk for one in ranked)) if acts else [],
        "text": text,
        "drafts": [one for one in drafts if one.state == "draf"],
        "order": ",".join(str(one.pk) for one in ranked),
        "most": most_of(unit, practice_on(today_in(unit.territory))),
        "acts": acts and is_open and cycle.state == "dibuka",
        "may_receive": allowed(request.hat, Right.DELIBERATION_VERIFY, cycle.territory).allowed,
        "here": unit_address(cycle, unit),
        **frame((unit_address(cycle, unit), doors.unit_title(unit))),
    }


def _ranked(request: HatRequest, cycle: Cycle, unit: Unit) -> HttpResponse:
    numbers = [whole_number(part) for part in request.POST.get("order", "").split(",")]
    order = shown.order_after([n for n in numbers if n is not None], request.POST.get("deed", ""))
    verb, _, joined = request.POST.get("deed", "").partition(":")
    seen = whole_number(request.POST.get("seen", ""))
    try:
        if verb == "ikut":
            join(request.hat, cycle, unit, whole_number(joined) or 0, seen)
        else:
            rank(request.hat, cycle, unit, order, seen)
    except Refused as refused:
        told(request, refused)
    return HttpResponseRedirect(unit_address(cycle, unit))


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.hand_over")
@require_http_methods(["GET", "POST"])
def handing(request: HatRequest, pk: int) -> HttpResponse:
    """Read the list once more, name the day of the rembug, hand over."""
    mine = doors.list_for(request.hat, pk)
    unit = doors.unit_of(mine)
    doors.require_unit(request.hat, unit)
    today = today_in(unit.territory)
    meetings = {str(one.pk): one for one in page_doors.rembug_meetings(request.hat, unit, mine.cycle)}
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        initial={"held_on": today},
        meetings=[(key, f"{one.title}, {format_day(one.day)}") for key, one in meetings.items()],
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            meeting = meetings.get(given.get("meeting", ""))
            hand_over(request.hat, mine, given["held_on"], nothing=given["nothing"], meeting=meeting)
            messages.success(request, "Daftar diserahkan. Berita acara dan tanda terima sedang dicetak.")
            return HttpResponseRedirect(unit_address(mine.cycle, unit))
        except Refused as refused:
            form.tell(refused, **{"deliberation.held_on": "held_on", "deliberation.empty": "nothing"})
    page = {
        "form": form,
        "list": mine,
        "ranked": [shown.row_of(one) for one in doors.ranked(mine)],
        "title": doors.unit_title(unit),
        "due": doors.deadline(mine.cycle, "rembug"),
        "late": shown.is_late(mine.cycle, today),
        "back": unit_address(mine.cycle, unit),
        **frame((unit_address(mine.cycle, unit), doors.unit_title(unit)), (request.path, "Serahkan")),
    }
    return render(request, "deliberation/hand_over.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.receive")
@require_POST
def receive_it(request: HatRequest, pk: int) -> HttpResponse:
    mine = doors.list_for(request.hat, pk)
    to = f"{reverse('deliberation-inbox')}?tahun={mine.cycle_id}"
    return tried(request, lambda: receive(request.hat, mine), "Daftar diterima.", to)


@needs(Right.DELIBERATION_VERIFY)
@once("deliberation.reopen")
@require_POST
def reopen_it(request: HatRequest, pk: int) -> HttpResponse:
    mine = doors.list_for(request.hat, pk)
    to = unit_address(mine.cycle, doors.unit_of(mine))
    return tried(request, lambda: reopen(request.hat, mine), "Daftar dibuka kembali sebagai versi baru.", to)


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.quick")
@require_http_methods(["GET", "POST"])
def quick(request: HatRequest, unit: str) -> HttpResponse:
    """Type in the paper form of a unit, in the order of its ranks."""
    one = unit_in(request, unit)
    cycle = required_cycle(request, one.territory)
    doors.require_unit(request.hat, one)
    rows = most_of(one, practice_on(today_in(one.territory)))
    form = QuickForm(
        request.POST if request.method == "POST" else None,
        rows=rows,
        menus=menu_choices(today_in(one.territory)),
        had=[(str(old.pk), f"{old.label} {old.title}"[:90]) for old in not_ranked(cycle, one)],
        sources=source_choices(one),
    )
    if form.is_bound and form.is_valid():
        try:
            enter_list(request.hat, cycle, one, form.rows())
            messages.success(request, "Tersalin. Periksa urutannya, lalu serahkan.")
            return HttpResponseRedirect(unit_address(cycle, one))
        except Refused as refused:
            form.tell(refused)
    title = doors.unit_title(one)
    page = {
        "form": form,
        "cycle": cycle,
        "unit": one,
        "title": title,
        **frame((unit_address(cycle, one), title), (request.path, "Salin formulir")),
    }
    return render(request, "deliberation/quick.html", page, status=422 if form.errors else 200)
