"""Guarded reads of rounds of work. A village of others is as absent as one that is not at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_exists
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.territory import covers
from berdaya.region.rules.codes import Level, level_of
from berdaya.register.models import Snapshot
from berdaya.scan.models import Cycle
from berdaya.scan.models.cycle import CycleQuerySet
from berdaya.targeting.doors import decree_in_force, leads_by_place, results_of

MOST = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place under the decree that is not at work this year, and the agency that leads there."""

    code: str
    name: str
    kecamatan: str
    agency: str
    n: int


def visible_to(hat: Holding) -> CycleQuerySet:
    if not allowed(hat, Right.SCAN_SEE).allowed:
        return Cycle.objects.none()
    return Cycle.objects.seen_by(hat).select_related("snapshot")


def cycles_for(hat: Holding, year: int | None = None) -> list[Cycle]:
    """Rounds of work that this hat may see, with when their stages are due. Two queries."""
    rows = visible_to(hat)
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.prefetch_related("dates")[:MOST])


def cycle_for(hat: Holding, pk: int, *, lock: bool = False) -> Cycle:
    """One round; 404 where it does not exist or is not yours."""
    rows = visible_to(hat)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may(hat: Holding, right: Right, cycle: Cycle) -> bool:
    """May the hat do that here, now? Only reading goes on once a round is closed."""
    return (right is Right.SCAN_SEE or cycle.open) and allowed(hat, right, cycle.territory).allowed


def sees_names(hat: Holding, cycle: Cycle) -> bool:
    """Names stay readable for those who work here until the register ends; closed rounds name nobody."""
    return cycle.open and allowed(hat, Right.SCAN_NAMES, cycle.territory).allowed


def named_cycle_for(hat: Holding, pk: int) -> Cycle:
    """A round whose people this hat may see by name; 404 for every other."""
    found = cycle_for(hat, pk)
    if not sees_names(hat, found):
        raise Http404
    return found


def newest_of(code: str) -> Cycle | None:
    """The newest round of a village, for rooms and pages that have asked their own door."""
    return Cycle.objects.filter(territory=code).order_by("-year").first()


def before(cycle: Cycle) -> Cycle | None:
    """The round before this one in the same village."""
    rows = Cycle.objects.filter(territory=cycle.territory, year__lt=cycle.year)
    return rows.order_by("-year").first()


def candidates_for(hat: Holding) -> list[Candidate]:
    """Places of the decree that wait to be opened this year, as far as this hat may open them."""
    if not allowed(hat, Right.SCAN_OPEN).allowed or hat.territory.count(".") < 1:
        return []
    today = today_in(hat.territory)
    decree = decree_in_force(".".join(hat.territory.split(".")[:2]), today)
    if decree is None:
        return []
    leads = leads_by_place(decree)
    begun = set(Cycle.objects.filter(year=today.year).values_list("territory", flat=True))
    return [
        Candidate(row.code, row.name, row.kecamatan, leads.get(row.code, ""), row.n)
        for row in results_of(decree.discussion.computation)
        if row.decided and row.code not in begun and may_open(hat, row.code, leads.get(row.code, ""))
    ]


def may_open(hat: Holding, code: str, agency: str) -> bool:
    """Whoever may open here; an agency only the places that were given to it."""
    if not allowed(hat, Right.SCAN_OPEN, code).allowed:
        return False
    return hat.role != Role.AGENCY or agency.casefold() == hat.body.casefold()


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known before a place is opened: who leads there by which decree, which registers hold it."""

    code: str
    agency: str
    decree: str
    snapshots: Sequence[Snapshot]
    year: int


def opening_for(hat: Holding, code: str) -> Opening:
    """404 for what is no village, and for a place that this hat may not open."""
    if not place_exists(code) or level_of(code) is not Level.VILLAGE or not covers(hat.territory, code):
        raise Http404
    today = today_in(code)
    agency, number = _leader(code, today)
    if not may_open(hat, code, agency or hat.body):
        raise Http404
    return Opening(code, agency, number, snapshots_of(code, today), today.year)


def _leader(code: str, today: date) -> tuple[str, str]:
    decree = decree_in_force(".".join(code.split(".")[:2]), today)
    agency = leads_by_place(decree).get(code, "") if decree else ""
    return agency, decree.number if decree and agency else ""


def snapshots_of(code: str, day: date) -> list[Snapshot]:
    """Registers that hold households of a village and may still be used, the newest first."""
    rows = Snapshot.objects.filter(counts__code=code, counts__households__gt=0, until__gte=day)
    return list(rows.standing().newest_first())
