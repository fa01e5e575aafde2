"""The band of the chain: its height is one unit, households of decile 1, through all stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Reach

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the chain: its name in the menu, its words, its page; why there is none."""

    name: str
    words: str
    address: str
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One station of the band. `wide` and `tall` draw what stays, `lost` what goes, for both directions."""

    station: Station
    reach: Reach | None = None
    wide: str = ""
    wide_lost: str = ""
    tall: str = ""
    tall_lost: str = ""


def band(stations: Sequence[Station], reaches: Mapping[str, Reach]) -> list[Stretch]:
    """The stations with their stretch of the band; none at all where the first number is missing."""
    known = [station for station in stations if station.name in reaches]
    if not known or known[0] is not stations[0] or not reaches[stations[0].name].households:
        return []
    first = reaches[stations[0].name].households
    heights = [min(Fraction(reaches[one.name].households, first), Fraction(1)) * WHOLE for one in known]
    drawn = {
        one.name: _stretch(one, reaches[one.name], here, min(after, here))
        for one, here, after in zip(known, heights, [*heights[1:], heights[-1]], strict=True)
    }
    return [drawn.get(station.name, Stretch(station)) for station in stations]


def said(stretches: Sequence[Stretch]) -> str:
    """The band in one sentence."""
    reached = [stretch.reach for stretch in stretches if stretch.reach]
    first, last = reached[0], reached[-1]
    whole = f"Satu rantai: dari {format_count(first.households)} {first.words}"
    return f"{whole}, {format_count(last.households)} {last.words}" if last is not first else whole


def _stretch(station: Station, reach: Reach, here: Fraction, after: Fraction) -> Stretch:
    top, below = _number(WHOLE - here), _number(WHOLE - after)
    right, left = _number(here), _number(after)
    return Stretch(
        station,
        reach,
        f"0,{top} 52,{top} 100,{below} 100,100 0,100",
        f"52,{top} 100,{top} 100,{below}",
        f"0,0 {right},0 {right},52 {left},100 0,100",
        f"{right},52 {right},100 {left},100",
    )


def _number(share: Fraction) -> str:
    """One decimal place is finer than any screen."""
    tenths = round(share * 10)
    return f"{tenths // 10}.{tenths % 10}"
