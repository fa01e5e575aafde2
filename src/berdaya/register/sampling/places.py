"""How many invented households each real place gets, and how many of them are in decile 1.

Exact from end to end (`Fraction`, `Decimal`): the same counts on every machine. The weights, and the places
that must stand out, are in `weights.toml`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.shares import rank_scale, share_out
from berdaya.region.rules.gazetteer import Gazetteer, Kind, Level, Place, official
from berdaya.register.sampling.dice import Dice
from berdaya.register.sampling.tables import settings

_EXACT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """One village with its numbers. `order` is its place in the list of the district, from 0.

    The two BPS numbers are invented; like the real ones they differ from those of Kemendagri.
    """

    place: Place
    kecamatan: Place
    order: int
    bps_kecamatan: int
    bps_village: int
    households: int
    decile1: int
    all_households: int


@dataclass(frozen=True, slots=True)
class _Weight:
    decile1: Fraction
    share_of_all: Fraction
    share_of_register: Fraction

    @property
    def households(self) -> Fraction:
        return self.decile1 / self.share_of_register


def sample_places(
    district: str,
    households: int,
    seed: int,
    *,
    kecamatan: str = "",
    index: Mapping[str, Decimal] | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[SamplePlace]:
    """Share `households` among the villages of a district, or of one kecamatan of it, in code order."""
    known = gazetteer or official()
    villages = _villages(known, district)
    weights = _fitted(_weights(villages, seed, index or {}))
    chosen = _inside(known, district, kecamatan, villages)
    return _numbered(known, villages, chosen, weights, households, seed)


def _numbered(
    known: Gazetteer,
    villages: Sequence[Place],
    chosen: Sequence[Place],
    weights: Mapping[str, _Weight],
    households: int,
    seed: int,
) -> list[SamplePlace]:
    registered = share_out(households, [weights[v.code].households for v in chosen])
    expected = [n * weights[v.code].share_of_register for n, v in zip(registered, chosen, strict=True)]
    decile1 = _whole_parts(expected)
    order = {village.code: position for position, village in enumerate(villages)}
    kecamatan_numbers, village_numbers = _bps_numbers(villages, seed)
    return [
        SamplePlace(
            place=village,
            kecamatan=known.kecamatan_of(village.code),
            order=order[village.code],
            bps_kecamatan=kecamatan_numbers[str(village.parent)],
            bps_village=village_numbers[village.code],
            households=n,
            decile1=poorest,
            all_households=max(n, math.ceil(poorest / weights[village.code].share_of_all)),
        )
        for village, n, poorest in zip(chosen, registered, decile1, strict=True)
    ]


def _villages(known: Gazetteer, district: str) -> list[Place]:
    place = known.get(district)
    villages = known.villages(district) if place and place.level is Level.KABUPATEN else []
    if not villages:
        raise Refused(
            Finding(
                "sample.district",
                district or "--district",
                "ini bukan kode kabupaten atau kota",
                "Tulis kode Kemendagri, misalnya 33.27 untuk Kabupaten Pemalang.",
            )
        )
    return villages


def _inside(known: Gazetteer, district: str, kecamatan: str, villages: Sequence[Place]) -> Sequence[Place]:
    if not kecamatan:
        return villages
    chosen = [village for village in villages if village.parent == kecamatan]
    if not chosen:
        title = known.title(district)
        raise Refused(
            Finding(
                "sample.kecamatan",
                kecamatan,
                f"kecamatan ini tidak ada di {title}",
                f"Tulis kode kecamatan, misalnya {known.children(district)[0].code}.",
            )
        )
    return chosen


def _weights(villages: Sequence[Place], seed: int, index: Mapping[str, Decimal]) -> dict[str, _Weight]:
    rules = settings("weights")
    set_apart = {entry["code"]: entry for entry in rules["village"]}
    pull = Fraction(rules["decile1"]["index_pull"]) if index else Fraction(0)
    lead = _lead_of_index(villages, index)
    dice = Dice(seed, villages[0].code[:5], "places")
    bell = dice.bell("size", len(villages))
    even = dice.below("share", 1000, 2 * len(villages)).reshape(-1, 2).tolist()
    weights = {}
    for village, z, (u, w) in zip(villages, bell, even, strict=True):
        behind = pull * (1 - 2 * lead[village.code])
        fixed = set_apart.get(village.code)
        share = (
            Fraction(fixed["share_of_all"])
            if fixed
            else _share(village, Fraction(u * u + 1000 * w, 2_000_000) + behind / 8)
        )
        decile1 = Fraction(fixed["decile1"]) if fixed else _size(Fraction(z, 1_000_000) + behind)
        within = Fraction(rules["share_of_register"]["base"])
        within += Fraction(rules["share_of_register"]["slope"]) * share
        weights[village.code] = _Weight(decile1, share, within)
    return weights


def _lead_of_index(villages: Sequence[Place], index: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Rank of a village by its index, 0 (lowest) to 1; in the middle where it has none."""
    listed = [village.code for village in villages if village.code in index]
    ranks = rank_scale([index[code] for code in listed]) if listed else []
    return {village.code: Fraction(1, 2) for village in villages} | dict(zip(listed, ranks, strict=True))


