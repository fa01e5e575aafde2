"""What the search of the house finds in this room: statements by sub-activity, code, place or year."""

from typing import Final

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.budget.doors import named
from berdaya.kernel.offers import Hit

_MOST: Final = 10


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Statements of the territory whose title or code holds every word."""
    if not allowed(hat, Right.BUDGET_SEE).allowed:
        return []
    return [
        Hit(
            "pernyataan anggaran",
            f"{one.title} {one.year}",
            f"{place_title(one.territory).split(', ')[0]}, {one.state}",
            reverse("budget-statement", args=[one.pk]),
        )
        for one in named(hat, text, _MOST)
    ]
