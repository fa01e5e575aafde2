"""Another agency for one place, the nearest way: the place moves, or changes places with one other.

Every such answer keeps all limits, so its loss is a true one: the best answer without the present pair loses
at most so much. Where the whole problem can be solved again that is done instead, and said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.targeting.rules.assignment import Lead, Problem, broken, loads


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the total loses, and who leads then."""

    loss: Fraction
    lead: Lead


def best_exchange(problem: Problem, lead: Lead, place: int) -> Exchange | None:
    """The move or swap that takes a place from its agency and loses least; None when none is allowed."""
    exchanges = sorted(_exchanges(problem, lead, place), key=lambda e: (e.loss, e.lead))
    return next((exchange for exchange in exchanges if not broken(problem, exchange.lead)), None)


def _exchanges(problem: Problem, lead: Lead, place: int) -> Iterator[Exchange]:
    carried = loads(problem, lead)
    relative = [load / a.strength for load, a in zip(carried, problem.agencies, strict=True)]
    order = sorted(range(len(relative)), key=lambda a: -relative[a])
    delta, worth, giver = problem.weights.delta, problem.worth, lead[place]
    work = problem.places[place].load

    def loss(taker: int, gain: Fraction, moved: Fraction) -> Fraction:
        """`gain` is what the pairs add, `moved` the work that goes from giver to taker."""
        if not delta:
            return -gain
        rest = next((relative[a] for a in order if a not in (giver, taker)), Fraction(0))
        after = max(
            rest,
            (carried[giver] - moved) / problem.agencies[giver].strength,
            (carried[taker] + moved) / problem.agencies[taker].strength,
        )
        return delta * (after - relative[order[0]]) - gain

    for taker in sorted(problem.allowed[place] - {giver}):
        gain = worth[taker][place] - worth[giver][place]
        yield Exchange(loss(taker, gain, work), _with(lead, (place, taker)))
        for other, holder in enumerate(lead):
            if holder == taker and giver in problem.allowed[other]:
                both = gain + worth[giver][other] - worth[taker][other]
                moved = work - problem.places[other].load
                yield Exchange(loss(taker, both, moved), _with(lead, (place, taker), (other, giver)))


def _with(lead: Sequence[int], *changes: tuple[int, int]) -> Lead:
    changed = list(lead)
    for place, agency in changes:
        changed[place] = agency
    return tuple(changed)