def _size(z: Fraction) -> Fraction:
    rules = settings("weights")["decile1"]
    furthest = Fraction(rules["furthest"])
    power = max(-furthest, min(furthest, z)) * Fraction(rules["spread"])
    above = _EXACT.exp(_EXACT.divide(Decimal(power.numerator), Decimal(power.denominator)))
    return Fraction(rules["floor"]) + Fraction(rules["median_above_floor"]) * Fraction(above)


def _share(village: Place, position: Fraction) -> Fraction:
    rules = settings("weights")["share_of_all"]
    highest = rules["kelurahan_highest"] if village.kind is Kind.KELURAHAN else rules["highest"]
    lowest = Fraction(rules["lowest"])
    return lowest + (Fraction(highest) - lowest) * max(Fraction(0), min(Fraction(1), position))


def _fitted(weights: Mapping[str, _Weight]) -> dict[str, _Weight]:
    """Move every share of the register a little, so that the whole district has the share it should."""
    rules = settings("weights")["register"]
    wanted = Fraction(rules["decile1"], rules["households"])
    nothing = Fraction(0)
    poorest = sum((w.decile1 for w in weights.values()), nothing)
    found = poorest / sum((w.households for w in weights.values()), nothing)
    return {
        code: _Weight(w.decile1, w.share_of_all, w.share_of_register * wanted / found)
        for code, w in weights.items()
    }


def _whole_parts(expected: Sequence[Fraction]) -> list[int]:
    """Round a row of expected counts so that their sum is the rounded sum."""
    total = math.floor(sum(expected) + Fraction(1, 2))
    return share_out(total, expected) if any(expected) else [0] * len(expected)


def _bps_numbers(villages: Sequence[Place], seed: int) -> tuple[dict[str, int], dict[str, int]]:
    """Numbers in steps of ten for kecamatan and from one for villages; never the number of the code."""
    dice = Dice(seed, villages[0].code[:5], "bps")
    kecamatan = sorted({str(village.parent) for village in villages})
    numbers = {code: 10 * number for code, number in _other_numbers(dice, "kecamatan", kecamatan).items()}
    in_kecamatan: dict[str, int] = {}
    for code in kecamatan:
        own = [village.code for village in villages if village.parent == code]
        in_kecamatan |= _other_numbers(dice, code, own)
    return numbers, in_kecamatan


def _other_numbers(dice: Dice, name: str, codes: Sequence[str]) -> dict[str, int]:
    """1, 2, 3 … in a shuffled order in which no code gets the number that it ends with."""
    own = [int(code.rsplit(".", 1)[1]) % 1000 for code in codes]
    if len(codes) == 1:
        return {codes[0]: 2 if own == [1] else 1}
    numbers = [int(place) + 1 for place in dice.order(name, len(codes))]
    while clashes := [i for i, number in enumerate(numbers) if number == own[i]]:
        i, j = clashes[0], (clashes[0] + 1) % len(numbers)
        numbers[i], numbers[j] = numbers[j], numbers[i]
    return dict(zip(codes, numbers, strict=True))
