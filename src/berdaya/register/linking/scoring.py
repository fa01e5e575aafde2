"""Splink on DuckDB, in memory only: likely pairs of two lists, each with its probability.

DuckDB may open no file and write none: what it holds are people.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
from splink import DuckDBAPI, Linker, SettingsCreator

from berdaya.register.linking.blocking import Rule
from berdaya.register.linking.closed import closed_database
from berdaya.register.linking.fields import FIELDS
from berdaya.register.linking.levels import COMPARISONS, RARITIES
from berdaya.register.linking.model import Weights, comparisons_for_splink
from berdaya.register.rules.linking import MILLION

_A, _B = "list_a", "list_b"
_SAME_NIK = Rule(("nik",), "NIK yang sama")
_ALL = 0
_AGREEING = ("nama", "kunci", "gabung", "jk", "tahun", "hari")
_CONTRADICTING = ("jk", "lahir")
_NEAR_ENOUGH = "near_88"


def scored(
    a: pl.DataFrame, b: pl.DataFrame, rules: Sequence[Rule], weights: Weights, prior: float, least: int
) -> pl.DataFrame:
    """Pairs of `least` millionths and more, and all with the same NIK: `a`, `b` (rows), `probability`
    (millionths), `same_nik`, `agrees` (only told where the NIK are the same); in the order of the rows.

    `prior` is the probability that two rows taken blindly are one person.
    """
    left, right = with_rarity(a, b), with_rarity(b, b)
    likely = predicted(left, right, settings_for(rules, weights, prior), least)
    same_nik = predicted(left, right, settings_for([_SAME_NIK], weights, prior), _ALL)
    return with_same_niks(likely, same_nik, a, b)


def with_same_niks(
    likely: pl.DataFrame, same_nik: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame
) -> pl.DataFrame:
    """Both kinds of pairs once, in order, with what NIK, name, sex and birth say."""
    pairs = pl.concat([likely, same_nik]).unique(["a", "b"])
    niks = pairs.join(_column(a, "a", "nik"), on="a").join(_column(b, "b", "nik"), on="b", suffix="_b")
    agree = persons_agree(niks.filter(pl.col("nik") == pl.col("nik_b")), a, b)
    told = pairs.join(agree.with_columns(pl.lit(True).alias("same_nik")), on=["a", "b"], how="left")
    return told.with_columns(pl.col("same_nik", "agrees").fill_null(False)).sort("a", "b")


def _column(frame: pl.DataFrame, row: str, name: str) -> pl.DataFrame:
    return frame.select(pl.col("row").alias(row), name)


def persons_agree(pairs: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    """Are the names of these pairs known and the same, or so near that one could be written for the other,
    while neither sex nor year of birth contradicts it? The NIK may be the head's on the row of another."""
    names = next(one for one in COMPARISONS if one.name == "nama")
    near = names.levels[: names.level_names.index(_NEAR_ENOUGH) + 1]
    left = a.select(pl.col("row").alias("a"), *(pl.col(c).alias(f"{c}_l") for c in _AGREEING))
    right = b.select(pl.col("row").alias("b"), *(pl.col(c).alias(f"{c}_r") for c in _AGREEING))
    told = pairs.select("a", "b").join(left, on="a").join(right, on="b")
    named = " OR ".join(f"({level.condition})" for level in near)
    with closed_database() as database:
        database.register("told", told.to_arrow())
        answer = database.sql("FROM told").project(
            f"a, b, coalesce({named}, false) AND NOT ({_contradicted()}) AS agrees"
        )
        return pl.DataFrame(answer.to_arrow_table())


def _contradicted() -> str:
    """Sex or birth known on both sides and on no level of agreement."""
    told = [one for one in COMPARISONS if one.name in _CONTRADICTING]
    levels = (" OR ".join(f"({level.condition})" for level in one.levels) for one in told)
    both = zip(told, levels, strict=True)
    return " OR ".join(f"(NOT ({one.unknown}) AND NOT coalesce({some}, false))" for one, some in both)


def settings_for(rules: Iterable[Rule], weights: Weights | None, prior: float) -> SettingsCreator:
    compared: list[Any] = list(comparisons_for_splink(weights))
    blocked: list[Any] = [blocking_rule(rule) for rule in rules]
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=compared,
        blocking_rules_to_generate_predictions=blocked,
        probability_two_random_records_match=prior,
        retain_matching_columns=False,
    )


def blocking_rule(rule: Rule) -> str:
    return " AND ".join(f"l.{column} = r.{column}" for column in rule.columns)


def with_rarity(frame: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """The columns that are compared, and how common each name is in the register."""
    frame = frame.select("row", *FIELDS)
    for column in RARITIES:
        named = register[column].drop_nulls()
        shares = named.value_counts(name="n").select(
            column, (pl.col("n") / max(1, named.len())).alias(f"tf_{column}")
        )
        frame = frame.join(shares, on=column, how="left", maintain_order="left")
    return frame


@contextmanager
def linker_of(a: pl.DataFrame, b: pl.DataFrame, settings: SettingsCreator) -> Iterator[Linker]:
    """A Splink linker over two tables in a database of its own, which is gone afterwards."""
    with closed_database() as database:
        api = DuckDBAPI(connection=database)
        tables = [
            api.register(frame.to_arrow(), dataset_display_name=name) for frame, name in ((a, _A), (b, _B))
        ]
        yield Linker(tables, settings, log_level=None)


def predicted(a: pl.DataFrame, b: pl.DataFrame, settings: SettingsCreator, least: int) -> pl.DataFrame:
    with linker_of(a, b, settings) as linker:
        return pairs_from(linker, least)


def pairs_from(linker: Linker, least: int) -> pl.DataFrame:
    """Splink's answer in whole millionths, rounded before anything is compared; never quite certain."""
    found = linker.inference.predict(threshold_match_probability=least / MILLION - 1e-6 if least else None)
    table = pl.DataFrame(found.as_duckdbpyrelation().to_arrow_table())
    millionths = (pl.col("match_probability") * MILLION).round(0).cast(pl.Int64).clip(0, MILLION - 1)
    return table.select(
        pl.col("row_l").cast(pl.UInt32).alias("a"),
        pl.col("row_r").cast(pl.UInt32).alias("b"),
        millionths.alias("probability"),
    ).filter(pl.col("probability") >= least)
