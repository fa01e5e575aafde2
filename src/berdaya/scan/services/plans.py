"""Write an intervention plan: lines by the maker, a look by a second person, versions after that."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role, settle
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.register.services.rulings import book
from berdaya.scan.doors.fgd import title_words
from berdaya.scan.doors.plans import lines_of, needs_of, plan_in_force
from berdaya.scan.models import Cycle
from berdaya.scan.models.plans import Plan, PlanLine
from berdaya.scan.rules.counting import SIGNS
from berdaya.scan.rules.planning import (
    Line,
    Move,
    PlanRule,
    State,
    judge,
    line_faults,
    plan_rule,
    sending_faults,
)
from berdaya.scan.rules.potentials import RELATIONS
from berdaya.scan.services.cycles import locked

TARGETS = (*SIGNS, *RELATIONS)
_DISTRICT = 5
_VERBS: Final[Mapping[str, str]] = {
    "line": "scan.plan_line",
    "sent": "scan.plan_sent",
    "fixed": "scan.plan_fixed",
    "returned": "scan.plan_returned",
}


def rule_of(cycle: Cycle) -> PlanRule:
    return plan_rule(book(), today_in(cycle.territory), cycle.territory)


def begin_plan(hat: Holding, cycle: Cycle) -> Plan:
    """A first draft; or a next version with the lines of the plan in force. One draft at a time."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    with transaction.atomic():
        mine = locked(hat, cycle)
        before = mine.plans.at_work().first()
        if before is not None:
            return before
        last = mine.plans.aggregate(last=Max("version"))["last"] or 0
        plan = Plan.objects.create(cycle=mine, version=last + 1, begun_by=hat.person)
        fixed = plan_in_force(mine)
        if fixed is not None:
            _copy(plan, lines_of(fixed))
        record(hat, "scan.plan_begun", "plan", plan.pk, mine.territory, {"version": plan.version})
    return plan


def _copy(plan: Plan, lines: list[PlanLine]) -> None:
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            root_id=line.origin,
            number=number,
            where=line.where,
            written_by=line.written_by,
            **asdict(line.line),
        )
        for number, line in enumerate(lines, start=1)
    )


def write_line(
    hat: Holding, plan: Plan, line: Line, where: str, seen: int, row: PlanLine | None = None
) -> PlanLine:
    """A new line, or an old one better written. Refused with findings."""
    with transaction.atomic():
        mine = _held(hat, plan, Move.EDIT, seen)
        if found := line_faults(line, TARGETS, mine.cycle.year, rule_of(mine.cycle)):
            raise Refused(*found)
        fields = asdict(line) | {"where": " ".join(where.split())[:120], "written_by": hat.person}
        if row is None:
            last = mine.lines.aggregate(last=Max("number"))["last"] or 0
            kept = PlanLine.objects.create(plan=mine, number=last + 1, **fields)
        else:
            PlanLine.objects.filter(pk=row.pk, plan=mine).update(**fields)
            kept = mine.lines.get(pk=row.pk)
        _taken(hat, mine, "line", line=kept.number)
    return kept


def drop_line(hat: Holding, row: PlanLine, seen: int) -> None:
    """Off the draft; the lines below move up."""
    with transaction.atomic():
        mine = _held(hat, row.plan, Move.EDIT, seen)
        mine.lines.filter(pk=row.pk).delete()
        for number, line in enumerate(mine.lines.order_by("number"), start=1):
            if line.number != number:
                PlanLine.objects.filter(pk=line.pk).update(number=number)
        _taken(hat, mine, "line", dropped=row.number)


def send_plan(hat: Holding, plan: Plan, note: str, seen: int) -> Plan:
    """To the second person. Signs that stand out and have no line are told, and need a note."""
    with transaction.atomic():
        mine = _held(hat, plan, Move.SEND, seen)
        found = open_points(mine)
        words = " ".join(note.split())[:300]
        if any(one.severity is Severity.ERROR for one in found) or (found and not words):
            raise Refused(*found)
        _move(mine, State.SENT, note=words, sent_by=hat.person, sent_at=now())
        done = _taken(hat, mine, "sent")
        _ask_second(hat, done)
    return done


