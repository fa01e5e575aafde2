"""The reason behind each proposal of a draft, in one or two plain sentences with their numbers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from berdaya.deliberation.rules.ballots import CRITERIA, Proposal, Session, Unit
from berdaya.deliberation.rules.outcome import Chosen, Left, Outcome, Why
from berdaya.kernel.numbers import format_count, format_decimal, format_percent
from berdaya.plan.rules.words import menus_on

NAMED = 3
_ANY_DAY = date(2100, 1, 1)  # the words of a menu, not what it holds
SMALL = 10_000
CRITERIA_WORDS = dict(
    zip(CRITERIA, ("mendesak", "penerima", "KK miskin", "prioritas kota", "kesiapan"), strict=True)
)


def amount(value: Fraction | int) -> str:
    """Whole rupiah, half up; small amounts, as of examples in million rupiah, keep one decimal."""
    exact = Fraction(value)
    places = 1 if exact.denominator != 1 and abs(exact) < SMALL else 0
    return ("−" if exact < 0 else "") + "Rp" + format_decimal(abs(exact), places)


@lru_cache(maxsize=64)
def ceiling_words(menu: str) -> str:
    """`sarpras` -> `pagu sarana dan prasarana`: the limit of a menu by its title; another code as it is."""
    known = menus_on(_ANY_DAY).get(menu)
    return f"pagu {known.title[:1].lower()}{known.title[1:]}" if known else f"pagu {menu}"


def placed_anew(text: str, place: int) -> str:
    """The reason that the draft gives, once the forum has changed the list and with it the places."""
    after = f" Itu menurut rancangan; sesudah perubahan forum menjadi cadangan {place}."
    return re.sub(r" Menjadi cadangan \d+\.$", after, text)


def explain_shares(session: Session, outcome: Outcome) -> dict[str, str]:
    """One text per proposal, for the equal shares."""
    telling = _Telling(session)
    texts = {chosen.name: telling.chosen(chosen) for chosen in outcome.chosen}
    return texts | {
        left.name: telling.left(left, place) for place, left in enumerate(outcome.not_funded, start=1)
    }


def explain_borda(session: Session, outcome: Outcome) -> dict[str, str]:
    """One text per proposal: its points and who gave them."""
    longest = max((len(unit.ranking) for unit in session.units), default=0)

    def points(name: str) -> str:
        given = [
            (unit.weight * (longest - unit.ranking.index(name)), unit)
            for unit in session.units
            if name in unit.ranking
        ]
        parts = [
            f"{unit.name} peringkat {unit.ranking.index(name) + 1}"
            f" ({_number(unit.weight)} × {longest - unit.ranking.index(name)})"
            for _, unit in sorted(given, key=lambda pair: (-pair[0], _natural(pair[1].name)))
        ]
        total = _number(sum((point for point, _ in given), Fraction(0)))
        return f"{total} poin" + (f": {_several(parts)}" if parts else "")

    return _explain_order(session, outcome, {p.name: points(p.name) for p in session.proposals})


def explain_criteria(session: Session, outcome: Outcome, scores: Mapping[str, Fraction]) -> dict[str, str]:
    """One text per proposal: its score and the five values behind it."""

    def score(proposal: Proposal) -> str:
        if proposal.name not in scores:
            return "belum dinilai menurut lima kriteria"
        words = [f"{CRITERIA_WORDS[c]} {v}" for c, v in zip(CRITERIA, proposal.criteria, strict=True)]
        return f"nilai {_number(scores[proposal.name])} ({', '.join(words)})"

    return _explain_order(session, outcome, {p.name: score(p) for p in session.proposals})


def _explain_order(session: Session, outcome: Outcome, reasons: Mapping[str, str]) -> dict[str, str]:
    proposals = {p.name: p for p in session.proposals}
    texts = {}
    for place, chosen in enumerate(outcome.chosen, start=1):
        title = _title(proposals[chosen.name])
        texts[chosen.name] = f"{title} didanai, urutan {place}: {reasons[chosen.name]}."
    for place, left in enumerate(outcome.not_funded, start=1):
        title, lack = _title(proposals[left.name]), _lack(left, proposals[left.name])
        reserve = "" if left.why is Why.UNVALUED else f" Menjadi cadangan {place}."
        texts[left.name] = f"{title} tidak didanai: {reasons[left.name]}; {lack}{reserve}"
    return texts


class _Telling:
    """The sentences about one run of the equal shares."""

    def __init__(self, session: Session) -> None:
        self.units = {unit.name: unit for unit in session.units}
        self.proposals = {proposal.name: proposal for proposal in session.proposals}
        self.shares = session.shares()
        self.weight = session.weight

    def chosen(self, chosen: Chosen) -> str:
        title = _title(self.proposals[chosen.name])
        if chosen.level is None:
            return f"{title} didanai pada tahap pelengkap. {self._completed(chosen)}"
        return f"{title} didanai pada tahap peringkat {chosen.level}. {self._paid(chosen)}"

    def _paid(self, chosen: Chosen) -> str:
        if len(chosen.payments) == 1:
            ((name, paid),) = chosen.payments.items()
            unit, rest = self.units[name], chosen.rest[name]
            used = self.shares[name] + unit.opening - rest - paid
            return (
                f"Bagian {name} {amount(self.shares[name])} ({self._weight(unit)}){_brought(unit)}"
                + (f", sebelumnya terpakai {amount(used)}." if used else ".")
                + f" {name} membayar {amount(paid)}; sisa bagiannya {amount(rest)}."
            )
        payers = _several([f"{name} {amount(chosen.payments[name])}" for name in _in_order(chosen.payments)])
        return (
            f"Dibayar bersama oleh {payers}: paling banyak {amount(chosen.price)} untuk setiap satuan bobot."
        )

    def _completed(self, chosen: Chosen) -> str:
        cost = self.proposals[chosen.name].cost
        held = chosen.price * cost
        names = _several(_in_order(chosen.payments))
        return (
            f"Pendukungnya ({names}) masih punya {amount(held)} dari biaya {amount(cost)}"
            f" ({format_percent(chosen.price)}), yang terbesar di antara usulan yang tersisa."
            f" Kekurangan {amount(cost - held)} menjadi pinjaman dari bagian tahun depan."
        )

    def _weight(self, unit: Unit) -> str:
        behind = ""
        if unit.households is not None and unit.poor is not None:
            behind = f" = {format_count(unit.households)} KK + {format_count(unit.poor)} KK miskin"
        return f"bobot {_number(unit.weight)}{behind}, dari seluruhnya {_number(self.weight)}"

    def left(self, left: Left, place: int) -> str:
        proposal = self.proposals[left.name]
        if left.blocked is None:
            lack = _lack(left, proposal)
        else:
            blocked = left.blocked
            limit = (
                f"sisa {ceiling_words(proposal.menu)}" if blocked.why is Why.MENU else "sisa pagu seluruhnya"
            )
            names = _several(_in_order(blocked.supporters))
            lack = (
                f"pada tahap peringkat {blocked.level} pendukungnya ({names}) punya"
                f" {amount(blocked.balance)}, cukup untuk biaya {amount(left.cost)}, tetapi {limit} hanya"
                f" {amount(blocked.rest)}."
            )
        return f"{_title(proposal)} tidak didanai: {lack} Menjadi cadangan {place}."


def _brought(unit: Unit) -> str:
    if not unit.opening:
        return ""
    return f" {'ditambah' if unit.opening > 0 else 'dikurangi'} saldo tahun lalu {amount(abs(unit.opening))}"


def _lack(left: Left, proposal: Proposal) -> str:
    if left.why is Why.MENU:
        limit = ceiling_words(proposal.menu)
        return f"biayanya {amount(left.cost)}, sedangkan sisa {limit} {amount(left.there)}."
    if left.why is Why.BUDGET:
        return f"biayanya {amount(left.cost)}, sedangkan sisa pagu seluruhnya {amount(left.there)}."
    if left.why is Why.UNVALUED:
        return "tanpa nilai ia tidak masuk urutan."
    missing = amount(left.cost - left.there)
    return f"pendukungnya punya {amount(left.there)} dari biaya {amount(left.cost)}; kurang {missing}."


def _title(proposal: Proposal) -> str:
    return f"{proposal.name} {proposal.title}".strip()


def _in_order(names: Iterable[str]) -> list[str]:
    """RT 2 before RT 10, whatever the order of the file: the reason must not depend on it."""
    return sorted(names, key=_natural)


def _natural(name: str) -> tuple[list[str | int], str]:
    """Words and numbers by turns, so that they are compared with their like; the name itself settles ties."""
    parts = re.split(r"([0-9]{1,18})", name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], name


def _several(names: list[str]) -> str:
    """The first three by name, the others counted."""
    if len(names) <= NAMED:
        return " dan ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
    return f"{', '.join(names[:NAMED])} dan {len(names) - NAMED} lainnya"


def _number(value: Fraction) -> str:
    return format_count(value.numerator) if value.denominator == 1 else format_decimal(value, 2)
