"""What became of the lines of a statement: the activities that carry them out."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.delivery.doors import activities_of_statement
from berdaya.delivery.rules.progress import is_late, state_of
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.kernel.offers import Sequel


def sequels_of(hat: Holding, kind: str, ident: int) -> list[Sequel]:
    """One for each activity begun from a statement, with its realised rupiah and share."""
    if kind != "budget.statement" or not allowed(hat, Right.DELIVERY_SEE).allowed:
        return []
    today = today_in(hat.territory)
    found = []
    for one in activities_of_statement(ident, today):
        share = f" ({format_percent(one.facts.money, 1)})" if one.facts.money is not None else ""
        words = f"{state_of(one.facts).value}, terealisasi {format_rupiah(one.facts.realised)}{share}"
        page = reverse("delivery-activity", args=[one.activity.pk])
        found.append(Sequel(one.activity.line, one.activity.title, words, page, is_late(one.facts, today)))
    return found
