"""Amounts and sums as they stand in sentences: `Rp 4,047 miliar`, `13+13+6+10+15 = Rp 57 juta`.

A sentence names no locale: a comma or a point with one to three digits before a scale word is a decimal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_SCALES: Final = {"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12}
_SCALE: Final = "|".join(_SCALES)
_NUMBER: Final = r"\d+(?:[.,]\d+)*"
_TERM: Final = rf"(?:Rp\.?\s*)?{_NUMBER}(?:\s*(?:{_SCALE})\b)?"
_SUM = re.compile(rf"(?P<left>{_TERM}(?:\s*[+x×]\s*{_TERM})+)\s*=\s*(?P<right>{_TERM})", re.IGNORECASE)
_ONE = re.compile(rf"(?:Rp\.?\s*)?(?P<number>{_NUMBER})\s*(?P<scale>{_SCALE})?", re.IGNORECASE)
_LONGEST: Final = 40
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Amount:
    """What was written, and the worth of its last printed digit: `4,047 miliar` is good to a million."""

    value: Fraction
    step: Fraction
    scaled: bool

    def means(self, exact: int | Fraction) -> bool:
        """Is the exact figure what was written, cut or rounded at the last digit?"""
        return abs(self.value - exact) < self.step or self.value == exact


@dataclass(frozen=True, slots=True)
class WrittenSum:
    """A sum or product that somebody wrote down, what stands behind the sign, and what it really gives."""

    text: str
    quoted: Fraction
    expected: Fraction

    @property
    def holds(self) -> bool:
        return self.quoted == self.expected


def amount_in(text: str) -> Amount | None:
    """The one amount that a text is; None where it holds none or more than that."""
    found = _ONE.fullmatch(" ".join(text.split()).rstrip(".-, "))
    return _amount(found["number"], found["scale"] or "") if found else None


def sums_in(text: str) -> Iterator[WrittenSum]:
    """Every `a + b = c` and `a x b = c` of a sentence. One scale behind the sign may stand for all."""
    for found in _SUM.finditer(text):
        right = amount_in(found["right"])
        terms = [amount_in(term) for term in re.split(r"[+x×]", found["left"], flags=re.IGNORECASE)]
        if right is None or None in terms:
            continue
        left = [one for one in terms if one is not None]
        quoted = right.value
        if right.scaled and not any(one.scaled for one in left):
            quoted = right.value / _worth(found["right"])
        yield WrittenSum(
            found[0].strip(), quoted, _counted([one.value for one in left], "+" in found["left"])
        )


def _counted(values: list[Fraction], adding: bool) -> Fraction:
    if adding:
        return sum(values, Fraction(0))
    product = Fraction(1)
    for value in values:
        product *= value
    return product


def _worth(text: str) -> int:
    found = _ONE.fullmatch(" ".join(text.split()).rstrip(".-, "))
    return 10 ** _SCALES[found["scale"].lower()] if found and found["scale"] else 1


def _amount(number: str, scale: str) -> Amount | None:
    if len(number) > _LONGEST:
        return None
    power = _SCALES[scale.lower()] if scale else 0
    if not scale and _GROUPED.fullmatch(number):
        number = re.sub(r"[.,]", "", number)
    whole, *decimals = re.split(r"[.,]", number)
    if len(decimals) > 1:
        return None
    places = len(decimals[0]) if decimals else 0
    value = Fraction(int(whole + "".join(decimals)), 10**places) * 10**power
    return Amount(value, Fraction(10**power, 10**places), bool(scale))
