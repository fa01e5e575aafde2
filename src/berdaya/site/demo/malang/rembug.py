"""The rembug of a plan year: meetings with attendance, lists handed over, two of them late and one empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from berdaya.access.clock import zones
from berdaya.access.models import Holding
from berdaya.deliberation.models import Cycle, Proposal, RankedList
from berdaya.deliberation.rules.proposing import Facts, Unit
from berdaya.deliberation.services.cycles import open_cycle
from berdaya.deliberation.services.proposing import propose, save_draft
from berdaya.deliberation.services.ranking import hand_over, rank, rankable, receive
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.invitees import Invitee
from berdaya.meeting.rules.records import Record
from berdaya.meeting.services.attending import close_meeting, record_attendance
from berdaya.meeting.services.planning import Plan, plan_meeting, set_invitees
from berdaya.meeting.services.recording import write_minutes
from berdaya.site.demo.malang.ground import CITY, Round, Village, on
from berdaya.site.demo.malang.people import username_of
from berdaya.site.demo.malang.wishes import by_hand, main_road, wishes_of
from berdaya.site.demo.office.hands import hat_of

MOST: Final = {"rt": 5, "rw": 10, "group": 3}
NEW: Final = {"rt": 3, "rw": 2, "group": 2}
FORUMS: Final = {"rt": "rembug_rt", "rw": "rembug_rw", "group": "rembug_pokmas"}
MINUTES: Final = Record(
    items=(("Usulan warga", "Setiap usulan dibacakan; yang belum terpenuhi tahun lalu lebih dahulu."),),
    decisions=("Urutan usulan seperti daftar yang diserahkan ke kelurahan.",),
)
LATE, EMPTY, ROAD, HANDS = -2, 5, 2, 3
"""Which units of a kelurahan hand in late (the last RTs), nothing, the main road, and their own work."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A unit, the hat that writes for it, and the day of its rembug."""

    unit: Unit
    hat: Holding
    day: date


def open_round(one: Round) -> Cycle:
    """The operator opens the year: the unmet of the year before come along."""
    with on(date(one.plan_year - 2, 11, 14), 9):
        return open_cycle(hat_of(f"operator-{one.village.key}"), one.village.code, one.plan_year)


def cycle_of(one: Round) -> Cycle:
    return Cycle.objects.get(territory=one.village.code, plan_year=one.plan_year)


def hold_rembug(one: Round) -> None:
    """Every unit in its turn; those who are late come after the deadline and are taken all the same."""
    cycle, first = cycle_of(one), date(one.plan_year - 2, 11, 20)
    turns = list(turns_of(one.village, first))
    late = [turn.unit.territory for turn in turns if turn.unit.kind == "rt"][LATE:]
    for n, turn in enumerate(turns):
        with on(turn.day, 21):
            mine = talk(one, cycle, turn, n)
            if turn.unit.territory not in late or turn.unit.body:
                give(turn, mine)
    with on(date(one.plan_year - 1, 1, 3), 10):
        for turn in turns:
            if turn.unit.territory in late and not turn.unit.body:
                give(turn, _list_of(cycle, turn.unit))
    with on(date(one.plan_year - 1, 1, 4), 9):
        operator = hat_of(f"operator-{one.village.key}")
        for waiting in RankedList.objects.filter(cycle=cycle, received_at=None).handed_over():
            receive(operator, waiting)


def turns_of(village: Village, first: date) -> Iterator[Turn]:
    """One rembug an evening."""
    for n, unit in enumerate(village.units):
        yield Turn(unit, hat_for(village, unit), first + timedelta(days=n))


def hat_for(village: Village, unit: Unit) -> Holding:
    """The head of the RT or RW; for a group that nobody plays the operator, on its behalf."""
    if unit.body:
        return hat_of(f"pokmas-{village.key}" if village.key == "merjosari" else f"operator-{village.key}")
    return hat_of(username_of(unit.territory))


def talk(one: Round, cycle: Cycle, turn: Turn, n: int) -> RankedList:
    """What came back from last year first, then new wishes, as many as a list may hold."""
    old = rankable(cycle, turn.unit)
    room = MOST[turn.unit.kind] - len(old)
    wanted = min(room, NEW[turn.unit.kind] - (1 if old else 0))
    new = [] if n == EMPTY else list(wishes_of(one, turn.unit, max(0, wanted)))
    if not old and n == ROAD:
        new = [main_road(turn.unit), *new[1:]]
    if n == HANDS and room:
        new = [*new[: room - 1], by_hand(turn.unit)]
    made = [_proposed(turn, cycle, facts) for facts in new]
    return rank(turn.hat, cycle, turn.unit, [p.pk for p in [*old, *made][: MOST[turn.unit.kind]]])


def _proposed(turn: Turn, cycle: Cycle, facts: Facts) -> Proposal:
    return propose(turn.hat, save_draft(turn.hat, cycle, turn.unit, facts))


def give(turn: Turn, mine: RankedList) -> None:
    """The rembug as a meeting, then its list to the kelurahan."""
    nothing = not mine.items.exists()
    hand_over(turn.hat, mine, turn.day, nothing=nothing, meeting=meet(turn))


def _list_of(cycle: Cycle, unit: Unit) -> RankedList:
    return RankedList.objects.current().of_unit(unit.territory, unit.body).get(cycle=cycle)


def meet(turn: Turn) -> Meeting:
    """The evening itself: who came, by group and sex."""
    begins = datetime.combine(turn.day, time(19), zones().of(CITY))
    plan = Plan(
        forum=FORUMS[turn.unit.kind], territory=turn.unit.territory, starts_at=begins, place="Balai warga",
        convener=turn.unit.body,
    )  # fmt: skip
    meeting = plan_meeting(turn.hat, plan)
    if turn.unit.kind == "rw":
        set_invitees(turn.hat, meeting, [Invitee(f"Ketua RT {n}", "", "rt_rw") for n in range(1, 5)])
    record_attendance(turn.hat, meeting, came(turn))
    closed = close_meeting(turn.hat, meeting)
    write_minutes(turn.hat, closed, MINUTES)
    return closed


def came(turn: Turn) -> dict[str, BySex]:
    """Every group is there; how many differs from unit to unit."""
    n = sum(ord(sign) for sign in turn.unit.key) % 5
    counts = {
        "tokoh": BySex(2, 1),
        "perempuan": BySex(0, 4 + n),
        "pemuda": BySex(2, 1 + n % 2),
        "lansia": BySex(1, 1),
        "difabel": BySex(1, n % 2),
        "rentan": BySex(0, 1),
        "warga": BySex(5 + n, 3),
    }
    return counts | ({"rt_rw": BySex(3, 1)} if turn.unit.kind == "rw" else {})
