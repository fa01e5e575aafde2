"""Guarded reads of village meetings about households, of decisions and objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import Http404

from berdaya.access.models import Holding
from berdaya.scan.doors.cycles import visible_to
from berdaya.scan.models import Cycle, Decision, Household, Objection, Session

MOST = 500


@dataclass(frozen=True, slots=True)
class Tally:
    """How many households of a round were decided about, by what was decided; "" counts the open ones."""

    by: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by.values())

    @property
    def open(self) -> int:
        return self.by.get("", 0)


def tally_of(cycle: Cycle) -> Tally:
    rows = cycle.households.order_by().values_list("decision").annotate(many=Count("pk"))
    return Tally(dict(rows))


def sessions_of(cycle: Cycle) -> list[Session]:
    rows = Session.objects.filter(cycle=cycle).select_related("meeting__record")
    return list(rows.annotate(many=Count("decisions")))


def session_for(hat: Holding, pk: int) -> Session:
    rows = Session.objects.filter(cycle__in=visible_to(hat))
    told = ("cycle__snapshot__destruction", "meeting__record")
    found = rows.select_related(*told).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def undecided_of(cycle: Cycle) -> list[Household]:
    """In the order of work; those that were not visited stand among them."""
    return list(cycle.households.filter(decision="").defer("facts", "members").in_order_of_work()[:MOST])


def decided_in(session: Session) -> list[Decision]:
    """What this meeting decided, as it stands: earlier versions are behind the later ones."""
    rows = Decision.objects.filter(session=session).standing()
    return list(rows.select_related("household").order_by("household__urgency")[:MOST])


def decisions_on(household: Household) -> list[Decision]:
    """All versions about a household, the newest first."""
    rows = Decision.objects.filter(household=household)
    return list(rows.select_related("session__meeting", "decided_by").order_by("-version"))


def standing_on(household: Household) -> Decision | None:
    return Decision.objects.filter(household=household).order_by("-version").first()


def household_in(session: Session, pk: int) -> Household:
    """A household of the round that this meeting decides about."""
    rows = Household.objects.filter(cycle=session.cycle_id)
    found = rows.select_related("cycle__snapshot__destruction").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def objections_of(cycle: Cycle) -> list[Objection]:
    """Those that wait first, by their last day."""
    rows = Objection.objects.filter(cycle=cycle).select_related("household", "answered_by")
    return sorted(rows, key=lambda one: (one.answered_on is not None, one.due, one.pk))


def objection_for(hat: Holding, pk: int, *, lock: bool = False) -> Objection:
    rows = Objection.objects.filter(cycle__in=visible_to(hat))
    told = ("cycle__snapshot__destruction", "household__cycle", "decision", "received_by", "answered_by")
    rows = rows.select_related(*told)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def objections_waiting(hat: Holding) -> list[Objection]:
    rows = Objection.objects.waiting().filter(cycle__in=visible_to(hat).running())
    return list(rows.select_related("cycle").order_by("due")[:50])


def objections_due(day: date) -> list[Objection]:
    """Those whose last day is near and of whom nobody was reminded yet, anywhere."""
    rows = Objection.objects.due_by(day).filter(reminded_on=None).select_related("cycle")
    return list(rows[:MOST])
