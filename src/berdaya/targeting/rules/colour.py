"""Desa merah: the colour of a place by a dated rule (count, share or index), with limits or by quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.rulebook.rules import Rule
from berdaya.targeting.rules.places import Place

RED = "merah"


@dataclass(frozen=True, slots=True)
class Colouring:
    """Colours by code, and the limits that gave them: to be frozen in the decree.

    `limits[i]` divides `colours[i]` from `colours[i + 1]`. A place whose figure is unknown has no colour.
    """

    rule: str
    metric: str
    limits: tuple[Fraction, ...]
    colours: dict[str, str]

    def is_red(self, code: str) -> bool | None:
        colour = self.colours.get(code)
        return None if colour is None else colour == RED


def colour(places: Sequence[Place], rule: Rule) -> Colouring:
    """Give each place its colour. Figures are turned so that more is always worse."""
    metric = rule.values["metric"]
    of_all = all(place.rate is not None for place in places)
    figures = {p.code: figure for p in places if (figure := severity_of(p, metric, of_all)) is not None}
    names: list[str] = rule.values["colours"]
    if rule.values["quarters"]:
        limits = quarter_limits(list(figures.values()), len(names))
    else:
        turn = -1 if metric == "index" else 1
        limits = [turn * Fraction(limit) for limit in rule.values["limits"]]
    inclusive = rule.values["inclusive"]
    colours = {code: names[_step(figure, limits, inclusive)] for code, figure in figures.items()}
    return Colouring(rule.key, metric, tuple(abs(limit) for limit in limits), colours)


def severity_of(place: Place, metric: str, of_all: bool) -> Fraction | None:
    """The figure that the rule looks at; a share is of all households, or of those listed for everybody."""
    if metric == "count":
        return Fraction(place.n)
    if metric == "index":
        return None if place.index is None else -Fraction(place.index)
    return place.rate if of_all else place.rate_of_listed


def quarter_limits(figures: Sequence[Fraction], parts: int) -> list[Fraction]:
    """The least figure of each part but the last, parts filled from the worst: place ceil(n * i / parts)."""
    ordered = sorted(figures, reverse=True)
    return [ordered[-(-len(ordered) * i // parts) - 1] for i in range(1, parts)] if ordered else []


def _step(figure: Fraction, limits: Sequence[Fraction], inclusive: bool) -> int:
    for i, limit in enumerate(limits):
        if figure > limit or (inclusive and figure == limit):
            return i
    return len(limits)
