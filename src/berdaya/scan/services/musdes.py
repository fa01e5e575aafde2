"""The village meeting about households: planned, decisions entered, the berita acara given its tables.

A decision is not edited: one on a household already decided is refused, unless it says that it corrects the
standing one; then it becomes the next version.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.doors import attendance_of
from berdaya.meeting.rules.forums import Item
from berdaya.meeting.rules.steps import State as MeetingState
from berdaya.meeting.services.papers import attach_sections
from berdaya.meeting.services.planning import Plan, plan_meeting
from berdaya.region.rules.neighbourhoods import NO_RW
from berdaya.scan.book import judging_of, work_on
from berdaya.scan.doors.households import household_for
from berdaya.scan.doors.musdes import session_for, standing_on
from berdaya.scan.identity import Identity, label_of, seal_of
from berdaya.scan.models import Cycle, Decision, Household, Session
from berdaya.scan.models.cycle import Origin
from berdaya.scan.musdes_sections import sections_of
from berdaya.scan.rules.field import class_of, combined
from berdaya.scan.rules.homes import OPEN
from berdaya.scan.rules.musdes import Kind, Removal, Resolved, corrected, decision_faults, removals_of
from berdaya.scan.services.cycles import locked, require_open

DESA, KELURAHAN = "musdes", "muskel"
_CLOSED = (MeetingState.SIGNED, MeetingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Asked:
    """When and where the meeting is held."""

    starts_at: datetime
    place: str
    convener: str = ""


def plan_session(hat: Holding, cycle: Cycle, asked: Asked) -> Session:
    """Plan a Musdes, in a kelurahan a Musyawarah Kelurahan, with the agenda for households."""
    require(hat, Right.SCAN_HOLD, cycle.territory)
    require_open(cycle)
    agenda = work_on(cycle.on_date, cycle.territory)["meeting"]["agenda"]
    plan = Plan(
        forum=KELURAHAN if cycle.kelurahan else DESA,
        territory=cycle.territory,
        starts_at=asked.starts_at,
        place=asked.place,
        convener=asked.convener,
        year=cycle.year,
        agenda=tuple(Item(minutes, what) for minutes, what in agenda),
    )
    with transaction.atomic():
        mine = locked(hat, cycle)
        session = Session.objects.create(cycle=mine, meeting=plan_meeting(hat, plan), opened_by=hat.person)
        told: dict[str, Fact] = {"meeting": session.meeting_id}
        record(hat, "scan.musdes_planned", "cycle", mine.pk, mine.territory, told)
    return session


def decide(
    hat: Holding, session: Session, household: Household, given: Resolved, *, corrects: int = 0
) -> Decision:
    """Enter a decision; `corrects` is the version that a later one takes the place of (0: the first)."""
    faults = decision_faults(given, removals_in(session.cycle), present_at(session))
    if faults:
        raise Refused(*faults)
    with transaction.atomic():
        mine = _session(hat, session)
        home = household_for(hat, household.pk, lock=True)
        before = standing_on(home)
        _refuse_again(before, corrects)
        made = _written(hat, mine, home, given, before)
        told: dict[str, Fact] = {"kind": made.kind, "version": made.version, "session": mine.pk}
        record(hat, "scan.decided", "scan_home", home.pk, mine.cycle.territory, told)
    _print_later(hat, mine)
    return made


def keep_the_rest(hat: Holding, session: Session) -> int:
    """Everybody who was visited and about whom nothing else was said stays; gives how many that were."""
    with transaction.atomic():
        mine = _session(hat, session)
        rows = mine.cycle.households.select_for_update().filter(decision="", visit="diperiksa")
        homes = list(rows)
        for home in homes:
            _written(hat, mine, home, Resolved(Kind.KEEP), None)
        told: dict[str, Fact] = {"households": len(homes), "session": mine.pk}
        record(hat, "scan.decided_rest", "cycle", mine.cycle_id, mine.cycle.territory, told)
    _print_later(hat, mine)
    return len(homes)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A household that the meeting adds: who heads it, the RT as a code, how many live there, why."""

    head: str
    rt: str
    persons: int
    reason: str
    votes: tuple[int, int] | None = None


