"""What the search of the office finds among lists: items of the kamus and priorities that hold here."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.offers import Hit
from berdaya.plan.doors import kamus_on, priorities_on
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.shown import price_span

MOST = 6


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """What may be proposed by that word, then what is promised this year."""
    if not allowed(hat, Right.PLAN_SEE).allowed:
        return []
    day = today_in(hat.territory)
    items = [
        Hit("Kamus usulan", item.name, f"{price_span(item)} per {item.unit}", _page(ListKind.KAMUS, item.pk))
        for item in kamus_on(hat.territory, day).find(text, MOST)
    ]
    lines = [
        Hit(
            f"Prioritas {line.document}", line.title, f"kode {line.code}", _page(ListKind.PRIORITIES, line.pk)
        )
        for line in priorities_on(hat.territory, day.year, day).find(text, MOST)
    ]
    return [*items, *lines]


def _page(kind: ListKind, pk: int) -> str:
    return reverse("plan-line", args=[kind.value, pk])
