"""What happens above the kelurahan and after the decision: the budget, the camat, the works that stand.

Which service takes each step is said here alone.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from berdaya.access.models import Holding
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.rules.upward import Answering
from berdaya.deliberation.services.answering import answer
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.upward import hand_up, take_in
from berdaya.site.demo.malang.ground import DINOYO, Round, build_day, not_later, on, rounds_of, this_year
from berdaya.site.demo.office.hands import hat_of

_BASIS = {State.RKPD: "Perwali 21", State.APBD: "Perda 9"}


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
    funded = chosen[: len(chosen) * 3 // 4]
    _all_answered(State.RKPD, min(date(one.plan_year - 1, 6, 20), day), funded)
    _all_answered(State.APBD, day, funded)
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
def on_the_way(folder: Path) -> bool:
    """What goes beyond the kelurahan lies with the camat; the rest stands in the city's plan."""
    chosen = _decided(Round(DINOYO, this_year() + 1))
    if not chosen:
        return False
    operator, staff, year = hat_of("operator-dinoyo"), hat_of("staf-lowokwaru"), this_year()
    with on(not_later(date(year, 1, 26), 4), 10):
        given = hand_up(operator, chosen[0].cycle, [one.pk for one in chosen[:3]])
    with on(not_later(date(year, 2, 3), 3), 10):
        take_in(staff, given)
    rkpd = date(year, 6, 22)
    if rkpd < build_day():
        _all_answered(State.RKPD, rkpd, chosen[3:])
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


def _all_answered(state: State, day: date, proposals: Sequence[Proposal]) -> None:
    """Bappeda answers with the amount that was asked for."""
    yuni = hat_of("yuni")
    with on(day, 10):
        for one in proposals:
            one.refresh_from_db()
            basis = f"{_BASIS[state]}/{day.year}, rekaan"
            answer(yuni, one, Answering(state, amount=one.cost, activity=one.title, basis=basis), one.state)
