"""What several units want together: proposals that a unit may join, and who stands behind a proposal."""

from dataclasses import dataclass

from django.db.models import Q

from berdaya.access.clock import today_in
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Proposal, RankedItem
from berdaya.deliberation.rules.proposing import Unit, likeness, practice_on
from berdaya.deliberation.rules.states import State

JOINABLE = frozenset({State.PROPOSED, State.RETURNED, State.AGREED, State.CHECKED})
MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal of another unit; `like` is the own proposal that it resembles, if there is one."""

    proposal: Proposal
    unit: str
    like: Proposal | None
    score: int


def joinable(cycle: Cycle, unit: Unit) -> list[Proposal]:
    """Proposals of other units of this year that are still talked over, by their numbers."""
    own = Q(territory=unit.territory, body=unit.body)
    rows = Proposal.objects.filter(cycle=cycle).exclude(own).in_states(JOINABLE)
    return list(rows.select_related("cycle", "item").order_by("number"))


def candidates(cycle: Cycle, unit: Unit, text: str, besides: frozenset[int]) -> list[Candidate]:
    """What a unit may join: those that resemble its own first, then those whose words hold the text."""
    practice = practice_on(today_in(cycle.territory))
    own = [one for one in doors.proposals_of_unit(cycle, unit) if one.standing in JOINABLE]
    likely = [(one, doors.likely(doors.facts_of(one))) for one in own]
    found = []
    for other in joinable(cycle, unit):
        typed = doors.likely(doors.facts_of(other))
        scores = [(likeness(typed, mine, practice.weights), one) for one, mine in likely]
        score, like = max(scores, key=lambda pair: (pair[0], -pair[1].pk), default=(0, None))
        close = score >= practice.alike
        if other.pk not in besides and (close or (text and _holds(other, text))):
            title = doors.unit_title(doors.unit_of(other))
            found.append(Candidate(other, title, like if close else None, score))
    return sorted(found, key=lambda one: (one.like is None, -one.score, one.proposal.number or 0))[:MOST]


def _holds(one: Proposal, text: str) -> bool:
    words = f"{one.title} {one.label} {one.place} {doors.unit_title(doors.unit_of(one))}".casefold()
    return all(word in words for word in text.casefold().split())


def supporters_of(proposal: Proposal) -> list[tuple[str, int]]:
    """Other units that rank it in their present list, and at which place."""
    rows = RankedItem.objects.filter(proposal=proposal, list__replaced=False).select_related("list")
    return [
        (doors.unit_title(doors.unit_of(one.list)), one.position)
        for one in rows
        if doors.unit_of(one.list) != doors.unit_of(proposal)
    ]