def open_points(plan: Plan) -> list[Finding]:
    """What the second person will ask about."""
    dominant, _ = needs_of(plan.cycle)
    return sending_faults([line.line for line in lines_of(plan)], dominant, title_words())


def fix_plan(hat: Holding, plan: Plan, note: str, seen: int) -> Plan:
    """In force from now on, instead of the version before."""
    with transaction.atomic():
        mine = _held(hat, plan, Move.FIX, seen)
        mine.cycle.plans.fixed().update(state=State.REPLACED.value)
        words = " ".join(note.split())[:300]
        _move(mine, State.FIXED, checked_by=hat.person, checked_at=now(), check_note=words)
        done = _taken(hat, mine, "fixed")
        settle(_awaits(done), hat.person)
    return done


def return_plan(hat: Holding, plan: Plan, reason: str, seen: int) -> Plan:
    """Back to the makers, with what has to change."""
    words = " ".join(reason.split())[:300]
    if not words:
        raise Refused(Finding("plan.no_reason", "alasan", "belum diisi", "Tulis apa yang harus diubah."))
    with transaction.atomic():
        mine = _held(hat, plan, Move.RETURN, seen)
        _move(mine, State.DRAFT, checked_by=hat.person, checked_at=now(), check_note=words)
        done = _taken(hat, mine, "returned")
        settle(_awaits(done), hat.person)
    return done


def makers_of(plan: Plan) -> set[int]:
    """Whoever began, sent or wrote a line of this version: none of them checks it."""
    writers = set(plan.lines.values_list("written_by", flat=True)) if plan.version == 1 else _writers(plan)
    return writers | {plan.begun_by_id} | ({plan.sent_by_id} if plan.sent_by_id else set())


def _writers(plan: Plan) -> set[int]:
    """In a later version only those count whose line differs from the one that it goes on with."""
    rows = plan.lines.select_related("root")
    before = Plan.objects.filter(cycle=plan.cycle_id, version=plan.version - 1).first()
    old = {line.origin: line.line for line in lines_of(before)} if before else {}
    return {row.written_by_id for row in rows if old.get(row.origin) != row.line}


def _held(hat: Holding, plan: Plan, move: Move, seen: int) -> Plan:
    """The plan as it stands now; refused where the step is not for now or not for this person."""
    right = Right.SCAN_HOLD if move in (Move.FIX, Move.RETURN) else Right.SCAN_WORK
    require(hat, right, plan.cycle.territory)
    cycle = locked(hat, plan.cycle)
    mine = Plan.objects.select_for_update().get(pk=plan.pk)
    mine.cycle = cycle
    judge(move, mine.standing, hat.person_id, makers_of(mine)).require()
    if mine.edited != seen:
        advice = "Muat ulang, lihat perubahannya, lalu ulangi bila masih perlu."
        raise Refused(Finding("plan.changed_meanwhile", "rencana ini", "baru saja diubah orang lain", advice))
    return mine


def _move(plan: Plan, state: State, **fields: object) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state.value, **fields)


def _taken(hat: Holding, plan: Plan, what: str, **told: Fact) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(edited=F("edited") + 1)
    record(hat, _VERBS[what], "plan", plan.pk, plan.cycle.territory, {"version": plan.version, **told})
    cycle = plan.cycle
    plan.refresh_from_db()
    plan.cycle = cycle
    return plan


def _awaits(plan: Plan) -> str:
    return f"scan:plan:{plan.pk}"


def _ask_second(hat: Holding, plan: Plan) -> None:
    place = place_title(plan.cycle.territory).split(", ")[0]
    subject = f"Periksa rencana intervensi {place}, versi {plan.version}"[:160]
    link = reverse("scan-plan-version", args=[plan.cycle_id, plan.version])
    body = plan.note or "Baris dan jumlahnya menunggu orang kedua."
    send_to_role(
        Role.BAPPEDA, plan.cycle.territory[:_DISTRICT], subject, body, link, hat.person, awaits=_awaits(plan)
    )
