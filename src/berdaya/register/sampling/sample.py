"""An invented register on real villages: the columns of `bdt2015`, in their order, one row per member.

Every village has draws of its own: one more column or village changes no other. The same seed gives the same
rows on every machine. Empty cells are null; numbers stay numbers until they are written.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl

from berdaya.region.rules.gazetteer import Kind, official
from berdaya.register.rules.profiles import Profile, Type, shipped_profiles
from berdaya.register.sampling.dice import Dice, Ints
from berdaya.register.sampling.faults import with_faults
from berdaya.register.sampling.homes import MISSING, homes_of
from berdaya.register.sampling.identity import addresses, household_keys, names, niks
from berdaya.register.sampling.lives import lives_of
from berdaya.register.sampling.people import People, people_of, percentiles
from berdaya.register.sampling.places import SamplePlace, sample_places

PROFILE = "bdt2015"
DEFAULT_SEED = 2015
FIELD_DATE = date(2024, 7, 1)


def sample_rows(
    district: str,
    households: int,
    seed: int = DEFAULT_SEED,
    *,
    kecamatan: str = "",
    index: Mapping[str, Decimal] | None = None,
    dirty: Fraction = Fraction(0),
    field_date: date = FIELD_DATE,
) -> pl.DataFrame:
    """All rows at once, by short names of the profile. A million members take about half a gigabyte."""
    places = sample_places(district, households, seed, kecamatan=kecamatan, index=index)
    return pl.concat(list(sample_frames(places, seed, dirty, field_date)))


def sample_frames(
    places: Sequence[SamplePlace],
    seed: int,
    dirty: Fraction = Fraction(0),
    field_date: date = FIELD_DATE,
) -> Iterator[pl.DataFrame]:
    """One table for each place that has households, in the order given. Ages are those at the field date."""
    for place in places:
        if place.households:
            yield _village(place, seed, dirty, field_date)


def _village(place: SamplePlace, seed: int, dirty: Fraction, field_date: date) -> pl.DataFrame:
    profile = shipped_profiles()[PROFILE]
    dice = Dice(seed, place.place.code)
    percentile = percentiles(dice, place.households, place.decile1)
    people = people_of(dice, percentile)
    homes = homes_of(dice, percentile, people, _yes_no_styles(profile))
    lives = lives_of(dice, people, homes)
    member_names = names(dice, people)
    of_home = _of_homes(dice, place, seed, homes, member_names, people)
    of_member = pl.DataFrame(
        {
            **_numbers(lives),
            "nama_art": member_names,
            "nik": niks(dice, place, people, lives["kartu_id"], field_date),
        }
    )
    frame = _in_order(profile, place, of_home[people.home].hstack(of_member))
    return with_faults(frame, dice, people, dirty)


def _of_homes(
    dice: Dice,
    place: SamplePlace,
    seed: int,
    homes: Mapping[str, Ints],
    member_names: pl.Series,
    people: People,
) -> pl.DataFrame:
    where = addresses(dice, place)
    return pl.DataFrame(
        {
            **_numbers(homes),
            "ruta6": household_keys(place, seed),
            "idbdt": where.idbdt,
            "nama_sls": where.nama_sls,
            "alamat": where.alamat,
            "nama_krt": member_names.gather(people.first_of_each_home()),
        }
    )


def _numbers(columns: Mapping[str, Ints]) -> dict[str, pl.Series]:
    return {name: pl.Series(values.astype(np.int16)) for name, values in columns.items()}


def _yes_no_styles(profile: Profile) -> dict[str, str]:
    return {column.name: column.style for column in profile.columns if column.type is Type.YES_NO}


def _in_order(profile: Profile, place: SamplePlace, frame: pl.DataFrame) -> pl.DataFrame:
    """The 101 columns in the order of the file; what is not asked, or never asked here, stays empty."""
    repeated = _place_cells(place)
    schema = frame.schema
    cells: list[pl.Expr] = []
    for name in (column.name for column in profile.columns):
        if name not in schema:
            cells.append(pl.lit(repeated.get(name), dtype=pl.String).alias(name))
        elif schema[name] == pl.String:
            cells.append(pl.col(name))
        else:
            cells.append(pl.when(pl.col(name) != MISSING).then(pl.col(name)))
    return frame.select(cells)


def _place_cells(place: SamplePlace) -> dict[str, str]:
    names_of = official().names
    province, district = place.place.code[:2], place.place.code[:5]
    return {
        "nama_provinsi": names_of[province].upper(),
        "kdprop": province,
        "nama_kabupaten": _district_name(names_of[district]),
        "kdkab": district[3:],
        "nama_kecamatan": place.kecamatan.name.upper(),
        "kdkec": f"{place.bps_kecamatan:03}",
        "nama_desa": place.place.name.upper(),
        "kddesa": f"{place.bps_village:03}",
    }


def _district_name(name: str) -> str:
    """BDT files write `PEMALANG` for the kabupaten, and `KOTA PEKALONGAN` for a kota."""
    return name.upper().removeprefix(Kind.KABUPATEN.value.upper()).strip()
