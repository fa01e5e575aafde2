"""What this room knows of a place: its newest papers."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.documents.doors import newest_of
from berdaya.documents.models import Document
from berdaya.documents.shown import CHIPS
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Fact, Section

MOST = 4


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The newest papers of a place itself; no section where there is none."""
    if not allowed(hat, Right.DOCUMENTS_SEE, code).allowed:
        return []
    papers, many = newest_of(hat, code, MOST)
    if not papers:
        return []
    return [
        Section(
            heading=f"{format_count(many)} naskah tentang tempat ini",
            facts=tuple(_fact(paper) for paper in papers),
            address=reverse("documents"),
            button="Semua naskah",
        )
    ]


def _fact(paper: Document) -> Fact:
    words, _ = CHIPS[paper.standing]
    return Fact(
        label=paper.title,
        value=words,
        context=f"{paper.number or 'belum bernomor'}, {format_date(paper.date)}",
        address=reverse("document", args=[paper.pk]),
    )
