"""Signs counted by place, compared with the kabupaten, as the rows of `places.csv`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from berdaya.hardship.rules.needs import Needs, SignCount, need_z, needs_of

_DISTRICT = 5


@dataclass(frozen=True, slots=True)
class PlaceNeeds:
    """A place: its poorest households, how many of them show each sign, and what stands out."""

    code: str
    households: int
    counts: Mapping[str, SignCount]
    z: Mapping[str, Decimal | None]
    needs: Needs


def district_of(code: str) -> str:
    """The kabupaten or kota in which a place lies: `33.27.01.2001` -> `33.27`."""
    return code[:_DISTRICT]


def needs_by_place(
    counts: Mapping[str, tuple[int, Mapping[str, SignCount]]], *, dominant: int, enough_known: int
) -> list[PlaceNeeds]:
    """Every place by code, each compared with its own kabupaten.

    `counts` holds households of the poorest decile and their signs, by place code.
    """
    whole = {district: _shares(rows) for district, rows in _by_district(counts).items()}
    return [
        _place(code, *counts[code], whole[district_of(code)], dominant, enough_known)
        for code in sorted(counts)
    ]


def _by_district(
    counts: Mapping[str, tuple[int, Mapping[str, SignCount]]],
) -> dict[str, list[Mapping[str, SignCount]]]:
    found: dict[str, list[Mapping[str, SignCount]]] = {}
    for code, (_, signs) in counts.items():
        found.setdefault(district_of(code), []).append(signs)
    return found


def _shares(rows: Sequence[Mapping[str, SignCount]]) -> dict[str, Fraction]:
    """The share of each sign over all places of a kabupaten; 0 where nobody answered."""
    met: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for signs in rows:
        met.update({sign: count.met for sign, count in signs.items()})
        known.update({sign: count.known for sign, count in signs.items()})
    return {sign: Fraction(met[sign], known[sign]) if known[sign] else Fraction(0) for sign in rows[0]}


def _place(
    code: str,
    households: int,
    signs: Mapping[str, SignCount],
    whole: Mapping[str, Fraction],
    dominant: int,
    enough_known: int,
) -> PlaceNeeds:
    z = {sign: need_z(count, whole[sign]) if count.known else None for sign, count in signs.items()}
    needs = needs_of(signs, whole, dominant=dominant, enough_known=enough_known)
    return PlaceNeeds(code, households, signs, z, needs)
