"""What the search of the office finds among proposals: by words of the title, by number."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, page_doors
from berdaya.kernel.offers import Hit

MOST = 8


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Proposals of the hat's territory that were proposed, the latest year first."""
    if not allowed(hat, Right.DELIBERATION_SEE).allowed:
        return []
    return [
        Hit(
            "Usulan",
            f"{one.label} {one.title}",
            f"{doors.unit_title(doors.unit_of(one))}, {one.standing.words}",
            reverse("deliberation-proposal", args=[one.pk]),
        )
        for one in page_doors.found_for(hat, text, MOST)
    ]
