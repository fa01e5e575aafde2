"""Invented companions for selection and assignment: agencies, what they are good at, needs, points.

What is invented stands in `sampling.toml`; only the draws are here, and they are the same on every machine.
Points are rough on purpose: they give the assignment something to measure, nothing to navigate by.
"""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from berdaya.kernel.files import write_text
from berdaya.kernel.shares import share_out
from berdaya.region.rules.gazetteer import official
from berdaya.register.sampling.companions import (
    DEFAULT_HOUSEHOLDS,
    Row,
    invented_index,
    invented_population,
)
from berdaya.register.sampling.dice import Dice
from berdaya.register.sampling.places import sample_places
from berdaya.register.sampling.tables import settings as sample_settings

DEFAULT_SEED = 2015


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def invented_agencies(district: str, seed: int = DEFAULT_SEED) -> list[Row]:
    """Rows `code,name,kind,strength`: offices by type, and one for each kecamatan, whatever the seed."""
    offices: list[Row] = [
        {
            "code": office["code"],
            "name": office["name"],
            "kind": "kabupaten",
            "strength": Decimal(office["strength"]),
        }
        for office in _settings()["agency"]
    ]
    offices += [
        {
            "code": kecamatan.code,
            "name": f"Kecamatan {kecamatan.name}",
            "kind": "kecamatan",
            "strength": Decimal(_settings()["kecamatan_office"]["strength"]),
        }
        for kecamatan in official().children(district)
    ]
    return sorted(offices, key=lambda office: str(office["code"]))


def invented_fit(district: str, seed: int = DEFAULT_SEED) -> list[Row]:
    """Rows `agency,need,fit`: what is not listed fits not at all, whatever the seed."""
    own = {office["code"]: office["fit"] for office in _settings()["agency"]}
    shared = _settings()["kecamatan_office"]["fit"]
    return [
        {"agency": agency["code"], "need": need, "fit": Decimal(fit)}
        for agency in invented_agencies(district)
        for need, fit in sorted(own.get(agency["code"], shared).items())
    ]


def invented_needs(district: str, seed: int = DEFAULT_SEED) -> list[Row]:
    """Rows `code,need,share` for every village: thousandths that add up to exactly 1 for each."""
    settings = _settings()["needs"]
    dice = Dice(seed, district, "needs")
    villages = official().villages(district)
    criteria = _weights(dice, settings["criteria"], len(villages))
    potentials = _weights(dice, settings["potentials"], len(villages))
    return [
        {"code": village.code, "need": need, "share": Decimal(part) / 1000}
        for position, village in enumerate(villages)
        for weights, whole in (
            (criteria[position], settings["criteria_thousandths"]),
            (potentials[position], settings["potential_thousandths"]),
        )
        for need, part in zip(weights, share_out(whole, list(weights.values())), strict=True)
        if part
    ]


def _weights(dice: Dice, usual: Mapping[str, int], n: int) -> list[dict[str, int]]:
    """For each place a weight of each need: often none, else around what is usual, never none of all."""
    without = int(_settings()["needs"]["without_per_mille"])
    found: list[dict[str, int]] = [{} for _ in range(n)]
    for need, middle in usual.items():
        missing = dice.happens(f"{need} missing", without, n)
        strength = dice.between(f"{need} strength", 20, 180, n)
        for weights, absent, percent in zip(found, missing, strength, strict=True):
            weights[need] = 0 if absent else middle * int(percent)
    return [weights if any(weights.values()) else dict(usual) for weights in found]


def invented_points(district: str, seed: int = DEFAULT_SEED) -> list[Row]:
    """Rows `code,lat,lon` for agencies and villages: offices in the seat, villages around their kecamatan."""
    settings, known = _settings()["points"], official()
    dice = Dice(seed, district, "points")
    seat = settings["seat"].get(district, settings["elsewhere"])
    kecamatan = known.children(district)
    somewhere = _steps(dice, "kecamatan", 180, len(kecamatan))
    centres = {
        place.code: settings["kecamatan"].get(place.code, [seat[0] + south, seat[1] + east])
        for place, (south, east) in zip(kecamatan, somewhere, strict=True)
    }
    offices = [str(office["code"]) for office in _settings()["agency"]]
    villages = known.villages(district)
    in_town = _steps(dice, "town", 9, len(offices))
    around = _steps(dice, "villages", 26, len(villages))
    return [
        *(_point(code, seat, *by) for code, by in zip(offices, in_town, strict=True)),
        *(_point(code, centre, 0, 0) for code, centre in centres.items()),
        *(_point(v.code, centres[str(v.parent)], *by) for v, by in zip(villages, around, strict=True)),
    ]


def _steps(dice: Dice, name: str, furthest: int, n: int) -> list[tuple[int, int]]:
    pairs = dice.between(name, -furthest, furthest, 2 * n).reshape(-1, 2).tolist()
    return [(south, east) for south, east in pairs]


def _point(code: str, centre: Sequence[int], south: int, east: int) -> Row:
    return {"code": code, "lat": -Decimal(centre[0] + south) / 1000, "lon": Decimal(centre[1] + east) / 1000}


# ---------- files ----------


def invented_pins(district: str, heights: Mapping[str, Decimal], seed: int, households: int) -> list[Row]:
    """Rows `agency,code,kind,reason,decree`: places that an office is said to assist already.

    Those that the sample sets apart by name, and where it names none, the poorest.
    """
    told, apart = _settings()["pins"], {entry["code"] for entry in sample_settings("weights")["village"]}
    places = sample_places(district, households, seed, index=heights)
    named = [place for place in places if place.place.code in apart]
    by_count = sorted(places, key=lambda place: (-place.decile1, place.place.code))
    poorest = (named or by_count)[: told["places"]]
    return [
        {
            "agency": told["agency"],
            "code": place.place.code,
            "kind": "tetap",
            "reason": told["reason"],
            "decree": told["decree"].get(district, ""),
        }
        for place in sorted(poorest, key=lambda place: place.place.code)
    ]


def sample_files(
    district: str,
    seed: int = DEFAULT_SEED,
    households: int = DEFAULT_HOUSEHOLDS,
    index: Mapping[str, Decimal] | None = None,
) -> dict[str, list[Row]]:
    """What stands beside a register sampled with the same seed, size and index, by name of file.

    The index is among them unless the office has one. A register leans on the same index.
    """
    invented = {} if index else {"indeks.csv": invented_index(district, seed)}
    heights = index or {str(row["code"]): Decimal(row["idm"]) for row in invented["indeks.csv"]}
    return {
        **invented,
        "penduduk.csv": invented_population(district, seed, households=households, index=heights),
        "perangkat.csv": invented_agencies(district, seed),
        "kecocokan.csv": invented_fit(district, seed),
        "kebutuhan.csv": invented_needs(district, seed),
        "titik.csv": invented_points(district, seed),
        "pasti.csv": invented_pins(district, heights, seed, households),
    }


def write_sample_files(folder: Path, files: Mapping[str, list[Row]]) -> list[Path]:
    """Write each as a CSV into a folder; gives the paths in order."""
    for name, rows in files.items():
        out = io.StringIO()
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        write_text(folder / name, out.getvalue())
    return [folder / name for name in files]
