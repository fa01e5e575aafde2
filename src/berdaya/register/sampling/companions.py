"""What an office has beside its register, invented: a village index, and the number of all households.

Used where the real files are not at hand. The lattice is that of the IDM: 35, 12 and 3 scores of 0 to 5, so
IKS = k/175, IKE = k/60, IKL = k/15, and IDM is their mean; four decimals, half up.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.shares import round_half_up
from berdaya.region.rules.gazetteer import Kind, Place, official
from berdaya.register.sampling.dice import Dice
from berdaya.register.sampling.places import sample_places
from berdaya.register.sampling.tables import settings

DEFAULT_HOUSEHOLDS = 170_000
_PLACES_OF_DECIMALS = 4
Row = dict[str, str | int | Decimal]


def invented_index(district: str, seed: int) -> list[Row]:
    """Rows `code,name,iks,ike,ikl,idm` in code order. Kelurahan have no index, and a few desa lack theirs."""
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


def _row(village: Place, scores: Mapping[str, int]) -> Row:
    rules = settings("weights")["index"]
    parts = {name: Fraction(scores[name], rules[name]["full"]) for name in ("iks", "ike", "ikl")}
    parts["idm"] = sum(parts.values(), Fraction(0)) / 3
    shown = {name: round_half_up(part, _PLACES_OF_DECIMALS) for name, part in parts.items()}
    return {"code": village.code, "name": village.name, **shown}


def invented_population(
    district: str,
    seed: int,
    *,
    households: int = DEFAULT_HOUSEHOLDS,
    index: Mapping[str, Decimal] | None = None,
) -> list[Row]:
    """Rows `code,name,households`: all households of a place, to go with the sample of the same seed,
    size and index."""
    return [
        {"code": place.place.code, "name": place.place.name, "households": place.all_households}
        for place in sample_places(district, households, seed, index=index)
    ]
