"""The invented homes: building, water, light, toilet, goods, animals, programmes. A number per household.

Arrays by short name of the profile; MISSING is a question that was not asked and stays an empty cell.
"""

from collections.abc import Mapping

import numpy as np

from berdaya.register.sampling.dice import Dice, Flags, Ints
from berdaya.register.sampling.people import People
from berdaya.register.sampling.tables import between_poor_and_better, leaning, settings, table

MISSING = -1
_MATTERS = {
    "building": ("sta_bangunan", "sta_lahan", "lantai", "dinding", "kondisi_dinding", "atap", "kondisi_atap"),
    "rooms": ("jumlah_kamar",),
    "water": ("sumber_airminum",),
    "energy": ("sumber_penerangan", "daya", "bb_masak"),
    "toilet": ("fasbab", "kloset", "buang_tinja"),
}
_WALLS_WITH_CONDITION = (1, 2, 3)
_PLN = 1
_NO_TOILET = 4


def homes_of(
    dice: Dice, percentile: Ints, people: People, yes_no_styles: Mapping[str, str]
) -> dict[str, Ints]:
    """Every household column that is a number. `yes_no_styles` says which pair (12 or 34) a column uses."""
    n = len(percentile)
    coded = _coded(dice, percentile)
    members = people.count_per_home(people.number > 0)
    yes = _yes(dice, percentile, people)
    columns = coded | {
        "jumlah_art": members,
        "jumlah_keluarga": 1 + (people.count_per_home(people.family == 2) > 0),
        "luas_lantai": _floor_area(dice, percentile, members),
        "kondisi_dinding": np.where(
            np.isin(coded["dinding"], _WALLS_WITH_CONDITION), coded["kondisi_dinding"], MISSING
        ),
        "cara_peroleh_airminum": _way_to_water(coded["sumber_airminum"]),
        "daya": np.where(coded["sumber_penerangan"] == _PLN, coded["daya"], MISSING),
        "kloset": np.where(coded["fasbab"] == _NO_TOILET, MISSING, coded["kloset"]),
        "buang_tinja": _where_it_goes(dice, percentile, coded),
        "jumlah_ruangan": coded["jumlah_kamar"] + dice.between("rooms", 1, 3, n),
        "luas_atb": np.where(yes["aset_tak_bergerak"], 50 * dice.between("land", 2, 90, n), MISSING),
        "percentile": percentile,
    }
    columns |= {name: np.where(said, *_pair(yes_no_styles[name])) for name, said in yes.items()}
    return columns | _animals(dice, n)


def _coded(dice: Dice, percentile: Ints) -> dict[str, Ints]:
    coded: dict[str, Ints] = {}
    for matter, names in _MATTERS.items():
        leaned = leaning(dice, matter, percentile)
        coded |= {name: table("households", name).pick(dice, name, leaned) for name in names}
    return coded


def _pair(style: str) -> tuple[int, int]:
    """Yes and no on the paper form: 1/2 or 3/4, in turn."""
    return (1, 2) if style == "12" else (3, 4)


def _yes(dice: Dice, percentile: Ints, people: People) -> dict[str, Flags]:
    n = len(percentile)
    leaned = leaning(dice, "programmes", percentile)
    said = {
        name: dice.happens(name, between_poor_and_better(poorest, better, leaned), n)
        for name, (poorest, better) in settings("households")["yes"].items()
    }
    school = settings("households")["school"]
    first, last = school["ages"]
    with_child = people.count_per_home((people.age >= first) & (people.age <= last)) > 0
    without = dice.happens("kip without child", school["kip_without_child"], n)
    return said | {"sta_kip": np.where(with_child, said["sta_kip"], without)}


def _floor_area(dice: Dice, percentile: Ints, members: Ints) -> Ints:
    rules = settings("households")["floor"]
    smallest, largest = (
        between_poor_and_better(poorest, better, percentile)
        for poorest, better in zip(rules["poorest"], rules["better"], strict=True)
    )
    per_member = int(rules["per_member"])
    return dice.between("floor", smallest, largest, len(percentile)) + per_member * members


def _way_to_water(source: Ints) -> Ints:
    rules = settings("households")["follows"]
    bought, subscribed = (np.isin(source, rules[key]) for key in ("water_bought", "water_subscribed"))
    return np.where(bought, 1, np.where(subscribed, 2, 3))


def _where_it_goes(dice: Dice, percentile: Ints, coded: Mapping[str, Ints]) -> Ints:
    in_the_open = table("households", "open_defecation").pick(dice, "open defecation", percentile)
    return np.where(coded["fasbab"] == _NO_TOILET, in_the_open, coded["buang_tinja"])


def _animals(dice: Dice, n: int) -> dict[str, Ints]:
    return {
        name: np.where(dice.happens(name, keepers, n), dice.between(f"{name} kept", 1, most, n), 0)
        for name, (keepers, most) in settings("households")["animals"].items()
    }
