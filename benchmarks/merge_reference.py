"""The merge written straight from its description, with nothing clever: the measure of speed and of truth.

Gives (selected with price or coverage and payments, closing balances, money left, ledger).
"""

from fractions import Fraction
from typing import Any

from berdaya.deliberation.rules.ballots import Proposal, Session

ZERO = Fraction(0)
Merged = tuple[list[Any], dict[str, Fraction], int, dict[str, Fraction]]


def merge(session: Session) -> Merged:
    run = _Run(session)
    for level in range(1, max((len(u.ranking) for u in session.units), default=0) + 1):
        while (best := run.cheapest(level)) is not None:
            run.buy(*best)
    while session.complete and (best := run.most_covered()) is not None:
        run.buy(*best)
    ledger = {u: b - Fraction(run.left) * run.weight[u] / run.whole for u, b in run.balance.items()}
    return run.chosen, run.balance, run.left, ledger


class _Run:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.weight = {unit.name: Fraction(unit.weight) for unit in session.units}
        self.whole = sum(self.weight.values(), ZERO)
        self.balance = {
            u.name: session.budget * self.weight[u.name] / self.whole + u.opening for u in session.units
        }
        self.left, self.rest = session.budget, dict(session.ceilings)
        self.waiting, self.chosen = list(session.proposals), []

    def has(self, unit: str) -> Fraction:
        return max(self.balance[unit], ZERO)

    def fits(self, p: Proposal) -> bool:
        return p.cost <= self.left and (p.menu not in self.rest or p.cost <= self.rest[p.menu])

    def backers(self, p: Proposal, level: int | None) -> list[str]:
        return [u.name for u in self.session.units if p.name in u.ranking[:level]]

    def price(self, p: Proposal, backers: list[str]) -> Fraction | None:
        missing, weight = Fraction(p.cost), sum((self.weight[u] for u in backers), ZERO)
        for u in sorted(backers, key=lambda u: self.has(u) / self.weight[u]):
            most = self.has(u) / self.weight[u]
            if missing <= most * weight:
                return missing / weight
            missing -= most * self.weight[u]
            weight -= self.weight[u]
        return None

    def cheapest(self, level: int) -> Any:
        best = None
        for p in self.waiting:
            backers = self.backers(p, level)
            if not backers or not self.fits(p) or (price := self.price(p, backers)) is None:
                continue
            key = (price, -sum(self.weight[u] for u in backers), p.cost, p.number)
            if best is None or key < best[0]:
                payments = {u: min(self.has(u), price * self.weight[u]) for u in backers}
                best = (key, p, price, payments)
        return best and best[1:]

    def most_covered(self) -> Any:
        best = None
        for p in self.waiting:
            backers = self.backers(p, None)
            held = sum((self.has(u) for u in backers), ZERO)
            if not backers or not self.fits(p) or held / p.cost < self.session.least_coverage:
                continue
            weight = sum((self.weight[u] for u in backers), ZERO)
            key = (-held / p.cost, -weight, p.cost, p.number)
            if best is None or key < best[0]:
                gap = (p.cost - held) / weight
                payments = {u: self.has(u) + gap * self.weight[u] for u in backers}
                best = (key, p, held / p.cost, payments)
        return best and best[1:]

    def buy(self, p: Proposal, price: Fraction, payments: dict[str, Fraction]) -> None:
        for unit, amount in payments.items():
            self.balance[unit] -= amount
        self.left -= p.cost
        if p.menu in self.rest:
            self.rest[p.menu] -= p.cost
        self.waiting.remove(p)
        self.chosen.append((p.name, price, {u: amount for u, amount in payments.items() if amount}))
