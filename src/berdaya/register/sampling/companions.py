"""What an office has beside its register, invented: a village index, and the number of all households.

Used where the real files are not at hand. The lattice is that of the IDM: 35, 12 and 3 scores of 0 to 5, so
IKS = k/175, IKE = k/60, IKL = k/15, and IDM is their mean; four decimals, half up.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.shares import round_half_up
from berdaya.region.rules.gazetteer import Kind, Place, official
from berdaya.register.sampling.dice import Dice
from berdaya.register.sampling.places import sample_places
from berdaya.register.sampling.tables import settings

DEFAULT_HOUSEHOLDS = 170_000
_PLACES_OF_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class IndexRow:
    code: str
    name: str
    iks: Decimal
    ike: Decimal
    ikl: Decimal
    idm: Decimal


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """All households of a place, also those that are in no register."""

    code: str
    name: str
    households: int


def invented_index(district: str, seed: int) -> list[IndexRow]:
    """An index for the desa of a district, in code order. Kelurahan have none, and a few desa lack theirs."""
    rules = settings("weights")
    set_apart = {entry["code"]: entry for entry in rules["village"]}
    desa = [village for village in official().villages(district) if village.kind is not Kind.KELURAHAN]
    dice = Dice(seed, district, "index")
    order = [desa[i].code for i in dice.order("missing", len(desa))]
    missing = set([code for code in order if code not in set_apart][: rules["index"]["missing"]])
    scores = _scores(dice, len(desa))
    return [
        _row(village, set_apart.get(village.code, invented))
        for village, invented in zip(desa, scores, strict=True)
        if village.code not in missing
    ]


def _scores(dice: Dice, n: int) -> list[dict[str, int]]:
    """Sums of scores for each desa: a common tide, and each of the three indices on its own."""
    rules = settings("weights")["index"]
    tide = dice.bell("tide", n)
    found: list[dict[str, int]] = [{} for _ in range(n)]
    for name in ("iks", "ike", "ikl"):
        lift, own = (Fraction(rules[name][key]) for key in ("with_tide", "own"))
        for scores, common, single in zip(found, tide, dice.bell(name, n), strict=True):
            share = Fraction(rules[name]["middle"]) + (lift * common + own * single) / 1_000_000
            share = max(Fraction(rules[name]["lowest"]), min(Fraction(1), share))
            scores[name] = int(round_half_up(share * rules[name]["full"]))
    return found


def _row(village: Place, scores: Mapping[str, int]) -> IndexRow:
    rules = settings("weights")["index"]
    iks, ike, ikl = (Fraction(scores[name], rules[name]["full"]) for name in ("iks", "ike", "ikl"))
    shown = (round_half_up(part, _PLACES_OF_DECIMALS) for part in (iks, ike, ikl, (iks + ike + ikl) / 3))
    return IndexRow(village.code, village.name, *shown)


def invented_population(
    district: str,
    seed: int,
    *,
    households: int = DEFAULT_HOUSEHOLDS,
    index: Mapping[str, Decimal] | None = None,
) -> list[PopulationRow]:
    """All households of each village, to go with the sample of the same seed, size and index."""
    return [
        PopulationRow(place.place.code, place.place.name, place.all_households)
        for place in sample_places(district, households, seed, index=index)
    ]


def as_csv(rows: Iterable[IndexRow | PopulationRow]) -> str:
    """The rows as a CSV with commas and a title row."""
    listed = list(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if listed:
        writer.writerow(field.name for field in fields(listed[0]))
    writer.writerows(astuple(row) for row in listed)
    return out.getvalue()
