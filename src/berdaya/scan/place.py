"""What this room knows of a place: the round of work there, and how far it is."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Fact, Section
from berdaya.region.rules.codes import Level, level_of
from berdaya.scan.doors.cycles import visible_to
from berdaya.scan.gathering import boxes_of
from berdaya.scan.rules.parts import Box


def sections_for(hat: Holding, code: str) -> list[Section]:
    """One section for a village at work."""
    if not code or level_of(code) is not Level.VILLAGE or not allowed(hat, Right.SCAN_SEE, code).allowed:
        return []
    cycle = visible_to(hat).filter(territory=code).prefetch_related("dates").first()
    if cycle is None:
        return []
    boxes = boxes_of(hat, [cycle])[cycle.pk]
    return [
        Section(
            heading=f"Pindai {cycle.year}",
            facts=tuple(_fact(box) for box in boxes if box.applies),
            words=f"Pendamping: {cycle.agency}." if cycle.agency else "",
            address=reverse("scan-cycle", args=[cycle.pk]),
            button="Buka kerja di tempat ini",
        )
    ]


def _fact(box: Box) -> Fact:
    due = f"tenggat {format_date(box.due)}" if box.due else ""
    return Fact(box.title, box.told.figure, ", ".join(filter(None, (box.told.words, due))), box.told.address)
