"""What happens in the two kelurahan, act by act. Each act is one transaction: it is done, or it is not.

Nothing is written but by the services of the pages; `on` sets the day on which they are called.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.access.clock import zones
from berdaya.access.models import Holding
from berdaya.deliberation.doors import stages_of
from berdaya.deliberation.models import Cycle, RankedList, Session
from berdaya.deliberation.rules.carrying import Dates
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.services.cycles import open_cycle, set_calendar
from berdaya.deliberation.services.ranking import receive
from berdaya.meeting.rules.invitees import Invitee
from berdaya.meeting.services.planning import Plan, invite, plan_meeting, set_invitees
from berdaya.site.demo.malang.ground import (
    DINOYO,
    MERJOSARI,
    Round,
    build_day,
    on,
    rounds_of,
    talking_about,
    this_year,
)  # fmt: skip
from berdaya.site.demo.malang.musrenbang import check, sit
from berdaya.site.demo.malang.rembug import Turn, give, hat_for, hold_rembug, open_round, talk
from berdaya.site.demo.malang.upward import fund
from berdaya.site.demo.office.hands import hat_of, read_all

DARSIH: Final = "35.73.05.1002.001.002"
DAYS_LEFT, DAYS_GONE = 12, 21


@transaction.atomic
def the_year_before(folder: Path) -> bool:
    """The plan year that is being carried out now, from its rembug to its decision."""
    return _go_through(this_year())


@transaction.atomic
def the_rembug(folder: Path) -> bool:
    """The year after: what was not agreed comes back first, new wishes behind it, and the forum decides."""
    return _go_through(this_year() + 1)


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
            give(turn, talk(one, cycle, turn, n + 6))
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
