"""What the views of proposals share: crumbs, the year that a page is about, the unit that it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from berdaya.access.requests import HatRequest, whole_number
from berdaya.deliberation import doors
from berdaya.deliberation.rules.proposing import sources_of
from berdaya.deliberation.shown import list_address as unit_address
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan.rules.words import menus_on

if TYPE_CHECKING:
    from berdaya.deliberation.models import Cycle
    from berdaya.deliberation.rules.proposing import Unit

ROOM = "deliberation"


def frame(*more: tuple[str, str]) -> dict[str, Any]:
    crumbs = [(reverse("home"), "Beranda"), (reverse("deliberation"), "Rembug")]
    return {"room": ROOM, "crumbs": [*crumbs, *more]}


def menu_choices(day: date) -> list[tuple[str, str]]:
    return [(menu.code, menu.title) for menu in menus_on(day).values()]


def source_choices(unit: Unit) -> list[tuple[str, str]]:
    """Who may pay: the village fund is the desa's alone."""
    return [(one.value, one.words) for one in sources_of(unit.territory)]


def tried(
    request: HatRequest, step: Callable[[], object], words: Callable[[Any], str] | str, to: str
) -> HttpResponse:
    """Take a step that asks for nothing more, and go on to a page: there stand its words (perhaps of what
    came out), or why it was refused."""
    try:
        done = step()
    except Refused as refused:
        told(request, refused)
    else:
        messages.success(request, words if isinstance(words, str) else words(done))
    return HttpResponseRedirect(to)


def told(request: HatRequest, refused: Refused) -> None:
    """Why a step was refused, for the next page."""
    for one in refused.findings:
        messages.error(request, one.sentence)


def cycle_in(request: HatRequest, territory: str = "") -> Cycle | None:
    """The year that the address names, else the open one of the village of a territory (the hat's own)."""
    pk = whole_number(request.GET.get("tahun", "") or request.POST.get("tahun", ""))
    if pk is not None:
        return doors.cycle_for(request.hat, pk)
    return doors.current_cycle(territory or request.hat.territory)


def required_cycle(request: HatRequest, territory: str = "") -> Cycle:
    """The same, or a refusal that says how to choose one."""
    found = cycle_in(request, territory)
    if found is None:
        advice = "Pilih tahun rencana di halaman Rembug."
        raise Refused(Finding("deliberation.no_year", "tahun rencana", "belum dipilih atau dibuka", advice))
    return found


def unit_in(request: HatRequest, code: str) -> Unit:
    body = " ".join((request.GET.get("badan", "") or request.POST.get("badan", "")).split())[:120]
    return doors.unit_in(request.hat, f"{code}|{body}" if body else code)


__all__ = [
    "cycle_in",
    "frame",
    "menu_choices",
    "required_cycle",
    "source_choices",
    "told",
    "tried",
    "unit_address",
    "unit_in",
]
