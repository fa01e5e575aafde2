"""The places of a district shaded by one figure, with the place of a profile marked among them.

Only filed figures are read: what was too small to be shown was never filed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from berdaya.access.clock import today_in
from berdaya.documents.drawing import NO_DATA, Shade
from berdaya.documents.mapping import Area
from berdaya.documents.mapvalues import by_value
from berdaya.figures.doors import known_on
from berdaya.figures.models import Figure
from berdaya.hardship.services import NEED
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_decimal
from berdaya.kernel.shares import round_half_up
from berdaya.region.rules.codes import Level, part_of
from berdaya.register.services.snapshots import DECILE1
from berdaya.scan.book import judging_of
from berdaya.scan.models import Cycle

FEWEST: Final = 2
"""A figure of one place alone compares nothing."""


@dataclass(frozen=True, slots=True)
class District:
    """What is shaded, in words; the shades, the last one being the place itself; the shade of each place.
    A place that has none gets `otherwise`: None says that it has no such figure."""

    words: str
    shades: tuple[Shade, ...]
    of: Mapping[str, int]
    otherwise: int | None = None


def district_of(cycle: Cycle, area: Area, outstanding: Sequence[str]) -> District:
    """Shaded by the need that stands out most here, as far as the district has figures of it; else by the
    next one, else by the households of decile 1. Where nothing was filed, only the place is marked."""
    short = {sign.code: sign.short for sign in judging_of(cycle).criteria.signs}
    names = [*(f"{NEED}{short[code]}" for code in outstanding), DECILE1]
    known = known_on(
        names, today_in(cycle.territory), within=part_of(cycle.territory, Level.KABUPATEN) or cycle.territory
    )
    for name in names:
        found = {code: one for (code, body, told), one in known.items() if told == name and not body}
        figures = {code: one for code, one in found.items() if code in area.places}
        if len(figures) >= FEWEST:
            return _shaded(cycle.territory, name, figures)
    shades = (Shade("Tempat lain"), Shade("Tempat ini", late=True))
    return District("Letaknya saja: belum ada angka tiap tempat.", shades, {cycle.territory: 1}, 0)


def _shaded(here: str, name: str, figures: Mapping[str, Figure]) -> District:
    values = {code: _value(one) for code, one in figures.items()}
    unit = " (persen)" if next(iter(figures.values())).ratio is not None else ""
    told = format_decimal(values[here], 0) if here in values else NO_DATA
    classes = by_value(values)
    words = f"{name}{unit}, {_dated([one.as_of for one in figures.values()])}."
    mark = Shade(f"Tempat ini: {told}", late=True)
    return District(words, (*classes.shades, mark), {**classes.of, here: len(classes.shades)})


def _value(one: Figure) -> Decimal:
    """Shares in whole per cent, counts as they are."""
    return round_half_up(one.ratio * 100, 0) if one.ratio is not None else Decimal(one.number or 0)


def _dated(days: Sequence[date]) -> str:
    newest, oldest = max(days), min(days)
    if newest == oldest:
        return f"per {format_date(newest)}"
    return f"per {format_date(oldest)} sampai {format_date(newest)}"
