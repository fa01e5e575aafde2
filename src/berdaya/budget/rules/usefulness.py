"""What became of the findings of each check: mended, accepted, called mistaken, overruled, or still open.

Counted are statements, each once for a check, by what was said of it last: so the five add up to those in
which the check found something. What only informs asks for no answer and stays open. Only versions count;
what was mended in a first draft leaves no trace.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from berdaya.budget.rules.flow import Kind
from berdaya.budget.rules.verdicts import CHECKS


class Fate(StrEnum):
    """How a finding ended."""

    MENDED = "diperbaiki"
    ACCEPTED = "diterima"
    MISTAKEN = "pemeriksaan keliru"
    OVERRULED = "dilewati"
    OPEN = "tanpa jawaban"


_FATES: Final = {
    Kind.ACCEPTED: Fate.ACCEPTED,
    Kind.MISTAKEN: Fate.MISTAKEN,
    Kind.OVERRULED: Fate.OVERRULED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A version and the checks that found something in it."""

    statement: int
    number: int
    failing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a check of a version."""

    statement: int
    number: int
    check: str
    kind: Kind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """One check in one statement: how it ended, and the answer by which it did."""

    check: str
    statement: int
    fate: Fate
    answer: Said | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """One check, or all together: in how many statements it found something, and how that ended.

    `reasoned` are those of `accepted` for which the reviewer wrote why.
    """

    check: str
    fates: Mapping[Fate, int]
    reasoned: int = 0

    @property
    def found(self) -> int:
        return sum(self.fates.values())

    @property
    def vain(self) -> Fraction | None:
        """The part of its findings that somebody called mistaken or overruled."""
        lost = self.fates.get(Fate.MISTAKEN, 0) + self.fates.get(Fate.OVERRULED, 0)
        return Fraction(lost, self.found) if self.found else None


def endings_of(versions: Iterable[Judged], answers: Iterable[Said]) -> list[Ending]:
    """Every check that ever found something in a statement, in the order of statements and checks."""
    ever: dict[int, set[str]] = {}
    newest: dict[int, Judged] = {}
    for one in versions:
        ever.setdefault(one.statement, set()).update(one.failing)
        if one.statement not in newest or one.number > newest[one.statement].number:
            newest[one.statement] = one
    last: dict[tuple[int, str], Said] = {}
    for said in answers:
        key = said.statement, said.check
        if key not in last or said.number >= last[key].number:
            last[key] = said
    return [
        _ending(newest[statement], check, last.get((statement, check)))
        for statement in sorted(ever)
        for check in sorted(ever[statement])
    ]


def _ending(version: Judged, check: str, said: Said | None) -> Ending:
    if check not in version.failing:
        return Ending(check, version.statement, Fate.MENDED)
    if said is None:
        return Ending(check, version.statement, Fate.OPEN)
    return Ending(check, version.statement, _FATES[said.kind], said)


def counts_of(endings: Iterable[Ending]) -> list[Count]:
    """Each of the checks in the order of its number, also one that never found anything."""
    found: dict[str, list[Ending]] = {}
    for one in endings:
        found.setdefault(one.check, []).append(one)
    return [_count(check, found.get(check, [])) for check in CHECKS]


def together(endings: Iterable[Ending]) -> Count:
    """All checks in one count."""
    return _count("", list(endings))


def _count(check: str, found: list[Ending]) -> Count:
    accepted = (one.answer for one in found if one.fate is Fate.ACCEPTED)
    reasoned = sum(1 for said in accepted if said is not None and said.words)
    return Count(check, Counter(one.fate for one in found), reasoned)
