"""What the search of the office finds among papers: by number, title, or the code at the foot."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.documents.doors import found_for
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Hit

MOST = 15


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Papers that this hat may open, the newest first."""
    if not allowed(hat, Right.DOCUMENTS_SEE).allowed:
        return []
    return [
        Hit(
            kind=paper.kind,
            name=f"{paper.title}, nomor {paper.number}" if paper.number else paper.title,
            where=f"{format_date(paper.date)}, {place_title(paper.territory)}",
            address=reverse("document", args=[paper.pk]),
        )
        for paper in found_for(hat, text, MOST)
    ]
