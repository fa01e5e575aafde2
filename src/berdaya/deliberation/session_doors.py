"""Guarded reads of sessions; what goes into their merge stands in `merge_doors`.

A session of a village is seen within and above it, and from its RT, RW and groups: it is about their lists.
Names of delegates are read by `delegates_of` alone, in clear only with `meeting.names`.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import Http404

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import (
    Cycle,
    Delegate,
    Draft,
    LedgerEntry,
    Proposal,
    Session,
)
from berdaya.deliberation.rules.forum import Change, Decided, settle
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.outcome import Chosen, Left, Outcome, Why
from berdaya.deliberation.rules.sitting import State as Sitting
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.vector import session_of
from berdaya.kernel.findings import Finding, Severity
from berdaya.meeting.doors import attendance_of
from berdaya.meeting.doors import visible_to as meetings_visible_to
from berdaya.meeting.models import Meeting
from berdaya.plan.doors import priorities_on
from berdaya.plan.models import PriorityLine
from berdaya.plan.rules.gaps import Gap, priority_gap

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


# ---------- ledger ----------


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
