"""What happens in the two kelurahan, act by act. Each act is one transaction: it is done, or it is not.

Nothing is written but by the services of the pages; `on` sets the day on which they are called.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.access.clock import zones
from berdaya.access.models import Holding
from berdaya.deliberation.doors import stages_of
from berdaya.deliberation.models import Cycle, Proposal, RankedList, Session
from berdaya.deliberation.rules.carrying import Dates
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.cycles import open_cycle, set_calendar
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.ranking import hand_over, receive
from berdaya.meeting.rules.invitees import Invitee
from berdaya.meeting.services.planning import Plan, invite, plan_meeting, set_invitees
from berdaya.site.demo.malang.ground import (
    DINOYO,
    MERJOSARI,
    Round,
    build_day,
    not_later,
    on,
    rounds_of,
    talking_about,
    this_year,
)  # fmt: skip
from berdaya.site.demo.malang.musrenbang import check, sit
from berdaya.site.demo.malang.rembug import Turn, hat_for, hold_rembug, meet, open_round, talk
from berdaya.site.demo.office.hands import hat_of, read_all

DARSIH: Final = "35.73.05.1002.001.002"
DAYS_LEFT, DAYS_GONE = 12, 21


@transaction.atomic
def the_year_before(folder: Path) -> bool:
    """The plan year that is being carried out now, from its rembug to its decision."""
    return _go_through(this_year())


@transaction.atomic
def the_money(folder: Path) -> bool:
    """Most of what was decided then got its money, before the rembug of the next year began."""
    funded = False
    for one in rounds_of(this_year()):
        funded = fund(one, date(one.plan_year - 1, 11, 12)) or funded
    return funded


def fund(one: Round, day: date) -> bool:
    """Three quarters of what was agreed stand in the budget that was passed on that day."""
    chosen = _decided(one)
    operator = hat_of(f"operator-{one.village.key}")
    funded = chosen[: len(chosen) * 3 // 4]
    _all_to(operator, State.RKPD, min(date(one.plan_year - 1, 6, 20), day), funded)
    _all_to(operator, State.APBD, day, funded)
    return bool(chosen)


@transaction.atomic
def what_was_built(folder: Path) -> bool:
    """Half of what got its money then stands today."""
    rows = Proposal.objects.filter(cycle__territory=DINOYO.code, cycle__plan_year=this_year())
    if rows.filter(state=State.DONE.value).exists():
        return False
    operator, year = hat_of("operator-dinoyo"), this_year()
    funded = list(rows.filter(state=State.APBD.value).select_related("cycle").order_by("number"))
    steps = (
        (State.CARRIED_OUT, not_later(date(year, 5, 20), 20), funded[: len(funded) * 2 // 3]),
        (State.HANDED_OVER, not_later(date(year, 6, 26), 12), funded[: len(funded) // 2]),
        (State.DONE, not_later(date(year, 7, 4), 5), funded[: len(funded) // 3]),
    )
    for state, day, proposals in steps:
        _all_to(operator, state, day, proposals)
    return True


@transaction.atomic
def the_rembug(folder: Path) -> bool:
    """The year after: what was not agreed comes back first, new wishes behind it, and the forum decides."""
    return _go_through(this_year() + 1)


@transaction.atomic
def on_the_way(folder: Path) -> bool:
    """What goes beyond the kelurahan lies with the camat; the rest stands in the city's plan."""
    chosen = _decided(Round(DINOYO, this_year() + 1))
    if not chosen:
        return False
    operator, camat, year = hat_of("operator-dinoyo"), hat_of("camat-lowokwaru"), this_year()
    wider = chosen[:3]
    _all_to(operator, State.FORWARDED, not_later(date(year, 1, 26), 4), wider)
    _all_to(camat, State.KECAMATAN, not_later(date(year, 2, 6), 3), wider[:1])
    rkpd = date(year, 6, 22)
    if rkpd < build_day():
        _all_to(operator, State.RKPD, rkpd, chosen[3:])
    return True


