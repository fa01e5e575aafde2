"""What the forum makes of a draft: changes folded over it, who then pays what, and the ledger that follows.

The computed draft is for the forum; the forum may decide otherwise, each time with a reason. What it takes
out gives its payers their money back. What it puts in is paid by its supporters: each what he has, the gap
shared by weight as a loan, as in the completion; without supporters all units pay by weight. Another amount
is paid by the same payers in the same proportion. So the ledger stays exact and adds up to zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from berdaya.deliberation.rules.ballots import Proposal, Session
from berdaya.deliberation.rules.explaining import ceiling_words
from berdaya.deliberation.rules.outcome import Outcome
from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_rupiah

ZERO = Fraction(0)


class Kind(StrEnum):
    IN = "masuk"
    OUT = "keluar"
    AMOUNT = "biaya"

    @property
    def words(self) -> str:
        return {Kind.IN: "dimasukkan", Kind.OUT: "dikeluarkan", Kind.AMOUNT: "biayanya diubah"}[self]


@dataclass(frozen=True, slots=True)
class Change:
    """One decision of the forum about one proposal; the amount is that of `AMOUNT` alone."""

    proposal: str
    kind: Kind
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The list as the forum left it: chosen in order, the others in order, who pays what, the ledger."""

    chosen: tuple[str, ...]
    reserve: tuple[str, ...]
    costs: Mapping[str, int]
    payments: Mapping[str, Mapping[str, Fraction]]
    left: int
    ledger: Mapping[str, Fraction]


def list_after(computed: Sequence[str], changes: Iterable[Change]) -> list[str]:
    """The computed list with every change in its turn; what comes in stands at the end."""
    names = list(computed)
    for change in changes:
        if change.kind is Kind.OUT and change.proposal in names:
            names.remove(change.proposal)
        elif change.kind is Kind.IN and change.proposal not in names:
            names.append(change.proposal)
    return names


def amounts_after(proposals: Iterable[Proposal], changes: Iterable[Change]) -> dict[str, int]:
    """What each proposal costs, the last word of the forum first."""
    costs = {proposal.name: proposal.cost for proposal in proposals}
    for change in changes:
        if change.kind is Kind.AMOUNT and change.amount is not None:
            costs[change.proposal] = change.amount
    return costs


def change_faults(session: Session, chosen: Sequence[str], costs: Mapping[str, int]) -> list[Finding]:
    """Why a changed list cannot stand: it needs more than there is."""
    menus = {proposal.name: proposal.menu for proposal in session.proposals}
    limits = [("pagu seluruhnya", session.budget, sum(costs[name] for name in chosen))]
    for menu, limit in session.ceilings.items():
        spent = sum(costs[name] for name in chosen if menus[name] == menu)
        limits.append((ceiling_words(menu), limit, spent))
    return [
        Finding(
            "forum.ceiling",
            words,
            f"terlampaui {format_rupiah(spent - limit)}: daftar itu memerlukan {format_rupiah(spent)}",
            "Keluarkan usulan lain dahulu, atau turunkan biaya salah satunya.",
        )
        for words, limit, spent in limits
        if spent > limit
    ]


def fitting_reserve(session: Session, decided: Decided) -> tuple[str, ...]:
    """The reserve that the money left would still pay, each alone, within the limits of the menus."""
    menus = {proposal.name: proposal.menu for proposal in session.proposals}
    rests = {
        menu: limit - sum(decided.costs[name] for name in decided.chosen if menus[name] == menu)
        for menu, limit in session.ceilings.items()
    }
    return tuple(
        name
        for name in decided.reserve
        if decided.costs[name] <= min(decided.left, rests.get(menus[name], decided.left))
    )


def settle(session: Session, outcome: Outcome, changes: Sequence[Change]) -> Decided:
    """Who pays for the list that the forum agreed on, and what each unit carries into next year."""
    computed = [one.name for one in outcome.chosen]
    chosen = list_after(computed, changes)
    costs = amounts_after(session.proposals, changes)
    paid = _kept(outcome, chosen, costs)
    balances = dict(session.shares())
    for unit in session.units:
        balances[unit.name] += unit.opening
    for payments in paid.values():
        _take(balances, payments)
    for name in chosen:
        if name not in paid:
            paid[name] = _payments(session, balances, name, costs[name])
            _take(balances, paid[name])
    left = session.budget - sum(costs[name] for name in chosen)
    per_weight = left / session.weight if session.units else ZERO
    ledger = {unit.name: balances[unit.name] - unit.weight * per_weight for unit in session.units}
    order = [one.name for one in outcome.not_funded] + computed
    reserve = tuple(name for name in order if name not in chosen)
    return Decided(tuple(chosen), reserve, costs, paid, left, ledger)


def _kept(
    outcome: Outcome, chosen: Sequence[str], costs: Mapping[str, int]
) -> dict[str, dict[str, Fraction]]:
    """Payments of the draft for what stays, at what it costs now."""
    kept = {}
    for one in outcome.chosen:
        total = sum(one.payments.values(), ZERO)
        if one.name in chosen and total:
            kept[one.name] = {unit: amount * costs[one.name] / total for unit, amount in one.payments.items()}
    return kept


def _payments(
    session: Session, balances: Mapping[str, Fraction], name: str, cost: int
) -> dict[str, Fraction]:
    """Each supporter gives what he has, but together no more than the cost; a gap is shared by weight."""
    supporters = [unit for unit in session.units if name in unit.ranking] or list(session.units)
    held = {unit.name: max(balances[unit.name], ZERO) for unit in supporters}
    total = sum(held.values(), ZERO)
    if total >= cost:
        return {unit: amount * cost / total for unit, amount in held.items() if amount}
    weight = sum((unit.weight for unit in supporters), ZERO)
    gap = (cost - total) / weight
    return {unit.name: held[unit.name] + gap * unit.weight for unit in supporters}


def _take(balances: dict[str, Fraction], payments: Mapping[str, Fraction]) -> None:
    for unit, amount in payments.items():
        balances[unit] -= amount
