"""What the checks are held against: words, limits, the nomenclature and the rates of the year and place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from berdaya.budget.rules.record import Statement
from berdaya.budget.rules.words import Words, words_from, words_of
from berdaya.plan.rules.nomenclature import Nomenclature, nomenclature_for
from berdaya.region.rules.gazetteer import Level, official
from berdaya.rulebook.rules import Rule, Rulebook, Standing, shipped

CHECKS, WORDS, COSTS, BASIS = "budget.checks", "budget.words", "budget.costs", "budget.basis"


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of `budget.checks`."""

    linked_share: Fraction
    answered_share: Fraction
    dominance: Fraction
    strong_gap: Fraction
    alike: Fraction
    shared_words: int
    data_years: int
    longest_field: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Monthly rupiah for each office held, months in a year, and where the rates come from."""

    months: int
    monthly: Mapping[str, int]
    source: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Law:
    """All that a check may look up. `keys` name the editions used, for a stored verdict."""

    words: Words
    limits: Limits
    costs: Costs
    table: Nomenclature | None
    territory: str
    basis: tuple[str, ...]
    keys: tuple[str, ...]


def law_for(statement: Statement, book: Rulebook | None = None) -> Law:
    """The rules of the statement's budget year and place."""
    book = book or shipped()
    year = statement.year if isinstance(statement.year, int) and 2015 <= statement.year <= 2100 else None
    day = date(year or 2026, 1, 1)
    territory = territory_of(statement)
    words, checks, costs = (book.in_force(name, day, territory=territory) for name in (WORDS, CHECKS, COSTS))
    return Law(
        words_from(_whole(words, day)),
        _limits(_whole(checks, day)),
        Costs(costs.values["months"], costs.values["monthly"], costs.source, costs.standing),
        nomenclature_for(year, book) if year else None,
        territory,
        tuple(book.in_force(BASIS, day, territory=territory).values["basis"]),
        (words.key, checks.key, costs.key),
    )


def _whole(rule: Rule, day: date) -> Mapping[str, Any]:
    """A local rule may name only what differs; the rest is that of the shipped one."""
    return {**shipped().in_force(rule.name, day).values, **rule.values}


def _limits(values: Mapping[str, Any]) -> Limits:
    shares = ("linked_share", "answered_share", "dominance", "strong_gap", "alike")
    read: dict[str, Any] = {n: Fraction(value) if n in shares else value for n, value in values.items()}
    return Limits(**read)


def territory_of(statement: Statement) -> str:
    """The kecamatan that the paper names, by its Kemendagri code; "" where the name fits none or several."""
    office = statement.office if isinstance(statement.office, str) else ""
    kota = statement.kota if isinstance(statement.kota, str) else ""
    name = " ".join(words_of(office)).removeprefix("kecamatan ")
    found = [code for code in _kecamatan().get(name, ()) if not kota or _kota_is(code, kota)]
    if len(found) == 1:
        return found[0]
    above = {code for codes in _kecamatan().values() for code in codes if kota and _kota_is(code, kota)}
    tops = {code.rpartition(".")[0] for code in above}
    return tops.pop() if len(tops) == 1 else ""


def _kota_is(code: str, name: str) -> bool:
    wanted = " ".join(words_of(name)).removeprefix("kota ")
    return " ".join(words_of(official().names[code.rpartition(".")[0]])) in (wanted, f"kota {wanted}")


@cache
def _kecamatan() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in official().names.items():
        if code.count(".") == Level.KECAMATAN.depth - 1:
            key = " ".join(words_of(name)).removeprefix("kecamatan ")
            found[key] = (*found.get(key, ()), code)
    return found
