"""Blank paper forms: what a room offers to be filled in by hand where there is no screen.

A room has `blank_paper.py` with `BLANK_PAPER: tuple[Blank, ...]`; this room gathers them and knows no other
room. A blank form says nothing about anybody: it needs no number and no code, and is printed anew each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from berdaya.access.places import place_title
from berdaya.access.rules.roles import Level, level_of
from berdaya.documents.paper import Paper, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One form: its name in the address, its title, who fills it in and when, and its template.

    `edition` is the day from which this form is as it is. `values` go to the template, beside the place and
    the title. `asks_for` are the levels of the place on it: whoever works for another leaves it to the pen.
    """

    name: str
    title: str
    who: str
    when: str
    template: str
    edition: date
    values: Mapping[str, Any] = field(default_factory=dict)
    asks_for: frozenset[Level] = frozenset(Level)


@cache
def blanks() -> Mapping[str, Blank]:
    """All forms of all rooms by name, in the order of the rooms."""
    rooms = [room.name for room in apps.get_app_configs() if room.name.startswith("berdaya.")]
    found = [import_module(f"{room}.blank_paper") for room in rooms if find_spec(f"{room}.blank_paper")]
    return {blank.name: blank for room in found for blank in room.BLANK_PAPER}


def printed(blank: Blank, office: str, territory: str) -> bytes:
    """The form as PDF, with the office and the place already in it; everything else is left to the pen."""
    place = place_title(territory) if level_of(territory) in blank.asks_for else ""
    paper = Paper(
        kind="Blangko",
        title=blank.title,
        office=office,
        number=f"edisi {blank.edition.isoformat()}",
        date=blank.edition,
        short=blank.title,
        code=blank.name.upper(),
    )
    return render(blank.template, paper, {**blank.values, "place": place, "title": blank.title})
