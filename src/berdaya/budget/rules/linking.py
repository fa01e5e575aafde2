"""Which datum a factor speaks of, and whether it compares the sexes at all."""

import re
from fractions import Fraction

from berdaya.budget.rules.case import Case
from berdaya.budget.rules.record import FACTORS, Datum, Factor
from berdaya.budget.rules.words import flat, numbers_in, sex_letters_in, shares_in

_PREFIX = re.compile(r"^\s*(" + "|".join(FACTORS) + r")\s*:", re.IGNORECASE)


def percents_of(factor: Factor) -> tuple[str, str] | None:
    """The two percentages of a factor: its own fields, else those in its text."""
    men, women = factor.men_percent, factor.women_percent
    if isinstance(men, str) and isinstance(women, str) and men and women:
        return men, women
    return shares_in(text_of(factor))


def text_of(factor: Factor) -> str:
    return flat(factor.text) if isinstance(factor.text, str) else ""


def says_no_gap(case: Case, factor: Factor) -> bool:
    return case.words.has("no_gap", text_of(factor))


def sexes_named(case: Case, text: str) -> list[str]:
    """The sexes that a text names: in words, or as L and P beside a number."""
    return case.words.found("sex", text) + sex_letters_in(text)


def compares(case: Case, factor: Factor) -> bool:
    """A sex and a comparison, a sex and two numbers, or two percentages by sex."""
    text = text_of(factor)
    if not sexes_named(case, text):
        return False
    return case.words.has("compare", text) or len(numbers_in(text)) >= 2 or percents_of(factor) is not None


def linked(case: Case, factor: Factor) -> list[Datum]:
    """The data of a factor: those it names, those under its own heading, else those with a word in common."""
    counted = list({(one.label, one.by_sex): one for one in reversed(case.it.counted)}.values())[::-1]
    if factor.data:
        wanted = {flat(name).casefold() for name in factor.data}
        return [one for one in counted if flat(one.label).casefold() in wanted]
    headed = [one for one in counted if heading_of(one) == factor.name]
    if headed:
        return headed
    words = case.distinctive(text_of(factor)) - case.distinctive("laki-laki perempuan ketua jumlah")
    return [
        one
        for one in counted
        if one.by_sex
        and not heading_of(one)
        and words & (case.distinctive(one.label) - {"penduduk", "ketua"})
    ]


def heading_of(one: Datum) -> str:
    """`Akses: …` stands under access."""
    found = _PREFIX.match(one.label)
    return found[1].casefold() if found else ""


def share_of_fewer(one: Datum) -> Fraction | None:
    """The share of the sex that is fewer; None where nobody is counted."""
    if not one.by_sex or not sum(one.by_sex):
        return None
    return Fraction(min(one.by_sex), sum(one.by_sex))
