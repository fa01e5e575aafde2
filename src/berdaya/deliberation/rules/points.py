"""Two second opinions beside the equal shares: weighted Borda points, and the criteria score.

Both go down an order, take what fits and skip what does not. Neither keeps a ledger.
"""

from collections.abc import Mapping
from fractions import Fraction

from berdaya.deliberation.rules.ballots import Proposal, Session
from berdaya.deliberation.rules.outcome import Chosen, Left, Outcome, Why, in_order

HIGHEST = 5


def borda_scores(session: Session) -> dict[str, Fraction]:
    """Weight × (longest list − rank + 1), over all units; a proposal that nobody ranked has 0."""
    longest = max((len(unit.ranking) for unit in session.units), default=0)
    scores = {proposal.name: Fraction(0) for proposal in session.proposals}
    for unit in session.units:
        for rank, name in enumerate(unit.ranking, start=1):
            scores[name] += unit.weight * (longest - rank + 1)
    return scores


def criteria_score(proposal: Proposal, weights: tuple[int, ...]) -> Fraction | None:
    """Σ weight × value / 5, from 20 to 100 with weights that add up to 100; None without values."""
    if not proposal.criteria:
        return None
    return Fraction(sum(w * v for w, v in zip(weights, proposal.criteria, strict=True)), HIGHEST)


def criteria_scores(session: Session) -> dict[str, Fraction]:
    """The score of each proposal that has values."""
    pairs = ((p.name, criteria_score(p, session.criteria_weights)) for p in session.proposals)
    return {name: score for name, score in pairs if score is not None}


def by_borda(session: Session) -> Outcome:
    """Most points first, then the lower cost, then the earlier number."""
    scores = borda_scores(session)
    order = sorted(session.proposals, key=lambda p: (-scores[p.name], p.cost, p.number))
    return _greedy(session, order, scores)


def by_criteria(session: Session) -> Outcome:
    """Highest score first, then more poor households, the lower cost, the earlier number.

    A proposal without values stands outside the order and is not taken.
    """
    scores = criteria_scores(session)
    valued = [p for p in session.proposals if p.name in scores]
    order = sorted(valued, key=lambda p: (-scores[p.name], -p.poor_households, p.cost, p.number))
    return _greedy(session, order, scores)


def _greedy(session: Session, order: list[Proposal], scores: Mapping[str, Fraction]) -> Outcome:
    taken, left, money = in_order(order, session)
    outside = [p for p in session.proposals if p.name not in scores]
    unvalued = [Left(p.name, Why.UNVALUED, p.cost, Fraction(0)) for p in outside]
    ledger = {unit.name: unit.opening for unit in session.units}
    chosen = tuple(Chosen(p.name, None, scores[p.name], {}) for p in taken)
    return Outcome(chosen, (*left, *unvalued), money, {}, ledger)
