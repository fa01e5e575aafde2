"""The keeper's ranking of a household: imported as the keeper gives it, never computed, never re-cut."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

POOREST = 1


def decile_of(percentile: int) -> int:
    """The decile that holds a percentile from 1 to 100: 1 and 10 are in the first, 11 in the second."""
    if not 1 <= percentile <= 100:
        raise ValueError("a percentile lies between 1 and 100")
    return -(-percentile // 10)


@dataclass(frozen=True, slots=True)
class Home:
    """What the ranking keeps of one household. Without a decile it counts as a household and no more."""

    place: str
    decile: int | None
    persons: int


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """What the selection of villages needs to know of a place."""

    households: int = 0
    decile1_households: int = 0
    decile1_persons: int = 0


def counts_by_place(homes: Iterable[Home], poorest: int = POOREST) -> Mapping[str, PlaceCounts]:
    """Households of each place, and households and persons in the poorest decile; by place code."""
    counts: dict[str, PlaceCounts] = {}
    for home in homes:
        before = counts.get(home.place, PlaceCounts())
        poor = home.decile is not None and home.decile <= poorest
        counts[home.place] = PlaceCounts(
            before.households + 1,
            before.decile1_households + poor,
            before.decile1_persons + (home.persons if poor else 0),
        )
    return dict(sorted(counts.items()))
