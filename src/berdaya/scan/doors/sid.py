"""Guarded reads of checks of the village information system: the newest, and those before it."""

from django.http import Http404

from berdaya.access.models import Holding
from berdaya.scan.doors.cycles import cycle_for
from berdaya.scan.models import Cycle
from berdaya.scan.models.sid import SidCheck


def checks_of(cycle: Cycle) -> list[SidCheck]:
    """All checks of the place up to this round, the newest first; two queries with their classes."""
    rows = SidCheck.objects.filter(territory=cycle.territory, cycle__year__lte=cycle.year)
    return list(rows.select_related("checked_by", "cycle").prefetch_related("classes"))


def check_for(hat: Holding, cycle: int, pk: int) -> SidCheck:
    """One check of the place of a round; 404 where it is not there or not yours."""
    mine = cycle_for(hat, cycle)
    found = next((check for check in checks_of(mine) if check.pk == pk), None)
    if found is None:
        raise Http404
    return found


def latest_of(code: str, before: int | None = None) -> SidCheck | None:
    """The last check of a place, in a round of `before` or earlier where that is given."""
    rows = SidCheck.objects.filter(territory=code)
    if before is not None:
        rows = rows.filter(cycle__year__lte=before)
    return rows.prefetch_related("classes").first()
