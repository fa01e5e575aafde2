"""Bagian Setara Berjenjang (BSB): each unit has a share of the budget by weight and pays for its own order.

Level 1 looks at first choices, level 2 at the first two, and so on. Of the proposals that their supporters
can pay, the one with the lowest price per weight goes first. What nobody can pay alone is completed at the
end from what supporters have left; the gap is a loan from their next year. All arithmetic is exact; ties end
at the registration number.

Balances only fall, so a price only rises and a coverage only falls: a heap that looks again at what changed,
when it comes to the top, gives the same order as looking at everything in each step.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from heapq import heapify, heappop, heappush

from berdaya.deliberation.rules.ballots import Session
from berdaya.deliberation.rules.outcome import Blocked, Chosen, Left, Outcome, Purse, Why

ZERO = Fraction(0)
Key = tuple[float, Fraction, Fraction | int, int, int]
KeyOf = Callable[[int], Key | None]


def merge(session: Session) -> Outcome:
    """The draft of a session whose faults have been looked for (`faults.faults_of`)."""
    return _Merge(session).run()


class _Merge:
    """One run. Units and proposals are positions; `backing` is the weight of the supporters so far."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.proposals = session.proposals
        self.numbered = {proposal.number: i for i, proposal in enumerate(self.proposals)}
        at = {proposal.name: i for i, proposal in enumerate(self.proposals)}
        self.weights = [_plain(unit.weight) for unit in session.units]
        self.rankings = [[at[name] for name in unit.ranking] for unit in session.units]
        shares = session.shares()
        self.balances = [shares[unit.name] + unit.opening for unit in session.units]
        self.purse = Purse(session)
        self.supporters: list[list[int]] = [[] for _ in self.proposals]
        self.backing: list[Fraction | int] = [0] * len(self.proposals)
        self.stale = [False] * len(self.proposals)
        self.taken = [False] * len(self.proposals)
        self.blocked: dict[int, Blocked] = {}
        self.chosen: list[Chosen] = []

    def run(self) -> Outcome:
        for level in range(1, max((len(ranking) for ranking in self.rankings), default=0) + 1):
            joined = self._join(level)
            self._buy_from(joined, self._price_key, level)
            self._note_blocked(level)
        if self.session.complete:
            self._buy_from(range(len(self.proposals)), self._coverage_key, None)
        return self._outcome()

    def _join(self, level: int) -> set[int]:
        """Everybody's choice of this rank gets its supporters."""
        joined = set()
        for unit, ranking in enumerate(self.rankings):
            if len(ranking) >= level:
                proposal = ranking[level - 1]
                self.supporters[proposal].append(unit)
                self.backing[proposal] += self.weights[unit]
                joined.add(proposal)
        return joined

    def _buy_from(
        self, wanted: Iterable[int], key_of: Callable[[int], Key | None], level: int | None
    ) -> None:
        """Buy the best that fits until nothing is left that can be bought."""
        heap = [key for p in wanted if not self.taken[p] and (key := key_of(p)) is not None]
        heapify(heap)
        while heap:
            key = heappop(heap)
            p = self.numbered[key[4]]
            if not self.purse.fits(self.proposals[p]):
                continue
            if self.stale[p]:
                if (fresh := key_of(p)) is not None:
                    heappush(heap, fresh)
                continue
            self._buy(p, level, abs(key[1]))

    def _price_key(self, p: int) -> Key | None:
        """Lowest price, then most weight, lowest cost, earliest number; None when supporters cannot pay."""
        self.stale[p] = False
        price = self._price(p)
        if price is None:
            return None
        proposal = self.proposals[p]
        return float(price), price, -self.backing[p], proposal.cost, proposal.number

    def _price(self, p: int) -> Fraction | None:
        """The least amount per weight at which the supporters together reach the cost."""
        cost, balances, weights = self.proposals[p].cost, self.balances, self.weights
        if len(self.supporters[p]) == 1:
            unit = self.supporters[p][0]
            return Fraction(cost, weights[unit]) if balances[unit] >= cost else None
        payers = sorted((balances[u] / weights[u], u) for u in self.supporters[p] if balances[u] > 0)
        missing, weight = Fraction(cost), sum(weights[u] for _, u in payers)
        for most, unit in payers:
            if missing <= most * weight:
                return missing / weight
            missing -= balances[unit]
            weight -= weights[unit]
        return None

    def _coverage_key(self, p: int) -> Key | None:
        """Most covered, then most weight, lowest cost, earliest number; None below the least coverage."""
        self.stale[p] = False
        if not self.supporters[p]:
            return None
        proposal, coverage = self.proposals[p], self._coverage(p)
        if coverage < self.session.least_coverage:
            return None
        return -float(coverage), -coverage, -self.backing[p], proposal.cost, proposal.number

    def _held(self, p: int) -> Fraction:
        return sum((self.balances[u] for u in self.supporters[p] if self.balances[u] > 0), ZERO)

    def _coverage(self, p: int) -> Fraction:
        return self._held(p) / self.proposals[p].cost

    def _buy(self, p: int, level: int | None, price: Fraction) -> None:
        payments = self._payments(p, None if level is None else price)
        for unit, amount in payments:
            self.balances[unit] -= amount
            for other in self.rankings[unit]:
                self.stale[other] = True
        self.taken[p] = True
        self.purse.take(self.proposals[p])
        units = self.session.units
        paid = {units[unit].name: amount for unit, amount in payments}
        rest = {units[unit].name: self.balances[unit] for unit, _ in payments}
        self.chosen.append(Chosen(self.proposals[p].name, level, price, paid, rest))

    def _payments(self, p: int, price: Fraction | None) -> list[tuple[int, Fraction]]:
        """Who pays what; without a price everybody gives what he has and the gap is shared by weight."""
        units = self.supporters[p]
        if price is not None:
            due = [(u, min(max(self.balances[u], ZERO), price * self.weights[u])) for u in units]
        else:
            gap = (self.proposals[p].cost - self._held(p)) / self.backing[p]
            due = [(u, max(self.balances[u], ZERO) + gap * self.weights[u]) for u in units]
        return [(unit, amount) for unit, amount in due if amount]

    def _note_blocked(self, level: int) -> None:
        """Remember who could have paid at this level, had there been room under a ceiling."""
        for p, proposal in enumerate(self.proposals):
            if self.taken[p] or p in self.blocked or not self.supporters[p]:
                continue
            obstacle = self.purse.obstacle(proposal)
            if obstacle is not None and (held := self._held(p)) >= proposal.cost:
                names = tuple(self.session.units[u].name for u in self.supporters[p])
                self.blocked[p] = Blocked(level, names, held, *obstacle)

    def _outcome(self) -> Outcome:
        session, left = self.session, self.purse.left
        closing = {u.name: b for u, b in zip(session.units, self.balances, strict=True)}
        per_weight = Fraction(left) / session.weight if session.units else ZERO
        ledger = {u.name: closing[u.name] - u.weight * per_weight for u in session.units}
        others = [p for p, taken in enumerate(self.taken) if not taken]
        others.sort(key=self._next_in_line)
        return Outcome(tuple(self.chosen), tuple(self._left(p) for p in others), left, closing, ledger)

    def _next_in_line(self, p: int) -> tuple[Fraction, Fraction | int, int, int]:
        proposal = self.proposals[p]
        return -self._coverage(p), -self.backing[p], proposal.cost, proposal.number

    def _left(self, p: int) -> Left:
        proposal = self.proposals[p]
        why, there = self.purse.obstacle(proposal) or (Why.SHARE, self._held(p))
        return Left(proposal.name, why, proposal.cost, Fraction(there), self.blocked.get(p))


def _plain(weight: Fraction) -> Fraction | int:
    """Whole weights as integers: the same value, much faster."""
    return weight.numerator if weight.denominator == 1 else weight
