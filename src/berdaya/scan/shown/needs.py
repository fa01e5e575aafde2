"""The signs of a round as pages show them: what stands out first, small counts hidden where they must be."""

from dataclasses import dataclass

from berdaya.access.models import Holding
from berdaya.scan.doors.fgd import title_words
from berdaya.scan.doors.plans import needs_of
from berdaya.scan.models import Cycle
from berdaya.scan.rules.telling import told_percent, told_value
from berdaya.scan.shown.fgd import limits_for


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One sign: in words, how many households, how long its bar, whether it stands out."""

    code: str
    title: str
    told: str
    percent: int | None
    stands_out: bool


def need_rows(hat: Holding, cycle: Cycle) -> list[NeedRow]:
    """All nine, the largest first where their order may be told."""
    limits, titles = limits_for(hat, cycle), title_words()
    dominant, values = needs_of(cycle)
    rows = [
        NeedRow(
            sign,
            titles[sign][:1].upper() + titles[sign][1:],
            told_value(value, limits),
            told_percent(value, limits),
            sign in dominant,
        )
        for sign, value in values.items()
    ]
    return sorted(rows, key=lambda row: (not row.stands_out, -(row.percent or 0), row.code))
