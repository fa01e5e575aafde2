"""The line on the page of a year that says which reserve the money would pay that became free."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.deliberation.merge_doors import settled_in
from berdaya.deliberation.models import Cycle, Proposal
from berdaya.deliberation.rules.freed import freed
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.moving import may_move

SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reserve that fits, and the page where it is brought up; its own page for whoever does not decide."""

    one: Proposal
    page: str


@dataclass(frozen=True, slots=True)
class FreedLine:
    """What fell away, how much is left with its money, and what of the reserve would fit."""

    gone: tuple[Proposal, ...]
    amount: int
    left: int
    fits: tuple[Candidate, ...]
    more: int
    decides: bool


def freed_line(hat: Holding, cycle: Cycle) -> FreedLine | None:
    """None while the year has no decided musrenbang, or when nothing became free. Two queries."""
    session, settled, proposals = settled_in(cycle)
    found = freed(session.budget, session.ceilings, settled) if session and session.budget else None
    if found is None:
        return None
    fits = tuple(_candidate(hat, proposals[key]) for key in found.fits[:SHOWN])
    decides = any(State.CHOSEN in may_move(hat, one.one) for one in fits)
    gone = tuple(proposals[key] for key in found.gone)
    return FreedLine(gone, found.amount, found.left, fits, len(found.fits) - len(fits), decides)


def _candidate(hat: Holding, one: Proposal) -> Candidate:
    name = "deliberation-move" if State.CHOSEN in may_move(hat, one) else "deliberation-proposal"
    return Candidate(one, reverse(name, args=[one.pk]))
