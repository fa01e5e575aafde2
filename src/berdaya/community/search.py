"""What the search of the office finds in this room: bodies by name. Names of people are sealed."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.community.doors import named
from berdaya.kernel.offers import Hit
from berdaya.region.doors import address_of
from berdaya.region.rules.codes import Level, part_of

MOST = 10


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Standing bodies that the hat may see."""
    if not allowed(hat, Right.COMMUNITY_SEE).allowed:
        return []
    return [
        Hit(
            "Lembaga",
            body.name,
            address_of(part_of(body.territory, Level.VILLAGE) or body.territory),
            reverse("community:body", args=[body.pk]),
        )
        for body in named(hat, text, MOST)
    ]
