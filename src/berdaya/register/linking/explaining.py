"""Why a pair was proposed: the level of each comparison, in words."""

import polars as pl

from berdaya.register.linking.closed import closed_database
from berdaya.register.linking.fields import FIELDS
from berdaya.register.linking.levels import COMPARISONS, ELSE, Comparison

WORDS = {
    "nik": {
        "same": "NIK sama",
        "one_digit": "NIK beda satu angka",
        "first_12": "NIK sama 12 angka pertama",
        ELSE: "NIK BERBEDA",
    },
    "nama": {
        "same": "nama sama",
        "same_sound": "nama sama bunyinya",
        "same_joined": "nama sama kecuali spasi",
        "near_94": "nama beda satu dua huruf",
        "within": "nama satu bagian dari nama lain",
        "near_88": "nama mirip",
        "same_first_word": "hanya kata pertama nama sama",
        ELSE: "NAMA BERBEDA",
    },
    "lahir": {
        "same_day": "tanggal lahir sama",
        "same_year": "tahun lahir sama, tanggalnya tidak diketahui",
        "same_year_other_day": "tahun lahir sama, tanggal BERBEDA",
        "year_beside": "tahun lahir beda satu",
        ELSE: "TAHUN LAHIR BERBEDA",
    },
    "jk": {"same": "jenis kelamin sama", ELSE: "JENIS KELAMIN BERBEDA"},
    "kk": {"same": "nomor KK sama", ELSE: "nomor KK berbeda"},
    "desa": {
        "same": "desa sama",
        "same_kecamatan": "desa lain di kecamatan yang sama",
        ELSE: "KECAMATAN BERBEDA",
    },
    "rt_rw": {
        "same": "RT/RW sama",
        "swapped": "RT dan RW tertukar",
        "same_rw": "RW sama, RT berbeda",
        ELSE: "RT/RW berbeda",
    },
    "dusun": {"same": "dusun sama", "near_90": "nama dusun mirip", ELSE: "dusun berbeda"},
}


def reasons(pairs: list[tuple[int, int]], a: pl.DataFrame, b: pl.DataFrame) -> dict[tuple[int, int], str]:
    """What each pair of rows has in common and what not. What is unknown on one side is not mentioned."""
    left = a.select(pl.col("row").alias("a"), *(pl.col(name).alias(f"{name}_l") for name in FIELDS))
    right = b.select(pl.col("row").alias("b"), *(pl.col(name).alias(f"{name}_r") for name in FIELDS))
    asked = pl.DataFrame(pairs, schema={"a": pl.UInt32, "b": pl.UInt32}, orient="row")
    told = asked.join(left, on="a").join(right, on="b")
    with closed_database() as database:
        database.register("told", told.to_arrow())
        rows = database.sql("FROM told").project(", ".join(["a", "b", *map(_level, COMPARISONS)])).fetchall()
    names = [one.name for one in COMPARISONS]
    return {(row[0], row[1]): _sentence(dict(zip(names, row[2:], strict=True))) for row in rows}


def _level(one: Comparison) -> str:
    cases = " ".join(f"WHEN {level.condition} THEN '{level.name}'" for level in one.levels)
    return f"CASE WHEN {one.unknown} THEN NULL {cases} ELSE '{ELSE}' END AS {one.name}"


def _sentence(levels: dict[str, str | None]) -> str:
    return "; ".join(WORDS[name][level] for name, level in levels.items() if level is not None)
