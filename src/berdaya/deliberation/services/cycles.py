"""Open a plan year, keep its calendar, close it; bring along what last year left unmet."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, upward_doors
from berdaya.deliberation.models import Cycle, Move, Proposal, Stage
from berdaya.deliberation.models.proposals import CLOSED
from berdaya.deliberation.rules.carrying import Dates, calendar_after, calendar_of, carried_order
from berdaya.deliberation.rules.kinds import Origin, StageKind
from berdaya.deliberation.rules.proposing import practice_on
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.moving import Step, move_line
from berdaya.deliberation.services.proposing import new_code
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import Level, has_form, level_of, upward

_COPIED = (
    "territory", "body", "title", "item", "free_reason", "menu", "condition", "sub_item", "problem",
    "place", "place_code", "latitude", "longitude", "volume", "unit", "cost", "men", "women", "households",
    "poor", "source", "priority", "urgency", "fit", "readiness", "made_by",
)  # fmt: skip


def open_cycle(hat: Holding, territory: str, plan_year: int) -> Cycle:
    """Open a plan year with its calendar and carry over the unmet of the year before. Again: the same."""
    require(hat, Right.DELIBERATION_VERIFY, territory)
    if found := list(_open_faults(territory, plan_year)):
        raise Refused(*found)
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(territory=territory, plan_year=plan_year, opened_by=hat.person)
            _write_calendar(cycle, _first_calendar(cycle))
            carried = _carry(hat, cycle)
            told = {"year": plan_year, "carried": carried}
            record(hat, "deliberation.opened", "cycle", cycle.pk, territory, told)
    except IntegrityError:
        return Cycle.objects.get(territory=territory, plan_year=plan_year)
    return cycle


def carry_over(hat: Holding, cycle: Cycle) -> int:
    """Bring along what became unmet in the year before after this one was opened. Gives how many."""
    require(hat, Right.DELIBERATION_VERIFY, cycle.territory)
    with transaction.atomic():
        carried = _carry(hat, Cycle.objects.select_for_update().get(pk=cycle.pk))
        record(hat, "deliberation.carried", "cycle", cycle.pk, cycle.territory, {"carried": carried})
    return carried


def carry_all(hat: Holding, year: int) -> int:
    """The same for every village of the hat's territory whose next year is open. Gives how many."""
    require(hat, Right.DELIBERATION_MERGE)
    following = [one.next for one in upward_doors.carried_of(hat, year) if one.next and one.left]
    return sum(carry_over(hat, cycle) for cycle in following)


def set_calendar(hat: Holding, cycle: Cycle, days: Iterable[Dates]) -> None:
    """Set the days of stages; a stage that is not named keeps its own."""
    require(hat, Right.DELIBERATION_VERIFY, cycle.territory)
    wanted = list(days)
    if found := [_backwards(one) for one in wanted if one.last < one.first]:
        raise Refused(*found)
    with transaction.atomic():
        for one in wanted:
            Stage.objects.filter(cycle=cycle, kind=one.kind.value).update(first=one.first, last=one.last)
        record(hat, "deliberation.calendar", "cycle", cycle.pk, cycle.territory, {"stages": len(wanted)})


def close_cycle(hat: Holding, cycle: Cycle) -> Cycle:
    """Close a year: nothing new is proposed in it; its proposals go on along their way."""
    require(hat, Right.DELIBERATION_DECIDE, cycle.territory)
    with transaction.atomic():
        mine = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if mine.state != CLOSED:
            mine.state = CLOSED
            mine.save(update_fields=["state"])
            record(hat, "deliberation.closed", "cycle", mine.pk, mine.territory)
    return mine


def _open_faults(territory: str, plan_year: int) -> Iterable[Finding]:
    if not has_form(territory) or level_of(territory) not in (
        Level.VILLAGE,
        Level.KECAMATAN,
        Level.KABUPATEN,
    ):
        problem = "bukan kelurahan, desa, kecamatan, kabupaten atau kota"
        yield Finding("deliberation.territory", "wilayah", problem, "Pilih lagi.")
    this = today_in(territory).year
    if not this - 5 <= plan_year <= this + 3:
        advice = f"Isi tahun antara {this - 5} dan {this + 3}."
        yield Finding("deliberation.year", "tahun rencana", f"{plan_year} tidak masuk akal", advice)


def _before(cycle: Cycle) -> Cycle | None:
    earlier = Cycle.objects.filter(territory=cycle.territory, plan_year__lt=cycle.plan_year)
    return earlier.order_by("-plan_year").first()


def _first_calendar(cycle: Cycle) -> list[Dates]:
    """Last year's days moved on; without a last year those of the kecamatan or city, else the rulebook's."""
    before = _before(cycle)
    if before is not None and (stages := doors.stages_of(before)):
        return calendar_after(_dates(stages), cycle.plan_year - before.plan_year)
    above = upward(cycle.territory)[1:]
    wider = Cycle.objects.filter(territory__in=above, plan_year=cycle.plan_year).order_by("-territory")
    if (nearest := wider.first()) is not None:
        return _dates(doors.stages_of(nearest))
    return calendar_of(cycle.plan_year, practice_on(today_in(cycle.territory)).stages)


def _dates(stages: Iterable[Stage]) -> list[Dates]:
    return [Dates(stage.stage, stage.first, stage.last) for stage in stages]


def _write_calendar(cycle: Cycle, days: Iterable[Dates]) -> None:
    by_kind = {one.kind: one for one in days}
    Stage.objects.bulk_create(
        Stage(
            cycle=cycle, kind=kind.value, position=n, first=by_kind[kind].first, last=by_kind[kind].last,
            who=kind.who,
        )
        for n, kind in enumerate(StageKind, 1)
        if kind in by_kind
    )  # fmt: skip


def _carry(hat: Holding, cycle: Cycle) -> int:
    """Everything unmet of the year before that has not come back yet, with new numbers in old order."""
    before = _before(cycle)
    if before is None:
        return 0
    prefetch_related_objects([cycle], "stages")
    rows = (
        Proposal.objects.filter(cycle=before, after=None)
        .select_related("item", "cycle")
        .prefetch_related("moves")
    )
    olds = {doors.old_of(one): one for one in rows}
    wished = enumerate(carried_order(olds), cycle.last_number + 1)
    carried = Proposal.objects.bulk_create(_again(cycle, olds[old], number) for number, old in wished)
    Move.objects.bulk_create(_carried(hat, one) for one in carried)
    cycle.last_number += len(carried)
    cycle.save(update_fields=["last_number"])
    return len(carried)


def _again(cycle: Cycle, old: Proposal, number: int) -> Proposal:
    """The same wish in the new year, not yet written; it must be ranked anew."""
    return Proposal(
        cycle=cycle,
        number=number,
        code=new_code(),
        before=old,
        years_carried=old.years_carried + cycle.plan_year - old.cycle.plan_year,
        origin=Origin.LAST_YEAR.value,
        origin_text=f"Usulan {old.label}",
        state=State.PROPOSED.value,
        **{name: getattr(old, name) for name in _COPIED},
    )


def _carried(hat: Holding, new: Proposal) -> Move:
    old = new.before
    words = f"Dibawa dari {old.label} ({old.standing.words})." if old else ""
    return move_line(hat, new, None, Step(State.PROPOSED, words=words))


def _backwards(one: Dates) -> Finding:
    return Finding(
        "deliberation.days", one.kind.words, "hari terakhirnya mendahului hari pertama", "Periksa."
    )
