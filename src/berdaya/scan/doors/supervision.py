"""Guarded reads of supervision visits, their pictures, and the reports of half-years."""

from collections.abc import Sequence
from pathlib import Path

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.documents.store import file_path
from berdaya.scan.doors.cycles import cycle_for
from berdaya.scan.models import Cycle
from berdaya.scan.models.plans import LineNews, Report, Supervision
from berdaya.scan.rules.halves import HalfYear, halves_of

FULL, SMALL = "penuh", "kecil"


def visits_of(cycle: Cycle) -> list[Supervision]:
    return list(cycle.supervisions.select_related("written_by").prefetch_related("photos"))


def last_visit_of(cycle: Cycle) -> Supervision | None:
    return cycle.supervisions.first()


def open_follow_ups_of(cycle: Cycle) -> list[Supervision]:
    """What was to follow and has not, the oldest first."""
    rows = cycle.supervisions.exclude(follow_up="").filter(followed_on=None)
    return list(rows.order_by("on", "pk")[:5])


def visit_for(hat: Holding, cycle: int, pk: int) -> Supervision:
    """One visit; 404 where it is not there or not yours."""
    rows = cycle_for(hat, cycle).supervisions.filter(pk=pk)
    found = rows.select_related("cycle", "written_by").prefetch_related("photos").first()
    if found is None:
        raise Http404
    return found


def photo_path(hat: Holding, cycle: int, pk: int, photo: int, size: str) -> Path:
    """The picture, full or small; 404 where it is not there or not yours."""
    found = visit_for(hat, cycle, pk).photos.filter(pk=photo).first()
    path = file_path(found.file if size == FULL else found.small) if found and size in (FULL, SMALL) else None
    if path is None:
        raise Http404
    return path


def halves_open(cycle: Cycle) -> list[HalfYear]:
    """Half-years on which a round reports: from its opening until today, the latest first."""
    last = today_in(cycle.territory) if cycle.closed_at is None else cycle.closed_at.date()
    return halves_of(cycle.on_date, max(cycle.on_date, last))[::-1]


def half_for(cycle: Cycle, key: str) -> HalfYear:
    """`2026-1`; 404 for a half-year on which this round does not report."""
    found = next((half for half in halves_open(cycle) if half.key == key), None)
    if found is None:
        raise Http404
    return found


def report_of(cycle: Cycle, half: HalfYear) -> Report | None:
    return cycle.reports.filter(year=half.year, half=half.half).select_related("paper").first()


def reports_of(cycle: Cycle) -> dict[str, Report]:
    rows = cycle.reports.select_related("paper")
    return {f"{row.year}-{row.half}": row for row in rows}


def news_within(cycle: Cycle, half: HalfYear) -> Sequence[LineNews]:
    """What was told of the lines in a half-year, the latest first."""
    rows = LineNews.objects.filter(line__plan__cycle=cycle, on__range=(half.first, half.last))
    return list(rows.select_related("line"))
