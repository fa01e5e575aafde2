"""Guarded reads of sessions, and what goes into their merge.

A session of a village is seen within and above it, and from its RT, RW and groups: it is about their lists.
Names of delegates are read by `delegates_of` alone, in clear only with `meeting.names`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.community.doors import Unit as Body
from berdaya.community.doors import units_of
from berdaya.community.rules.kinds import Kind
from berdaya.deliberation import doors
from berdaya.deliberation.models import (
    Cycle,
    Delegate,
    Draft,
    LedgerEntry,
    Move,
    Proposal,
    RankedList,
    Session,
)
from berdaya.deliberation.rules.entering import Entry, Settings, Table, Voter, settings_of, vector_of
from berdaya.deliberation.rules.forum import Change, Decided, settle
from berdaya.deliberation.rules.freed import Settled
from berdaya.deliberation.rules.kinds import Source, StageKind
from berdaya.deliberation.rules.outcome import Chosen, Left, Outcome, Why
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.since import Difference, differences, input_digest
from berdaya.deliberation.rules.sitting import State as Sitting
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.vector import session_of
from berdaya.figures.rules import rounded
from berdaya.kernel.findings import Finding, Severity
from berdaya.meeting.doors import attendance_of
from berdaya.meeting.doors import visible_to as meetings_visible_to
from berdaya.meeting.models import Meeting
from berdaya.plan.doors import priorities_on
from berdaya.plan.models import PriorityLine
from berdaya.plan.rules.gaps import Gap, priority_gap

OWN_MONEY = frozenset({"", Source.APBD.value, Source.DANA_DESA.value})
"""Sources that the ceiling of the village is about; the others have their own path."""


_NOT_ASKED = [state.value for state in (State.DRAFT, State.PROPOSED, State.WITHDRAWN, State.MERGED)]
"""Not handed in, taken back, or told by another: the others were asked for, whatever became of them."""


def sessions_for(hat: Holding) -> list[Session]:
    return list(Session.objects.seen_from(hat.territory).told())


def session_for(hat: Holding, pk: int, *, lock: bool = False) -> Session:
    """One session; the same 404 for absent and not seen from there."""
    rows = Session.objects.seen_from(hat.territory).told()
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def is_decided(cycle: Cycle) -> bool:
    """Has the musrenbang of that year been decided? Nobody waits for a list any more."""
    return Session.objects.filter(cycle=cycle, state=Sitting.DECIDED.value).exists()


def cycles_without(hat: Holding) -> list[Cycle]:
    """Open years of villages where this hat may begin a session."""
    waiting = Cycle.objects.within(hat.territory).open().filter(session=None)
    return [one for one in waiting if doors.may_at_home(hat, Right.DELIBERATION_MERGE, one.territory)]


def newest_draft(session: Session) -> Draft | None:
    return session.drafts.select_related("made_by").first()


def changes_of(session: Session) -> list[Change]:
    rows = session.changes.select_related("proposal", "proposal__cycle")
    return [row.change for row in rows]


def meetings_near(hat: Holding, session: Session) -> list[Meeting]:
    """Musrenbang meetings of the village of that year, for the berita acara."""
    rows = meetings_visible_to(hat).filter(territory=session.territory, forum__startswith="musrenbang")
    found = list(rows.order_by("-starts_at")[:20])
    return doors.in_season(found, session.cycle, StageKind.VILLAGE.value)


def delegates_of(hat: Holding, session: Session) -> list[tuple[Delegate, str]]:
    """Who is sent on, with the name where this hat may see names."""
    may = allowed(hat, Right.MEETING_NAMES, session.territory).allowed
    return [(one, one.open_name if may else "") for one in session.delegates.all()]


def delegate_for(session: Session, key: str) -> Delegate:
    found = session.delegates.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def gathering_findings(session: Session) -> list[Finding]:
    """What the second person has to know of the meeting itself: none is named, or nobody is written down."""
    if session.meeting is None:
        advice = "Pilih pertemuannya di halaman Pagu, supaya berita acara memuat daftar hadirnya."
        problem = "pertemuannya belum dipilih"
        return [Finding("session.no_meeting", "daftar hadir", problem, advice, Severity.WARNING)]
    if not attendance_of(session.meeting).total.total:
        advice = "Catat yang hadir menurut L/P dan unsur di halaman pertemuan, atau unggah daftar hadirnya."
        problem = "belum ada yang tercatat hadir"
        return [Finding("session.no_attendance", str(session.meeting), problem, advice, Severity.WARNING)]
    return []


# ---------- what goes in ----------


@dataclass(frozen=True, slots=True)
class Gathered:
    """The table of a merge, lists that share no money, and how many proposals nobody has verified."""

    table: Table
    unweighed: tuple[str, ...]
    unchecked: int


def gathered(session: Session) -> Gathered:
    """Units with their weights and lists, proposals on the table, balances of last year. Seven queries."""
    cycle, settings = session.cycle, settings_of(session.settings)
    bodies = units_of(cycle.territory, today_in(cycle.territory))
    lists = [one for one in doors.lists_of(cycle) if one.handed_at is not None]
    proposals = table_of(cycle)
    voters, unweighed = _voters(bodies, lists, proposals, settings)
    table = Table(
        session.budget or 0,
        {menu: limit for menu, limit in session.ceilings.items() if any(p.menu == menu for p in proposals)},
        settings,
        tuple(voters),
        tuple(_entry(one, settings) for one in proposals),
        closing_before(cycle),
    )
    unchecked = sum(one.standing is State.AGREED for one in proposals)
    return Gathered(table, tuple(unweighed), unchecked)


def table_of(cycle: Cycle) -> list[Proposal]:
    """Proposals that this money may pay, in the order of their numbers."""
    return [one for one in doors.on_the_table(cycle) if one.source in OWN_MONEY and one.cost]


def _entry(one: Proposal, settings: Settings) -> Entry:
    return Entry(
        label=one.label,
        title=one.title,
        cost=one.cost or 0,
        menu=one.menu,
        number=one.number or 0,
        criteria=doors.criteria_for(one, today_in(one.territory)),
        poor=rounded(one.poor or 0, settings.rounding),
    )


def _voters(
    bodies: Iterable[Body], lists: Iterable[RankedList], proposals: Iterable[Proposal], settings: Settings
) -> tuple[list[Voter], list[str]]:
    """Every unit of the level shares; lists of others only where groups were given a weight."""
    handed = {doors.unit_of(one): one for one in lists}
    sharing = {_unit_of(body): body for body in bodies}
    labels = {one.pk: one.label for one in proposals}
    voters, unweighed = [], []
    for unit in dict.fromkeys([*sharing, *handed]):
        body, one = sharing.get(unit), handed.get(unit)
        weighed = unit.kind == settings.level
        if not weighed and one is None:
            continue
        if not weighed and (not settings.group_weight or unit.kind == "rt"):
            unweighed.append(doors.unit_title(unit))
            continue
        voters.append(_voter(unit, body if weighed else None, one, labels, settings))
    return _named_apart(voters), unweighed


def _unit_of(body: Body) -> Unit:
    return Unit(body.territory, "" if body.kind in (Kind.RT, Kind.RW) else body.name)


def _voter(
    unit: Unit, body: Body | None, one: RankedList | None, labels: Mapping[int, str], settings: Settings
) -> Voter:
    counted = body.households if body else None
    weighed = unit.kind == settings.level
    poor = counted.poor if counted else None
    return Voter(
        name=doors.unit_title(unit),
        code=unit.territory,
        body=unit.body,
        households=counted.kk if counted else None,
        poor=None if poor is None else rounded(poor, settings.rounding),
        weight=None if weighed else settings.group_weight,
        ranking=_ranking(one, labels) if one else (),
        late=bool(one and one.late),
    )


def _ranking(one: RankedList, labels: Mapping[int, str]) -> tuple[str, ...]:
    """Labels in order; what was joined to another proposal speaks for it, what is off the table falls."""
    keys = (item.proposal.merged_into_id or item.proposal_id for item in one.items.all())
    return tuple(dict.fromkeys(labels[key] for key in keys if key in labels))


def _named_apart(voters: list[Voter]) -> list[Voter]:
    """Two units of one name are told apart by their codes."""
    names = [one.name for one in voters]
    return [
        one if names.count(one.name) == 1 else replace(one, name=f"{one.name} ({one.code})") for one in voters
    ]


@dataclass(frozen=True, slots=True)
class Since:
    """Whether a draft still stands for what lies there now, and what changed since it was computed."""

    lapsed: bool = False
    told: tuple[Difference, ...] = ()


def since(session: Session, draft: Draft | None) -> Since:
    """The draft beside the lists, units, money and settings of now. A decided one stands for good."""
    if draft is None or session.standing is Sitting.DECIDED:
        return Since()
    now = vector_of(gathered(session).table)
    if input_digest(now, session.rule) == draft.digest:
        return Since()
    return Since(True, differences(draft.input, now))


# ---------- ledger ----------


def closing_before(cycle: Cycle) -> dict[str, Fraction]:
    """The closing balances of last year by unit; none where there was no session."""
    rows = LedgerEntry.objects.filter(
        session__cycle__territory=cycle.territory, plan_year=cycle.plan_year - 1
    )
    return {f"{row.territory}|{row.body}": row.carried for row in rows}


def ledger_of(session: Session) -> dict[str, list[LedgerEntry]]:
    """The years of each unit of the village up to this session, by name."""
    rows = LedgerEntry.objects.filter(
        session__cycle__territory=session.territory, plan_year__lte=session.cycle.plan_year
    )
    found: dict[str, list[LedgerEntry]] = {}
    for row in rows.order_by("territory", "body", "plan_year"):
        found.setdefault(f"{row.territory}|{row.body}", []).append(row)
    return found


# ---------- what came out ----------


def outcome_of(draft: Draft) -> Outcome:
    """The outcome that a draft keeps, for what follows from it; without computing again."""
    answer: Mapping[str, Any] = draft.answer
    prices = dict(zip(answer["selected"], answer["price_or_coverage"], strict=True))
    chosen = tuple(
        Chosen(name, None, Fraction(prices[name]), _fractions(answer["payments"].get(name, {})))
        for name in answer["selected"]
    )
    left = tuple(
        Left(name, Why(why), cost, Fraction(there))
        for name, (why, cost, there) in answer["not_funded"].items()
    )
    closing, ledger = _fractions(answer["closing"]), _fractions(answer["ledger"])
    return Outcome(chosen, left, answer["left"], closing, ledger)


def _fractions(values: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(value) for name, value in values.items()}


def decided_of(session: Session, draft: Draft) -> Decided:
    """The list with everything that the forum changed, who pays what, and the ledger."""
    known = draft.input["proposals"]
    changes = [one for one in changes_of(session) if one.proposal in known]
    return settle(session_of(draft.input), outcome_of(draft), changes)


def settled_in(cycle: Cycle) -> tuple[Session | None, list[Settled], dict[int, Proposal]]:
    """The decided session of a year, and what its money may pay: ever a priority or a reserve, in the order
    in which the village settled it. Nothing before the decision. Two queries."""
    session = Session.objects.filter(cycle=cycle, state=Sitting.DECIDED.value).first()
    if session is None:
        return None, [], {}
    deeds = [State.CHOSEN.value, State.RESERVE.value]
    rows = Move.objects.filter(proposal__cycle=cycle, proposal__source__in=OWN_MONEY, after__in=deeds)
    chosen: dict[int, bool] = {}
    proposals: dict[int, Proposal] = {}
    for move in rows.select_related("proposal__cycle").order_by("pk"):
        one = proposals.setdefault(move.proposal_id, move.proposal)
        chosen[one.pk] = chosen.get(one.pk, False) or move.state is State.CHOSEN
    settled = [
        Settled(pk, one.cost or 0, one.menu, chosen[pk], one.standing) for pk, one in proposals.items()
    ]
    return session, settled, proposals


# ---------- priorities ----------


def gap_of(session: Session) -> tuple[Gap, tuple[PriorityLine, ...]]:
    """Priorities of the city that nobody proposed for, and proposals that serve none."""
    lines = priorities_on(session.territory, session.cycle.plan_year).lines
    asked = Proposal.objects.filter(cycle=session.cycle).exclude(state__in=_NOT_ASKED)
    labels = {one.label: [one.priority] for one in asked.select_related("cycle")}
    return priority_gap([line.row for line in lines], labels), lines


def on_table(session: Session) -> list[Proposal]:
    """Every numbered proposal of the year, with what lists show."""
    return list(Proposal.objects.filter(cycle=session.cycle, number__isnull=False).told())


def cycle_to_begin(hat: Holding, pk: int) -> Cycle:
    """A year of a village of the hat's; 404 for others."""
    found = Cycle.objects.within(hat.territory).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