@transaction.atomic
def next_door(folder: Path) -> bool:
    """Merjosari is in the middle of its rembug: half of the lists are in, Bu Darsih's is not."""
    one = Round(MERJOSARI, talking_about())
    if Cycle.objects.filter(territory=MERJOSARI.code, plan_year=one.plan_year).exists():
        return False
    operator, today = hat_of("operator-merjosari"), build_day()
    last = Round(MERJOSARI, one.plan_year - 1)
    fund(last, today - timedelta(days=DAYS_GONE + 1))
    for username in ("operator-merjosari", "lurah-merjosari", "lpmk-merjosari", "darsih"):
        read_all(username)
    cycle = _open_now(one, operator, today)
    turns = [
        Turn(unit, hat_for(MERJOSARI, unit), today - timedelta(days=7 - n % 5))
        for n, unit in enumerate(MERJOSARI.units)
    ]
    given = [turn for turn in turns if turn.unit.territory != DARSIH and turn.unit.kind == "rt"][:5]
    for n, turn in enumerate(sorted(given, key=lambda turn: turn.day)):
        with on(turn.day, 21):
            mine, held = talk(one, cycle, turn, n + 6), meet(turn)
            hand_over(turn.hat, mine, turn.day, nothing=not mine.items.exists(), meeting=held)
    with on(today - timedelta(days=2), 10):
        for waiting in RankedList.objects.filter(cycle=cycle).handed_over()[:2]:
            receive(operator, waiting)
    with on(today - timedelta(days=1), 8):
        _darsih_invites(today)
    return True


def _open_now(one: Round, operator: Holding, today: date) -> Cycle:
    """The calendar is moved so that the rembug ends in some days, whenever the demo is built."""
    with on(today - timedelta(days=DAYS_GONE), 9):
        cycle = open_cycle(operator, one.village.code, one.plan_year)
        stages = stages_of(cycle)
        rembug = next(stage for stage in stages if stage.stage is StageKind.REMBUG)
        moved = today + timedelta(days=DAYS_LEFT) - rembug.last
        set_calendar(operator, cycle, [Dates(s.stage, s.first + moved, s.last + moved) for s in stages])
    return cycle


def _darsih_invites(today: date) -> None:
    """The evening after tomorrow, in her own house."""
    head = hat_of("darsih")
    begins = datetime.combine(today + timedelta(days=2), time(19), zones().of(DARSIH))
    plan = Plan(forum="rembug_rt", territory=DARSIH, starts_at=begins, place="Rumah Bu Darsih, gang 2")
    meeting = plan_meeting(head, plan)
    groups = ("tokoh", "perempuan", "pemuda", "lansia", "difabel", "rentan", "warga")
    set_invitees(head, meeting, [Invitee(f"Wakil {group}", "", group) for group in groups])
    invite(head, meeting)


def _go_through(plan_year: int) -> bool:
    """The kelurahan that have that year behind them, stage by stage side by side."""
    rounds = rounds_of(plan_year)
    if Session.objects.filter(cycle__territory=DINOYO.code, cycle__plan_year=plan_year).exists():
        return False
    for stage in (open_round, hold_rembug, check, sit):
        for one in rounds:
            stage(one)
    return True


def _decided(one: Round) -> list[Proposal]:
    """What a kelurahan agreed for a year, by number; nothing once somebody has taken it further."""
    rows = Proposal.objects.filter(cycle__territory=one.village.code, cycle__plan_year=one.plan_year)
    if rows.filter(state__in=[State.FORWARDED.value, State.APBD.value]).exists():
        return []
    return list(rows.filter(state=State.CHOSEN.value).select_related("cycle").order_by("number"))


def _all_to(hat: Holding, state: State, day: date, proposals: Sequence[Proposal]) -> None:
    with on(day, 10):
        for one in proposals:
            move(hat, one, Step(state))
