"""Reads that only pages ask for: what a proposal resembles, its other years, what waits, sums for the house.

A proposal is no secret: `alike_in` names proposals of the whole village to whoever types one, without people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import territory_filter
from berdaya.access.models import Holding
from berdaya.deliberation.doors import (
    HIDDEN,
    facts_of,
    in_season,
    likely,
    on_the_table,
    proposal_for,
    unit_of,
    unit_title,
)
from berdaya.deliberation.models import Cycle, Photo, Proposal, RankedList
from berdaya.deliberation.rules.carrying import carried_words
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.proposing import Facts, Unit, likeness, practice_on
from berdaya.deliberation.rules.states import AGREED, MET, State
from berdaya.documents.store import file_path
from berdaya.meeting.doors import visible_to as meetings_visible_to
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.steps import State as Step
from berdaya.plan.doors import priorities_on

MOST_ALIKE = 5
MOST_MEETINGS = 10


# ---------- what a proposal resembles ----------


@dataclass(frozen=True, slots=True)
class Alike:
    """A proposal that another one resembles, and how much of 100."""

    proposal: Proposal
    score: int

    @property
    def named(self) -> str:
        return named(self.proposal)


def alike_in(cycle: Cycle, facts: Facts, besides: int | None = None) -> list[Alike]:
    """Proposals of the village in this year that resemble what is typed, the most alike first."""
    practice = practice_on(today_in(cycle.territory))
    typed = likely(facts)
    rows = Proposal.objects.filter(cycle=cycle).exclude(state__in=HIDDEN)
    found = [
        Alike(one, likeness(typed, likely(facts_of(one)), practice.weights))
        for one in rows.select_related("item", "cycle")
        if one.pk != besides
    ]
    close = [one for one in found if one.score >= practice.alike]
    return sorted(close, key=lambda one: (-one.score, one.proposal.number or 0))[:MOST_ALIKE]


def named(one: Proposal) -> str:
    """`2027-004 Paving gang 3 (RT 003/RW 002)`: several units may give their proposals the same name."""
    return f"{one.label} {one.title} ({unit_title(unit_of(one))})"


# ---------- one proposal and its years ----------


def priority_words(proposal: Proposal) -> str:
    """The priority of the plan that it serves, in its words; the code where no plan holds it any more."""
    if not proposal.priority:
        return ""
    lines = priorities_on(proposal.territory, proposal.cycle.plan_year).lines
    return next((line.title for line in lines if line.code == proposal.priority), proposal.priority)


def chain_of(proposal: Proposal) -> list[Proposal]:
    """The same wish in earlier years, the last one first."""
    found, one = [], proposal.before
    while one is not None:
        found.append(one)
        one = one.before
    return found


def later_of(proposal: Proposal) -> Proposal | None:
    """The same wish in the next year, where it was carried there."""
    return Proposal.objects.filter(before=proposal).select_related("cycle").first()


def partners_of(proposal: Proposal) -> list[Proposal]:
    """Proposals of the same year that this one may be joined to."""
    return [one for one in on_the_table(proposal.cycle) if one.pk != proposal.pk]


def carried_note(proposal: Proposal) -> str:
    practice = practice_on(today_in(proposal.territory))
    return carried_words(proposal.years_carried, practice.hanging_after)


def photo_path_for(hat: Holding, pk: int, photo: int, size: str) -> Path:
    """The file of a picture; 404 outside the territory."""
    found = Photo.objects.filter(pk=photo, proposal=proposal_for(hat, pk)).first()
    path = file_path(found.small if size == "kecil" else found.file) if found else None
    if path is None:
        raise Http404
    return path


# ---------- meetings ----------


def rembug_meetings(hat: Holding, unit: Unit, cycle: Cycle | None = None) -> list[Meeting]:
    """Rembug of a unit that were held, the latest first; of a year, where one is given."""
    held = [state.value for state in (Step.HELD, Step.MINUTED, Step.SIGNED)]
    rows = meetings_visible_to(hat).filter(
        territory=unit.territory, forum__startswith="rembug", state__in=held
    )
    found = list(rows.order_by("-starts_at")[:MOST_MEETINGS])
    return in_season(found, cycle, StageKind.REMBUG.value) if cycle else found


# ---------- what waits ----------


def waiting_for(hat: Holding, cycle: Cycle, states: Iterable[State]) -> list[Proposal]:
    rows = Proposal.objects.filter(cycle=cycle, **territory_filter(hat))
    return list(rows.in_states(frozenset(states)).told())


def feedback_until(cycle: Cycle, day: date) -> date:
    return day + timedelta(days=practice_on(day).feedback_days)


def returned_to(cycle: Cycle, unit: Unit) -> list[Proposal]:
    rows = Proposal.objects.filter(cycle=cycle, state=State.RETURNED.value).select_related("cycle")
    return list(rows.of_unit(unit.territory, unit.body))


def lists_to_receive(cycle: Cycle) -> int:
    return RankedList.objects.filter(cycle=cycle, received_at=None).current().handed_over().count()


def to_verify(cycle: Cycle) -> int:
    return Proposal.objects.filter(cycle=cycle, state=State.AGREED.value).count()


# ---------- what the house asks ----------


@dataclass(frozen=True, slots=True)
class Sums:
    """Asked, chosen and paid for in one plan year: words, how many, rupiah."""

    year: int
    rows: list[tuple[str, int, int]]


def sums_of(code: str) -> Sums | None:
    """The latest plan year of a place in one query; None where nobody proposed."""
    rows = Proposal.objects.within(code).exclude(state__in=[*HIDDEN, State.MERGED.value])
    found = list(rows.values("cycle__plan_year", "state", "cost", "granted"))
    if not found:
        return None
    year = max(one["cycle__plan_year"] for one in found)
    latest = [
        (State(one["state"]), _worth(one["state"], one["cost"], one["granted"]))
        for one in found
        if one["cycle__plan_year"] == year
    ]
    groups = (("Diusulkan", frozenset(State)), ("Disepakati", AGREED), ("Dibiayai", MET))
    return Sums(year, [(words, *_count(latest, states)) for words, states in groups])


def _worth(state: str, asked: int | None, granted: int | None) -> int:
    """What a budget gave for those that are paid for, else what was asked for."""
    return (granted if State(state) in MET else None) or asked or 0


def _count(found: list[tuple[State, int]], states: frozenset[State]) -> tuple[int, int]:
    costs = [cost for state, cost in found if state in states]
    return len(costs), sum(costs)


def found_for(hat: Holding, text: str, most: int) -> list[Proposal]:
    """Proposals of the hat's territory whose title holds the text, the latest year first."""
    rows = Proposal.objects.filter(title__icontains=text, **territory_filter(hat))
    rows = rows.exclude(state__in=HIDDEN).select_related("cycle")
    return list(rows.order_by("-cycle__plan_year", "number")[:most])
