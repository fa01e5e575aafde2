"""Guarded reads of the inventory and of recipient lists. What is not the hat's is as absent as none."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Count, Q
from django.http import Http404

from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.register.rules.linking import Band
from berdaya.scan.doors.cycles import cycle_for, may, sees_names, visible_to
from berdaya.scan.models import Cycle, Pair, ProblemItem, ProgramItem, Recipient, RecipientList
from berdaya.scan.models.cycle import CycleQuerySet
from berdaya.scan.rules.pairs import Standing
from berdaya.scan.rules.stages import State

T = TypeVar("T")
MOST_TASKS = 3


def programmes_of(cycle: Cycle) -> list[ProgramItem]:
    return list(cycle.programmes.filter(dropped_at=None).select_related("written_by"))


def problems_of(cycle: Cycle) -> list[ProblemItem]:
    return list(cycle.problems.filter(dropped_at=None))


def programme_for(hat: Holding, pk: int, *, lock: bool = False) -> ProgramItem:
    rows = ProgramItem.objects.filter(dropped_at=None, cycle__in=visible_to(hat))
    rows = rows.select_for_update(of=("self",)) if lock else rows.select_related("cycle__snapshot")
    return _or_404(rows.filter(pk=pk).first())


def problem_for(hat: Holding, pk: int, *, lock: bool = False) -> ProblemItem:
    rows = ProblemItem.objects.filter(dropped_at=None, cycle__in=visible_to(hat))
    rows = rows.select_for_update(of=("self",)) if lock else rows.select_related("cycle__snapshot")
    return _or_404(rows.filter(pk=pk).first())


def lists_of(cycle: Cycle) -> list[RecipientList]:
    return list(cycle.recipient_lists.filter(dropped_at=None).select_related("programme", "brought_by"))


def list_for(hat: Holding, pk: int) -> RecipientList:
    """A list of a round that the hat may see; who stands on it only opens to those who may see names."""
    rows = RecipientList.objects.filter(dropped_at=None, cycle__in=visible_to(hat))
    return _or_404(rows.select_related("cycle__snapshot", "programme", "brought_by").filter(pk=pk).first())


def named_list_for(hat: Holding, pk: int) -> RecipientList:
    """The same, for those who may see names there."""
    found = list_for(hat, pk)
    require_names(hat, found.cycle)
    return found


def named_cycle_for(hat: Holding, pk: int) -> Cycle:
    cycle = cycle_for(hat, pk)
    require_names(hat, cycle)
    return cycle


def require_names(hat: Holding, cycle: Cycle) -> None:
    """Who may not see names finds no page with names."""
    if not sees_names(hat, cycle):
        raise Http404


def may_write(hat: Holding, cycle: Cycle) -> bool:
    return may(hat, Right.SCAN_WORK, cycle)


def recipients_of(lists: list[RecipientList]) -> list[Recipient]:
    """Every row of some lists with how its pair stands, in one query."""
    rows = Recipient.objects.filter(list__in=lists).select_related("pair").order_by("list", "number")
    pair = ("pair__recipient", "pair__key", "pair__decile", "pair__standing")
    return list(rows.only("list", "number", "sex", "identity", *pair))


def pair_for(hat: Holding, pk: int) -> Pair:
    """A pair with both its sides, for those who may see names there."""
    rows = Pair.objects.filter(recipient__list__in=RecipientList.objects.matched())
    found = _or_404(
        rows.select_related("recipient__list__cycle__snapshot", "recipient__list__programme")
        .filter(pk=pk, recipient__list__cycle__in=visible_to(hat))
        .first()
    )
    require_names(hat, found.recipient.list.cycle)
    return found


def pairs_of(recipients: RecipientList) -> list[Pair]:
    """Every pair of a list, without the people in it."""
    return list(Pair.objects.filter(recipient__list=recipients).defer("identity"))


def sure_of(recipients: RecipientList) -> list[Pair]:
    """The pairs that may be taken over in bulk, with both their sides, in the order of the list."""
    rows = Pair.objects.filter(recipient__list=recipients).sure().select_related("recipient")
    return list(rows.order_by("recipient__number"))


def next_pair(recipients: RecipientList, after: int) -> int | None:
    """The pair that waits for a person next; those put off come once more, in their order."""
    rows = list(Pair.objects.filter(recipient__list=recipients).to_decide().values_list("pk", "put_off"))
    fresh = [pk for pk, put_off in rows if not put_off and pk != after]
    if fresh:
        return fresh[0]
    return next((pk for pk in sorted(pk for pk, put_off in rows if put_off) if pk > after), None)


def waiting_in(recipients: RecipientList) -> int:
    """How many pairs of a list wait for a person."""
    return Pair.objects.filter(recipient__list=recipients).to_decide().count()


def _or_404(found: T | None) -> T:
    if found is None:
        raise Http404
    return found


def programmes_by_cycle(cycles: Sequence[Cycle]) -> Counter[int]:
    """How many programmes stand in the inventory of each round."""
    rows = ProgramItem.objects.filter(dropped_at=None, cycle__in=cycles).order_by()
    return Counter(dict(rows.values_list("cycle").annotate(Count("pk"))))


def open_pairs_by_cycle(cycles: Sequence[Cycle]) -> tuple[Counter[int], Counter[int]]:
    """Lists that were matched in each round, and their pairs that wait for a person. One query."""
    waits = Q(recipients__pair__standing__in=[one.value for one in Standing if not one.settled])
    rows = RecipientList.objects.matched().filter(cycle__in=cycles).order_by().values("cycle")
    told = rows.annotate(lists=Count("pk", distinct=True), open=Count("recipients__pair", filter=waits))
    lists: Counter[int] = Counter()
    open_: Counter[int] = Counter()
    for row in told:
        lists[row["cycle"]], open_[row["cycle"]] = row["lists"], row["open"]
    return lists, open_


def lists_to_confirm(hat: Holding) -> list[RecipientList]:
    """Lists of running rounds that wait to be confirmed before their file is destroyed."""
    rows = RecipientList.objects.waiting().filter(cycle__in=_running(hat))
    return list(rows.select_related("programme").order_by("keep_until")[:MOST_TASKS])


def lists_to_decide(hat: Holding) -> list[tuple[RecipientList, int]]:
    """Lists with pairs that a person has to decide, and how many; where they are most first."""
    open_ = [one.value for one in Standing if not one.settled]
    waits = Q(recipients__pair__standing__in=open_, recipients__pair__band=Band.REVIEW.value)
    rows = RecipientList.objects.matched().filter(cycle__in=_running(hat))
    told = rows.annotate(many=Count("recipients", filter=waits)).filter(many__gt=0).order_by("-many", "pk")
    many = dict(told.values_list("pk", "many")[:MOST_TASKS])
    found = RecipientList.objects.select_related("programme", "cycle").in_bulk(list(many))
    return [(found[pk], n) for pk, n in many.items()]


def _running(hat: Holding) -> CycleQuerySet:
    return visible_to(hat).filter(state=State.RUNNING.value)
