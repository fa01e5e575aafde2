"""Findings by the part of the statement in which they are mended, in the order in which it is written."""

from collections.abc import Iterable, Iterator
from typing import Final

from berdaya.budget.rules.parts import PARTS, Part
from berdaya.budget.rules.verdicts import Verdict
from berdaya.kernel.findings import Severity

_HEAVIEST_FIRST: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def home_of(verdict: Verdict) -> Part:
    """The part that writes the field at fault; of one that no part writes, the part that asks for it."""
    name = verdict.field.partition("[")[0].partition(".")[0]
    writes = (part for part in PARTS if name in part.names)
    asks = (part for part in PARTS if verdict.check in part.checks.split())
    return next(writes, None) or next(asks, PARTS[0])


def by_part(verdicts: Iterable[Verdict]) -> Iterator[tuple[Part, list[Verdict]]]:
    """Each part with what was found in it: what holds back first, then in the order of the checks. A check
    that finds fault in two parts stands in both."""
    found = list(verdicts)
    for part in PARTS:
        here = [one for one in found if home_of(one) is part]
        if here:
            yield part, sorted(here, key=weight)


def weight(verdict: Verdict) -> tuple[int, str]:
    """What holds back first, then what must be answered, each by the number of its check."""
    return _HEAVIEST_FIRST.index(verdict.severity), verdict.check
