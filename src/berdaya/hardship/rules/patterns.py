"""All answers of a household as one number in base 3, so that a register is a table of few rows.

The first sign counts ones, the second threes, and so on: 0 = not met, 1 = met, 2 = nobody can tell. Nine
signs make 19,683 patterns; totals and classes follow from how many households there are of each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from berdaya.hardship.rules.classes import ClassTable, classed
from berdaya.hardship.rules.needs import SignCount

BASE, OPEN = 3, 2


def bits_of(pattern: int, signs: int) -> tuple[int | None, ...]:
    """The answers by sign: 1, 0 or None."""
    digits = (pattern // BASE**at % BASE for at in range(signs))
    return tuple(None if digit == OPEN else digit for digit in digits)


@dataclass(slots=True)
class Totals:
    """What is told of a whole register."""

    households: int = 0
    signs: dict[str, SignCount] = field(default_factory=dict)
    classes: Counter[str | None] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)


def totals_of(rows: Iterable[tuple[int | None, int, int]], codes: Sequence[str], table: ClassTable) -> Totals:
    """Totals from (decile, pattern, households)."""
    by_pattern: Counter[int] = Counter()
    by_numbers: Counter[tuple[int | None, int, int]] = Counter()
    numbers: dict[int, tuple[int, int]] = {}
    for decile, pattern, households in rows:
        if pattern not in numbers:
            numbers[pattern] = _numbers(pattern, len(codes))
        by_pattern[pattern] += households
        by_numbers[decile, *numbers[pattern]] += households
    totals = Totals(by_pattern.total(), _signs(by_pattern, codes))
    for (decile, count, known), households in by_numbers.items():
        found = classed(decile, count, known, len(codes), table)
        totals.classes[found.klass] += households
        totals.marks.update(dict.fromkeys(found.marks, households))
    return totals


def _numbers(pattern: int, signs: int) -> tuple[int, int]:
    """How many signs are met and how many are known."""
    known = [bit for bit in bits_of(pattern, signs) if bit is not None]
    return sum(known), len(known)


def _signs(by_pattern: Mapping[int, int], codes: Sequence[str]) -> dict[str, SignCount]:
    found = {}
    for at, code in enumerate(codes):
        digits: Counter[int] = Counter()
        for pattern, households in by_pattern.items():
            digits[pattern // BASE**at % BASE] += households
        found[code] = SignCount(digits[1], digits[0] + digits[1])
    return found
