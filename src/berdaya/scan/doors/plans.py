"""Guarded reads of intervention plans. For the room above: `takeable_lines_for`, lines of plans in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.access.territory import within_filter
from berdaya.scan.doors.counts import decided_signs, field_signs, register_signs
from berdaya.scan.doors.cycles import cycle_for, visible_to
from berdaya.scan.models import Cycle
from berdaya.scan.models.fgd import FgdTopic
from berdaya.scan.models.plans import LineNews, Plan, PlanLine
from berdaya.scan.rules.checking import AGREED, Value
from berdaya.scan.rules.counting import most_met
from berdaya.scan.rules.planning import State

DOMINANT = 3


@dataclass(frozen=True, slots=True)
class Takeable:
    """A line of a plan in force, as the room above may take it over: what, where, how much, and its page."""

    number: int
    territory: str
    action: str
    volume: int
    unit: str
    cost: int
    year: int
    words: str
    address: str


def plans_of(cycle: Cycle) -> list[Plan]:
    """Every version, the newest first."""
    return list(cycle.plans.select_related("begun_by", "sent_by", "checked_by"))


def plan_at_hand(cycle: Cycle) -> Plan | None:
    """The version that people work on; else the one in force."""
    rows = cycle.plans.exclude(state=State.REPLACED.value)
    return rows.select_related("begun_by", "sent_by", "checked_by", "cycle").first()


def plan_in_force(cycle: Cycle) -> Plan | None:
    return cycle.plans.fixed().select_related("checked_by").first()


def plan_for(hat: Holding, cycle: int, version: int) -> Plan:
    """One version of the plan of a round; 404 where it is not there or not yours."""
    found = cycle_for(hat, cycle).plans.filter(version=version)
    plan = found.select_related("begun_by", "sent_by", "checked_by", "cycle").first()
    if plan is None:
        raise Http404
    return plan


def line_for(hat: Holding, cycle: int, pk: int) -> PlanLine:
    """A line of any version of the round."""
    mine = cycle_for(hat, cycle)
    line = PlanLine.objects.filter(plan__cycle=mine, pk=pk).select_related("plan__cycle", "root").first()
    if line is None:
        raise Http404
    return line


def lines_of(plan: Plan) -> list[PlanLine]:
    return list(plan.lines.select_related("written_by"))


def news_of(lines: Sequence[PlanLine]) -> Mapping[int, LineNews]:
    """The last news of each line, by the number of the line; also what was told of an earlier version."""
    origins = {line.origin: line.pk for line in lines}
    rows = LineNews.objects.filter(line__in=_same(list(origins))).select_related("line", "written_by")
    found: dict[int, LineNews] = {}
    for news in rows:
        found.setdefault(origins[news.line.origin], news)
    return found


def history_of(line: PlanLine) -> list[LineNews]:
    """All news of a line through its versions, the latest first."""
    rows = LineNews.objects.filter(line__in=_same([line.origin]))
    return list(rows.select_related("written_by"))


def _same(origins: Sequence[int]) -> list[int]:
    """Lines that go on with one another through the versions."""
    rows = PlanLine.objects.filter(root__in=origins).values_list("pk", flat=True)
    return [*origins, *rows]


def needs_of(cycle: Cycle) -> tuple[list[str], Mapping[str, Value | None]]:
    """The signs that stand out, and each value: agreed in the FGD, decided, seen, else registered."""
    register, field, decided = register_signs(cycle), field_signs(cycle), decided_signs(cycle)
    agreed = {
        topic.code: topic.column(AGREED)
        for topic in FgdTopic.objects.filter(fgd__cycle=cycle, agreed_part__isnull=False)
    }
    values = {sign: agreed.get(sign) or decided[sign] or field[sign] or register[sign] for sign in register}
    return most_met(values, DOMINANT), values


def plans_waiting(hat: Holding) -> list[Plan]:
    """Plans that wait for a second person, the oldest first."""
    rows = Plan.objects.filter(cycle__in=visible_to(hat), state=State.SENT.value)
    return list(rows.select_related("cycle").order_by("sent_at"))


def takeable_lines_for(hat: Holding, territory: str, year: int) -> list[Takeable]:
    """Lines of plans in force in a territory for a fiscal year, as far as the hat may see them: one query."""
    cycles = visible_to(hat).filter(**within_filter(territory, "territory"))
    lines = PlanLine.objects.filter(plan__cycle__in=cycles, plan__state=State.FIXED.value, year=year)
    return [_takeable(line) for line in lines.select_related("plan__cycle").order_by("plan__cycle", "number")]


def _takeable(line: PlanLine) -> Takeable:
    cycle = line.plan.cycle
    return Takeable(
        line.pk,
        cycle.territory,
        line.action,
        line.volume,
        line.unit,
        line.cost,
        line.year,
        f"Rencana intervensi {cycle.year} versi {line.plan.version}, baris {line.number}",
        reverse("scan-plan-version", args=[cycle.pk, line.plan.version]),
    )
