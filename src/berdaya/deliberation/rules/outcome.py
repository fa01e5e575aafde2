"""What a merge ends in: the draft for the forum, with every number behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from berdaya.deliberation.rules.ballots import Proposal, Session


class Why(StrEnum):
    """Why a proposal is not in the draft."""

    MENU = "pagu_menu"
    BUDGET = "pagu_total"
    SHARE = "bagian_kurang"
    UNVALUED = "tanpa_nilai"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal in the draft: at which level of the lists (None = completion), at what price or coverage,
    who pays how much of it, and what those have left after it."""

    name: str
    level: int | None
    price: Fraction
    payments: Mapping[str, Fraction]
    rest: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Blocked:
    """The supporters could have paid at this level, had a ceiling left room: their balance and the rest."""

    level: int
    supporters: tuple[str, ...]
    balance: Fraction
    why: Why
    rest: int


@dataclass(frozen=True, slots=True)
class Left:
    """A proposal that is not in the draft: the reason, its cost and what was there for it."""

    name: str
    why: Why
    cost: int
    there: Fraction
    blocked: Blocked | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The draft: chosen in order, the others in the order in which they would be next, and the balances."""

    chosen: tuple[Chosen, ...]
    not_funded: tuple[Left, ...]
    money_left: int
    closing: Mapping[str, Fraction] = field(default_factory=dict)
    ledger: Mapping[str, Fraction] = field(default_factory=dict)


class Purse:
    """The money that is left, in all and in each menu."""

    def __init__(self, session: Session) -> None:
        self.left = session.budget
        self._menus = dict(session.ceilings)

    def rest(self, menu: str) -> int | None:
        """What is left of a menu; None where it has no ceiling of its own."""
        return self._menus.get(menu)

    def fits(self, proposal: Proposal) -> bool:
        rest = self._menus.get(proposal.menu)
        return proposal.cost <= self.left and (rest is None or proposal.cost <= rest)

    def take(self, proposal: Proposal) -> None:
        self.left -= proposal.cost
        if proposal.menu in self._menus:
            self._menus[proposal.menu] -= proposal.cost

    def obstacle(self, proposal: Proposal) -> tuple[Why, int] | None:
        """Why a proposal does not fit: the ceiling of its menu first, then the whole. None when it fits."""
        rest = self._menus.get(proposal.menu)
        if rest is not None and proposal.cost > rest:
            return Why.MENU, rest
        return (Why.BUDGET, self.left) if proposal.cost > self.left else None


def in_order(order: Sequence[Proposal], session: Session) -> tuple[list[Proposal], list[Left], int]:
    """Go down an order, take what fits, skip what does not: taken, left with reasons, money left."""
    purse, taken, others = Purse(session), [], []
    for proposal in order:
        if purse.fits(proposal):
            purse.take(proposal)
            taken.append(proposal)
        else:
            others.append(proposal)
    left = []
    for proposal in others:
        obstacle = purse.obstacle(proposal)
        assert obstacle is not None, "what did not fit earlier does not fit later"
        left.append(Left(proposal.name, obstacle[0], proposal.cost, Fraction(obstacle[1])))
    return taken, left, purse.left
