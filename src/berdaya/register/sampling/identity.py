"""Invented names, NIK, keys and addresses. They are nobody's: `nik_region` says how a NIK shows that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import polars as pl

from berdaya.register.sampling.dice import Dice, Flags, Ints
from berdaya.register.sampling.lives import CERTIFICATE, KTP
from berdaya.register.sampling.people import WOMAN, People
from berdaya.register.sampling.places import SamplePlace
from berdaya.register.sampling.tables import settings

_PLACES_PER_REGION = 200
_SERIALS_PER_PLACE = 49
_KEY_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEYS = len(_KEY_SIGNS) ** 6
_KEYS_PER_PLACE = 2_000_000
_KEY_STEP = 1_103_515_241
_ADULT = 17
_COMMON_YEAR = 2015


def nik_region(place: SamplePlace) -> int:
    """The first six digits: the real kabupaten with a kecamatan number from 99 down, which no district has.

    So a sample NIK passes every check of form, and still cannot belong to anybody.
    """
    district = place.place.code[:5].replace(".", "")
    return int(district) * 100 + 99 - place.order // _PLACES_PER_REGION


def niks(dice: Dice, place: SamplePlace, people: People, papers: Ints, field_date: date) -> pl.Series:
    """16 digits; the day + 40 for women; empty for a child without a birth certificate."""
    ddmmyy = _birth_digits(dice, people, field_date)
    serial = (place.order % _PLACES_PER_REGION) * _SERIALS_PER_PLACE + _repeats(ddmmyy) + 1
    known = (people.age >= _ADULT) | (papers & (CERTIFICATE | KTP) > 0)
    number = (nik_region(place) * 10**6 + ddmmyy) * 10**4 + serial
    return _as_text(number, known)


def _birth_digits(dice: Dice, people: People, field_date: date) -> Ints:
    """DDMMYY of a birthday that gives the age at the field date."""
    days_before = dice.below("days since birthday", 365, len(people.age))
    day_month, years_earlier = _birthdays(field_date.month, field_date.day)
    year = field_date.year - people.age - years_earlier.take(days_before)
    women: Ints = np.where(people.sex == WOMAN, 40, 0)
    return (day_month.take(days_before) + women * 100) * 100 + year % 100


@cache
def _birthdays(month: int, day: int) -> tuple[Ints, Ints]:
    """For each number of days before a day: DDMM, and 1 if it lies in the calendar year before.

    Counted in a year without 29 February, so that every DDMM exists in every year of birth.
    """
    field_day = date(_COMMON_YEAR, month, min(day, 28) if month == 2 else day)
    days = [field_day - timedelta(days=before) for before in range(365)]
    return (
        np.array([day.day * 100 + day.month for day in days]),
        np.array([_COMMON_YEAR - day.year for day in days]),
    )


def _repeats(values: Ints) -> Ints:
    """How often each value stood before: 0 for the first, 1 for the second …"""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    place = np.arange(len(values))
    counted = np.empty(len(values), dtype=np.int64)
    counted[order] = place - np.maximum.accumulate(np.where(new, place, 0))
    return counted


def household_keys(place: SamplePlace, seed: int) -> pl.Series:
    """ruta_6: six letters and digits that say nothing, different for each household of a district."""
    own = place.order * _KEYS_PER_PLACE + np.arange(place.households)
    number = ((own + seed % 100_000) * _KEY_STEP) % _KEYS
    front, back = np.divmod(number, len(_KEY_SIGNS) ** 3)
    return _key_parts().gather(front) + _key_parts().gather(back)


@cache
def _key_parts() -> pl.Series:
    return pl.Series([a + b + c for a in _KEY_SIGNS for b in _KEY_SIGNS for c in _KEY_SIGNS])


@dataclass(frozen=True)
class Addresses:
    """Where the households of a village live, and their 18-digit number."""

    idbdt: pl.Series
    nama_sls: pl.Series
    alamat: pl.Series


def addresses(dice: Dice, place: SamplePlace) -> Addresses:
    """Households side by side in RT of about forty; a few RT make a dusun with its RW."""
    rules = settings("words")["dusun"]
    n = place.households
    rts = max(1, n // rules["households_per_rt"])
    dusun = [rules["names"][i] for i in dice.order("dusun", len(rules["names"]))][: min(6, 1 + rts // 4)]
    of_rt = [(rt, rt * len(dusun) // rts) for rt in range(rts)]
    sls = pl.Series([f"RT {rt + 1:03} RW {rw + 1:03} DUSUN {dusun[rw].upper()}" for rt, rw in of_rt])
    street = pl.Series([f"DK. {dusun[rw].upper()} RT {rt + 1:03}/RW {rw + 1:03}" for rt, rw in of_rt])
    rt_of_home = np.arange(n) * rts // n
    number = 1 + _repeats(rt_of_home)
    prefix = int(f"{place.place.code[:5].replace('.', '')}{place.bps_kecamatan:03}{place.bps_village:03}")
    idbdt = (prefix * 10**4 + rt_of_home + 1) * 10**4 + number
    return Addresses(_as_text(idbdt), sls.gather(rt_of_home), street.gather(rt_of_home))


def names(dice: Dice, people: People) -> pl.Series:
    """A name for each member, in capitals as such files write them."""
    old_from = settings("words")["generation"]["old_from"]
    woman, old = people.sex == WOMAN, people.age >= old_from
    n = len(people.home)
    index = np.zeros(n, dtype=np.int64)
    stock: list[str] = []
    for is_woman, is_old in ((False, True), (False, False), (True, True), (True, False)):
        own, picked = _one_kind(dice, "woman" if is_woman else "man", "old" if is_old else "young", n)
        index = np.where((woman == is_woman) & (old == is_old), len(stock) + picked, index)
        stock.extend(own)
    return pl.Series(stock).gather(index)


def _one_kind(dice: Dice, sex: str, generation: str, n: int) -> tuple[Sequence[str], Ints]:
    words = settings("words")[sex][generation]
    single, pairs = _stock(sex, generation)
    name = f"{sex} {generation}"
    one_word: Flags = dice.below(f"{name} words", 100, n) < words["one_word"]
    alone = dice.below(f"{name} single", len(single), n)
    paired = dice.below(f"{name} pair", len(pairs), n)
    return single + pairs, np.where(one_word, alone, len(single) + paired)


@cache
def _stock(sex: str, generation: str) -> tuple[list[str], list[str]]:
    words = settings("words")[sex][generation]
    single = [word.upper() for word in words["single"]]
    return single, [f"{one} {two}".upper() for one in words["first"] for two in words["second"]]


def _as_text(number: Ints, known: Flags | None = None) -> pl.Series:
    text = pl.Series(number).cast(pl.String)
    return text if known is None else text.set(pl.Series(~known), None)
