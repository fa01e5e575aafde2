"""Guarded reads of years, proposals and ranked lists; what the sessions of this room and `publication` ask.

For pages, by hat (outside its territory is absent): `cycles_for`, `cycle_for`, `proposals_for`,
`proposal_for`, `list_for`, `lists_of`. For the session that merges:

    ballots_of(cycle)            for each unit its present list that was handed over, the most wanted first
    on_the_table(cycle)          proposals that a musrenbang decides on
    criteria_for(proposal, day)  the five values of the criteria score

What only pages ask for stands in `page_doors`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, not_yours, require, territory_filter
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.territory import covers
from berdaya.community.doors import units_of
from berdaya.community.rules.kinds import Kind
from berdaya.deliberation.models import Cycle, Move, Proposal, RankedItem, RankedList, Stage
from berdaya.deliberation.rules.carrying import Old
from berdaya.deliberation.rules.proposing import Facts, Likely, Unit, criteria_of, practice_on
from berdaya.deliberation.rules.states import At, State
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.models import Meeting
from berdaya.region.rules.codes import Level, has_form, level_of

_OWN = {Role.RT_HEAD, Role.RW_HEAD}
_UNSEEN = frozenset({State.DRAFT, State.WITHDRAWN})
HIDDEN = [state.value for state in _UNSEEN]


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit of the village and the list that it has handed over, if it has."""

    unit: Unit
    title: str
    list: RankedList | None


def village_of(territory: str) -> str:
    return At.VILLAGE.place(territory)


# ---------- years ----------


def cycles_for(hat: Holding) -> list[Cycle]:
    """Years of the hat's village, kecamatan or of those below it; the newest first."""
    wider = {village_of(hat.territory), At.KECAMATAN.place(hat.territory), hat.territory}
    own = Cycle.objects.filter(**territory_filter(hat)) | Cycle.objects.filter(territory__in=wider)
    return list(own.order_by("-plan_year", "territory").distinct())


def cycle_for(hat: Holding, pk: int) -> Cycle:
    """One year; 404 for one that is absent or of another place."""
    found = Cycle.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, _seen_in(hat, found.territory))
    return found


def _seen_in(hat: Holding, territory: str) -> str:
    """A year of the village is open to its RTs as well: the calendar is theirs too."""
    return hat.territory if hat.territory.startswith(f"{territory}.") else territory


def current_cycle(territory: str) -> Cycle | None:
    """The open year of a village, the latest where there are several."""
    return Cycle.objects.open().filter(territory=village_of(territory)).order_by("-plan_year").first()


def stages_of(cycle: Cycle) -> list[Stage]:
    return list(cycle.stages.all())


def stage_due(cycle: Cycle, kind: str) -> Stage | None:
    return next((stage for stage in cycle.stages.all() if stage.kind == kind), None)


def at_home(hat: Holding, territory: str) -> bool:
    """Is the hat worn in that very village? An office above reads its table, nothing more. Of a kecamatan the
    same: whatever is deeper than a village counts as its village."""
    return covers(village_of(territory), hat.territory)


def not_at_home(territory: str) -> Finding:
    problem = f"menjadi urusan {place_title(territory).split(',')[0]} sendiri"
    advice = "Minta operator atau Lurah/Kepala Desanya; usulan yang sudah diserahkan dibahas di tingkat Anda."
    return Finding("deliberation.not_at_home", "langkah ini", problem, advice)


def require_home(hat: Holding, right: Right, territory: str) -> None:
    """For services: the right, worn in the village itself."""
    require(hat, right, territory)
    if not at_home(hat, territory):
        raise Refused(not_at_home(territory))


def may_at_home(hat: Holding, right: Right, territory: str) -> bool:
    return allowed(hat, right, territory).allowed and at_home(hat, territory)


# ---------- units ----------


def own_unit(hat: Holding) -> Unit | None:
    """The unit that this hat speaks for: its RT or RW, its group. None for offices."""
    role = Role(hat.role)
    if role in _OWN:
        return Unit(hat.territory)
    if role is Role.POKMAS and hat.body:
        return Unit(hat.territory, hat.body)
    return Unit(hat.territory, "LPMK") if role is Role.LPMK else None


def acts_for(hat: Holding, unit: Unit) -> bool:
    """May the hat write for this unit: its own, or any unit of the territory where it also verifies?"""
    if not allowed(hat, Right.DELIBERATION_PROPOSE, unit.territory).allowed:
        return False
    return unit == own_unit(hat) or allowed(hat, Right.DELIBERATION_VERIFY, unit.territory).allowed


def require_unit(hat: Holding, unit: Unit) -> None:
    """For services and pages: go on, be refused without the right, or for a unit that speaks for itself."""
    require(hat, Right.DELIBERATION_PROPOSE)
    not_yours(hat, unit.territory)
    if not acts_for(hat, unit):
        problem = f"milik {unit_title(unit)}, yang menulisnya sendiri"
        advice = "Minta ketuanya menulis, atau operator kelurahan atas namanya."
        raise Refused(Finding("deliberation.not_your_unit", "daftar usulan ini", problem, advice))


def unit_title(unit: Unit) -> str:
    """`RT 003/RW 002`, or the name of the group."""
    return unit.body or place_title(unit.territory).split(",")[0]


def unit_in(hat: Holding, key: str) -> Unit:
    """The unit that an address names (`code` or `code|name`); 404 for one that the hat does not see."""
    territory, _, body = key.partition("|")
    not_yours(hat, territory)
    unit = Unit(territory, body)
    if not unit.known or not is_village(village_of(territory)):
        raise Http404
    return unit


def known_units(village: str, on: date) -> list[Unit]:
    """The units that are expected to hand in a list, as `community` knows them, in code order."""
    return [unit_from(one.kind, one.territory, one.name) for one in units_of(village, on)]


