"""The merge written straight from its description, with nothing clever: the measure of speed and of truth.

Returns (selected with price or coverage and payments, closing balances, money left, ledger).
"""

from fractions import Fraction
from typing import Any

from berdaya.deliberation.rules.ballots import Proposal, Session

Merged = tuple[list[Any], dict[str, Fraction], int, dict[str, Fraction]]


def merge(session: Session) -> Merged:  # noqa: C901 - one page, to be read beside the description
    weights = {unit.name: Fraction(unit.weight) for unit in session.units}
    whole = sum(weights.values(), Fraction(0))
    balance = {u.name: session.budget * weights[u.name] / whole + u.opening for u in session.units}
    left, rest, chosen = session.budget, dict(session.ceilings), []
    waiting = list(session.proposals)

    def fits(p: Proposal) -> bool:
        return p.cost <= left and (p.menu not in rest or p.cost <= rest[p.menu])

    def price(p: Proposal, backers: list[str]) -> Fraction | None:
        missing, weight = Fraction(p.cost), sum((weights[u] for u in backers), Fraction(0))
        for u in sorted(backers, key=lambda u: max(balance[u], Fraction(0)) / weights[u]):
            most = max(balance[u], Fraction(0)) / weights[u]
            if missing <= most * weight:
                return missing / weight
            missing -= most * weights[u]
            weight -= weights[u]
        return None

    def buy(p: Proposal, key: Fraction, payments: dict[str, Fraction]) -> None:
        nonlocal left
        for u, amount in payments.items():
            balance[u] -= amount
        left -= p.cost
        if p.menu in rest:
            rest[p.menu] -= p.cost
        waiting.remove(p)
        chosen.append((p.name, key, {u: amount for u, amount in payments.items() if amount}))

    for level in range(1, max((len(u.ranking) for u in session.units), default=0) + 1):
        while True:
            best = None
            for p in waiting:
                backers = [u.name for u in session.units if p.name in u.ranking[:level]]
                if not backers or not fits(p) or (found := price(p, backers)) is None:
                    continue
                key = (found, -sum(weights[u] for u in backers), p.cost, p.number)
                if best is None or key < best[0]:
                    best = (key, p, backers)
            if best is None:
                break
            key, p, backers = best
            buy(p, key[0], {u: min(max(balance[u], Fraction(0)), key[0] * weights[u]) for u in backers})

    while session.complete:
        best = None
        for p in waiting:
            backers = [u.name for u in session.units if p.name in u.ranking]
            if not backers or not fits(p):
                continue
            held = sum((max(balance[u], Fraction(0)) for u in backers), Fraction(0))
            if held / p.cost < session.least_coverage:
                continue
            weight = sum((weights[u] for u in backers), Fraction(0))
            key = (-held / p.cost, -weight, p.cost, p.number)
            if best is None or key < best[0]:
                best = (key, p, backers, held, weight)
        if best is None:
            break
        key, p, backers, held, weight = best
        gap = (p.cost - held) / weight
        buy(p, -key[0], {u: max(balance[u], Fraction(0)) + gap * weights[u] for u in backers})

    ledger = {u: b - Fraction(left) * weights[u] / whole for u, b in balance.items()}
    return chosen, balance, left, ledger
