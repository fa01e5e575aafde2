"""What this room knows of a place: the round of work there, and how far it is."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Fact, Section
from berdaya.region.rules.codes import Level, level_of
from berdaya.scan.doors.cycles import visible_to
from berdaya.scan.doors.supervision import last_visit_of, open_follow_ups_of
from berdaya.scan.gathering import boxes_of
from berdaya.scan.models import Cycle, Supervision
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
        ),
        *_assisted(cycle),
    ]


def _assisted(cycle: Cycle) -> list[Section]:
    """When those who assist were there last, and what must still follow; nothing before their first visit."""
    last, open_ = last_visit_of(cycle), open_follow_ups_of(cycle)
    if last is None:
        return []
    page = reverse("scan-supervision", args=[cycle.pk])
    facts = [
        Fact("Kunjungan terakhir", format_date(last.on), last.team, page),
        *(Fact("Belum ditindaklanjuti", one.follow_up, _due(one), page) for one in open_),
    ]
    return [Section("Pendampingan", tuple(facts), address=page, button="Semua kunjungan")]


def _due(visit: Supervision) -> str:
    return f"paling lambat {format_date(visit.due)}" if visit.due else ""


def _fact(box: Box) -> Fact:
    due = f"tenggat {format_date(box.due)}" if box.due else ""
    return Fact(box.title, box.told.figure, ", ".join(filter(None, (box.told.words, due))), box.told.address)
