"""What this room knows of a place: which lists hold there."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Fact, Section
from berdaya.plan.doors import lists_of
from berdaya.plan.models import Edition


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The lists that hold in a place, its own or those of a wider one; no section where there is none."""
    if not allowed(hat, Right.PLAN_SEE, code).allowed:
        return []
    editions = lists_of(code, today_in(code))
    if not editions:
        return []
    facts = tuple(_fact(edition) for edition in editions)
    return [Section("Daftar rencana yang berlaku", facts, "", reverse("plan"), "Semua daftar")]


def _fact(edition: Edition) -> Fact:
    return Fact(
        label=edition.title,
        value=f"{format_count(edition.rows)} baris",
        context=f"sejak {format_date(edition.valid_from)}, {edition.source}",
        address=reverse("plan-edition", args=[edition.pk]),
    )