def add_household(hat: Holding, session: Session, given: Newcomer) -> Decision:
    """A household that the register lacks: no decile, nothing known yet, so it is visited first."""
    resolved = Resolved(Kind.ADD, reason=given.reason, votes=given.votes)
    faults = decision_faults(resolved, removals_in(session.cycle), present_at(session))
    if faults:
        raise Refused(*faults)
    with transaction.atomic():
        mine = _session(hat, session)
        cycle = Cycle.objects.select_for_update().get(pk=mine.cycle_id)
        number = cycle.households.count() + 1
        key = f"musdes-{number:04}"
        seal = seal_of(mine.cycle.snapshot)
        signs = len(judging_of(mine.cycle).criteria.signs)
        home = Household.objects.create(
            cycle=cycle,
            key=key,
            origin=Origin.MUSDES,
            rt=given.rt,
            persons=given.persons,
            identity=seal.sealed(Identity(given.head, "", (given.head,)), label_of(cycle.pk, key)),
            bits=OPEN * signs,
            known=0,
            count=0,
            marks="data_kurang",
            urgency=number,
        )
        made = _written(hat, mine, home, resolved, None)
        record(hat, "scan.added", "scan_home", home.pk, cycle.territory, {"session": mine.pk})
    _print_later(hat, mine)
    return made


def removals_in(cycle: Cycle) -> dict[str, Removal]:
    return removals_of(work_on(cycle.on_date, cycle.territory))


def present_at(session: Session) -> int | None:
    """How many people were counted, None before anybody was."""
    return attendance_of(session.meeting).total.total or None


def rt_of(cycle: Cycle, rt: int, rw: int | None) -> str:
    return f"{cycle.territory}.{f'{rw:03}' if rw else NO_RW}.{rt:03}"


def _session(hat: Holding, session: Session) -> Session:
    """The meeting, while decisions may be entered: begun, and its berita acara not signed yet."""
    mine = session_for(hat, session.pk)
    require(hat, Right.SCAN_HOLD, mine.cycle.territory)
    require_open(mine.cycle)
    if mine.meeting.standing in _CLOSED:
        raise Refused(_over(mine))
    if mine.meeting.starts_at > now():
        raise Refused(_not_begun(mine))
    return mine


def _refuse_again(before: Decision | None, corrects: int) -> None:
    if before is None and not corrects:
        return
    if before is None or before.version != corrects:
        raise Refused(_decided_already(before))


def _written(
    hat: Holding, session: Session, home: Household, given: Resolved, before: Decision | None
) -> Decision:
    judging = judging_of(session.cycle)
    codes = [sign.code for sign in judging.criteria.signs]
    bits = corrected(combined(home.bits, home.field_bits), codes, given.signs)
    yes, no = given.votes or (None, None)
    made = Decision.objects.create(
        household=home,
        session=session,
        version=before.version + 1 if before else 1,
        corrects=before,
        kind=given.kind.value,
        removal=given.removal if given.kind is Kind.REMOVE else "",
        reason=Decision.sealed(home, given.reason),
        votes_for=yes,
        votes_against=no,
        objected=given.objected,
        bits=bits,
        decided_by=hat.person,
    )
    klass = class_of(bits, home.decile, judging.table).klass
    Household.objects.filter(pk=home.pk).update(
        decision=made.kind, decided_bits=bits, decided_klass=klass or ""
    )
    return made


def _print_later(hat: Holding, session: Session) -> None:
    """The tables of the berita acara, as they stand now: whoever prints it finds them there."""
    attach_sections(hat, session.meeting, sections_of(session))


def _decided_already(before: Decision | None) -> Finding:
    if before is None:
        return Finding("musdes.none", "rumah tangga ini", "belum diputuskan", "Catat putusan pertamanya.")
    return Finding(
        "musdes.decided",
        "rumah tangga ini",
        f"sudah diputuskan “{before.kind}” (versi {before.version})",
        "Bila keliru, isi lagi lalu tekan “Perbaiki putusan”: putusan baru menjadi versi berikutnya.",
    )


def _over(session: Session) -> Finding:
    problem = f"sudah {session.meeting.standing.value}"
    advice = "Putusan baru dicatat dalam musyawarah berikutnya."
    return Finding("musdes.over", "musyawarah ini", problem, advice)


def _not_begun(session: Session) -> Finding:
    advice = "Catat putusan sesudah musyawarah dimulai."
    return Finding("musdes.not_begun", "musyawarah ini", "belum dimulai", advice)
