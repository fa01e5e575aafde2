"""What the search of the house finds in this room: people, for those who look after accounts."""

from typing import Final

from django.urls import reverse

from berdaya.access import reads
from berdaya.access.doors import sheet_of
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.shown import shown_holding
from berdaya.kernel.offers import Hit

_MOST: Final = 10


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """People with a role in the territory, by name."""
    if Right.ACCOUNTS_SEE not in sheet_of(hat).rights:
        return []
    found = [shown_holding(holding) for holding in reads.accounts_for(hat, text).rows[:_MOST]]
    return [
        Hit(
            "orang",
            shown.holding.person.name,
            f"{shown.title}, {shown.place}",
            reverse("access:account", args=[shown.holding.person_id]),
        )
        for shown in found
    ]