def unit_from(kind: str, territory: str, name: str) -> Unit:
    """An RT or RW is its code; every other body hands in by its name."""
    return Unit(territory, "" if kind in (Kind.RT, Kind.RW) else name)


def units_seen(hat: Holding, cycle: Cycle) -> list[UnitState]:
    """The units of the year that the hat sees, as they stand today."""
    units = units_with_lists(cycle, today_in(cycle.territory))
    return [one for one in units if covers(hat.territory, one.unit.territory)]


def units_with_lists(cycle: Cycle, on: date) -> list[UnitState]:
    """Every unit of the village with its present list, those who have none among them."""
    lists = {Unit(one.territory, one.body): one for one in lists_of(cycle)}
    units = dict.fromkeys([*known_units(cycle.territory, on), *lists])
    ordered = sorted(units, key=lambda unit: (bool(unit.body), unit.territory, unit.body))
    return [UnitState(unit, unit_title(unit), lists.get(unit)) for unit in ordered]


# ---------- proposals ----------


def proposals_for(hat: Holding, cycle: Cycle) -> list[Proposal]:
    """The proposals of a year that the hat sees; drafts only of units for which it writes."""
    found = Proposal.objects.filter(cycle=cycle, **territory_filter(hat)).told()
    return [one for one in found if one.standing is not State.DRAFT or acts_for(hat, unit_of(one))]


def proposals_of_unit(cycle: Cycle, unit: Unit) -> list[Proposal]:
    return list(Proposal.objects.filter(cycle=cycle).of_unit(unit.territory, unit.body).told())


def proposal_for(hat: Holding, pk: int, *, lock: bool = False) -> Proposal:
    """One proposal; the same 404 for absent, of another place, and a draft of somebody else."""
    rows = Proposal.objects.select_for_update(of=("self",)) if lock else Proposal.objects.told()
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    if found.standing is State.DRAFT and not acts_for(hat, unit_of(found)):
        raise Http404
    return found


def unit_of(one: Proposal | RankedList) -> Unit:
    return Unit(one.territory, one.body)


def facts_of(proposal: Proposal) -> Facts:
    """A proposal as the rules judge it."""
    named = {name: getattr(proposal, name) for name in Facts.__dataclass_fields__ if name != "item"}
    return Facts(item=proposal.item.code if proposal.item else "", **named)


def likely(facts: Facts) -> Likely:
    """A proposal as likeness judges it."""
    return Likely(facts.title, facts.item, facts.sub_item, facts.place, facts.place_code)


def last_move(proposal: Proposal) -> Move | None:
    """The newest step; `told()` has fetched the moves, the newest first."""
    return next(iter(sorted(proposal.moves.all(), key=lambda move: -move.pk)), None)


def old_of(proposal: Proposal) -> Old:
    """A proposal as the rule of carrying over judges it; its moves are fetched."""
    last = last_move(proposal)
    return Old(proposal.number, proposal.standing, last.reason if last else "", proposal.years_carried)


# ---------- lists ----------


def lists_of(cycle: Cycle) -> list[RankedList]:
    """The present list of every unit with its items, in three queries."""
    items = RankedItem.objects.select_related("proposal", "proposal__cycle")
    present = RankedList.objects.filter(cycle=cycle).current().select_related("cycle")
    return list(present.prefetch_related(Prefetch("items", queryset=items)))


def list_of(cycle: Cycle, unit: Unit) -> RankedList | None:
    present = RankedList.objects.filter(cycle=cycle).current().of_unit(unit.territory, unit.body)
    return present.select_related("record", "receipt", "cycle").first()


def season_of(cycle: Cycle, kind: str) -> date | None:
    """From when on a meeting can be one of this year: that of last year is long before its stage."""
    stage = stage_due(cycle, kind)
    if stage is None:
        return None
    return stage.first - timedelta(days=practice_on(today_in(cycle.territory)).season_days)


def in_season(meetings: Iterable[Meeting], cycle: Cycle, kind: str) -> list[Meeting]:
    """Those of this year."""
    first = season_of(cycle, kind)
    return [one for one in meetings if first is None or one.day >= first]


def list_for(hat: Holding, pk: int, *, lock: bool = False) -> RankedList:
    """One list; 404 for one that is absent or of another place."""
    rows = RankedList.objects.select_for_update(of=("self",)) if lock else RankedList.objects.all()
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    return found


def ranked(one: RankedList) -> list[Proposal]:
    """The proposals of a list, the most wanted first."""
    return [item.proposal for item in one.items.select_related("proposal", "proposal__cycle")]


def ballots_of(cycle: Cycle) -> dict[Unit, list[Proposal]]:
    """For each unit its present list that was handed over; what was withdrawn or merged since is left out."""
    found = {}
    for one in lists_of(cycle):
        if one.handed_at is not None:
            items = [item.proposal for item in one.items.all()]
            found[unit_of(one)] = [p for p in items if p.standing not in (*_UNSEEN, State.MERGED)]
    return found


def on_the_table(cycle: Cycle) -> list[Proposal]:
    return list(Proposal.objects.filter(cycle=cycle).on_the_table().told())


def criteria_for(proposal: Proposal, day: date) -> tuple[int, ...]:
    """The five values of the criteria score."""
    given = {"urgency": proposal.urgency, "priorities": proposal.fit, "readiness": proposal.readiness}
    return criteria_of(proposal.households or 0, proposal.poor or 0, given, practice_on(day))


def deadline(cycle: Cycle, kind: str) -> date | None:
    stage = stage_due(cycle, kind)
    return stage.last if stage else None


def is_village(code: str) -> bool:
    return has_form(code) and level_of(code) is Level.VILLAGE
