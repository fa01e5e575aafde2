"""What the list reaches: decile 1 inside and outside, in all and in each kecamatan."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from berdaya.targeting.rules.places import Place


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of a territory: places and decile 1, selected and in all."""

    places: int
    selected: int
    n_all: int
    n_selected: int

    @property
    def n_outside(self) -> int:
        return self.n_all - self.n_selected

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.n_selected, self.n_all) if self.n_all else None


def coverage(places: Iterable[Place], selected: Collection[str]) -> Coverage:
    everyone = list(places)
    inside = [place for place in everyone if place.code in selected]
    return Coverage(len(everyone), len(inside), sum(p.n for p in everyone), sum(p.n for p in inside))


def coverage_by_kecamatan(places: Iterable[Place], selected: Collection[str]) -> dict[str, Coverage]:
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.kecamatan, []).append(place)
    return {code: coverage(groups[code], selected) for code in sorted(groups)}
