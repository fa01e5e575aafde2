"""A kelurahan in Malang with its lists of plan, an open year and people who propose, for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle, Proposal, RankedList
from berdaya.deliberation.rules.carrying import Dates
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.proposing import Facts, Unit
from berdaya.deliberation.services.cycles import open_cycle, set_calendar
from berdaya.deliberation.services.proposing import propose, save_draft
from berdaya.deliberation.services.ranking import hand_over, rank
from tests.office import hat

VILLAGE = "35.73.05.1002"
RW, RT1, RT2 = f"{VILLAGE}.001", f"{VILLAGE}.001.001", f"{VILLAGE}.001.002"
OTHER = "35.73.05.1003"
YEAR = today_in(VILLAGE).year + 1


def rt_head(territory: str = RT1) -> Holding:
    return hat("Pak RT", Role.RT_HEAD, territory)


def operator(territory: str = VILLAGE) -> Holding:
    return hat("Bu Operator", Role.OPERATOR, territory)


def lurah(territory: str = VILLAGE) -> Holding:
    return hat("Pak Lurah", Role.LURAH, territory)


def facts(title: str = "Paving gang 3", **other: Any) -> Facts:
    """A proposal with everything that it needs."""
    given = {
        "free_reason": "Tidak ada di kamus",
        "menu": "sarpras",
        "sub_item": "jalan",
        "place": "Gang 3",
        "volume": Decimal(120),
        "unit": "m2",
        "cost": 24_000_000,
        "men": 60,
        "women": 64,
        "households": 40,
        "poor": 12,
        "source": "apbd",
    }
    return Facts(title=title, **(given | other))


def year(plan_year: int = YEAR, territory: str = VILLAGE, who: Holding | None = None) -> Cycle:
    return open_cycle(who or operator(territory), territory, plan_year)


def rembug_ends(cycle: Cycle, last: date) -> None:
    set_calendar(operator(cycle.territory), cycle, [Dates(StageKind.REMBUG, date(2000, 1, 1), last)])


def proposed(who: Holding, cycle: Cycle, unit: Unit | None = None, **other: Any) -> Proposal:
    where = unit or Unit(who.territory)
    return propose(who, save_draft(who, cycle, where, facts(**other)))


def handed(who: Holding, cycle: Cycle, *proposals: Proposal, unit: Unit | None = None) -> RankedList:
    """The list of a unit, ranked as given and handed over today."""
    where = unit or Unit(who.territory)
    made = rank(who, cycle, where, [one.pk for one in proposals])
    return hand_over(who, made, today_in(VILLAGE), nothing=not proposals)
