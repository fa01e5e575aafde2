"""Rows into households: one key, one place, one rank, each row once."""

import secrets
from array import array
from collections.abc import Sequence

import polars as pl

from berdaya.register.importing.notes import Notes
from berdaya.register.importing.ranks import DECILE
from berdaya.register.importing.values import Values
from berdaya.register.rules.fold import HEAD
from berdaya.register.rules.identity import is_spreadsheet_number
from berdaya.register.rules.profiles import Column, Kind, Profile, Role

_STEP = 2**16  # more than any member number and any answer of a household


def key_rows(values: Values, profile: Profile, notes: Notes) -> None:
    """Give every row `source_key`, equal for the rows of one household of the file, null when it has none.

    The KK number serves only where the file has no number of the household, and only within the file.
    """
    frame = values.frame
    main = _present(profile.by_role(Role.HOUSEHOLD_KEY), frame) or _present(profile.by_role(Role.KK), frame)
    short = _present(profile.by_role(Role.SHORT_KEY), frame)
    damaged = _damaged(frame, main)
    text = pl.when(~damaged).then(pl.col(main.name)) if main else pl.lit(None, pl.String)
    if short:
        placed = pl.concat_str(pl.col("place").cast(pl.String), pl.col(short.name), separator="|")
        text = pl.coalesce(text, placed)
    frame = frame.with_columns(text.cast(pl.Categorical).to_physical().alias("source_key"))
    none = pl.col("source_key").is_null() & pl.col("place").is_not_null()
    masks = [("household.no_key", "", "", none & ~damaged)]
    if main:
        masks.append(("household.key_number", "", main.title, none & damaged))
        masks.append(("household.key_damaged", "", main.title, ~none & damaged))
        if main.digits and main.role is Role.HOUSEHOLD_KEY:
            width = pl.col(main.name).str.len_bytes() != main.digits
            masks.append(("household.key_form", "", main.title, width & ~damaged))
    notes.add_masks(frame, masks)
    values.frame = frame


def check_key_places(values: Values, profile: Profile, codes: Sequence[str], notes: Notes) -> None:
    """The household number of BDT begins with the BPS numbers of province and kabupaten."""
    main = _present(profile.by_role(Role.HOUSEHOLD_KEY), values.frame)
    if main and main.digits == 18:
        kabupaten = pl.Series("kabupaten", [code[:2] + code[3:5] for code in codes], pl.String)
        expected = values.frame.select(pl.lit(kabupaten).gather(pl.col("place")).alias("expected"))[
            "expected"
        ]
        given = pl.col(main.name).str.head(4)
        whole = pl.col(main.name).str.len_bytes() == main.digits
        notes.add_masks(values.frame, [("household.key_place", "", main.title, whole & (given != expected))])


def _present(column: Column | None, frame: pl.DataFrame) -> Column | None:
    return column if column and column.name in frame.columns else None


def _damaged(frame: pl.DataFrame, main: Column | None) -> pl.Expr:
    """Rows whose household number passed through a spreadsheet as a number."""
    if main is None:
        return pl.lit(False)
    odd = frame[main.name].filter(frame[main.name].cast(pl.UInt64, strict=False).is_null()).drop_nulls()
    damaged = [text for text in odd.unique().to_list() if is_spreadsheet_number(text)]
    return pl.col(main.name).is_in(damaged).fill_null(False) if damaged else pl.lit(False)


def check_agreement(live: pl.DataFrame, rank: str | None, notes: Notes) -> pl.DataFrame:
    """Take out households that stand in two places, or carry two ranks. Gives the rows that stay."""
    told = {"place": "household.place_differs"} | dict.fromkeys(_ranks(rank), "household.rank_differs")
    grouped = live.group_by("source_key").agg(
        (pl.col(name).min() != pl.col(name).max()).fill_null(False).alias(name) for name in told
    )
    for name, code in told.items():
        keys = grouped.filter(pl.col(name))["source_key"]
        if keys.len():
            torn = live["source_key"].is_in(keys.implode())
            notes.add(code, live["row"].filter(torn))
            live = live.filter(~torn)
            grouped = grouped.filter(~pl.col("source_key").is_in(keys.implode()))
    return live


def _ranks(rank: str | None) -> list[str]:
    """The rank as the file gives it, and the decile it means."""
    return [rank, DECILE] if rank else [DECILE]


def take_repeated(live: pl.DataFrame, number: str | None, notes: Notes) -> pl.DataFrame:
    """Keep each row once: a row equal to an earlier one of its household is a duplicate. Gives the rest."""
    same = live.select(_member_key(number, live).is_duplicated().alias("same"))["same"]
    if not same.any():
        return live
    told = [name for name in live.columns if name not in ("row", "nik_ok", "kk_ok")]
    suspects = live.filter(same)
    first = suspects.select(pl.struct(told).is_first_distinct().alias("first"))["first"]
    notes.add("row.repeated", suspects["row"].filter(~first))
    again = suspects.filter(first)
    clash = again.select(_member_key(number, again).is_duplicated().alias("clash"))["clash"]
    notes.add("member.repeated", again["row"].filter(clash))
    return live.join(suspects.filter(~first).select("row"), on="row", how="anti", maintain_order="left")


def _member_key(number: str | None, frame: pl.DataFrame) -> pl.Expr:
    if number is None or number not in frame.columns:
        return pl.col("source_key")
    return pl.col("source_key").cast(pl.UInt64) * 1000 + pl.col(number).fill_null(999).cast(pl.UInt64)


def with_random_keys(live: pl.DataFrame) -> pl.DataFrame:
    """Give each household a key drawn at random: nothing of the household can be read from it."""
    keys = live.select(pl.col("source_key").unique())
    drawn = random_keys(keys.height)
    return live.join(keys.with_columns(household=drawn), on="source_key", how="left", maintain_order="left")


def random_keys(count: int) -> pl.Series:
    """`count` different numbers of 64 bits from the system's source of secrets; never 0."""
    while True:
        drawn = pl.Series("household", array("Q", secrets.token_bytes(8 * count)), pl.UInt64)
        if drawn.n_unique() == count and not (drawn == 0).any():
            return drawn


def household_columns(values: Values) -> list[Column]:
    ranks = (Role.PERCENTILE, Role.DECILE)
    return [c for c in values.columns if c.kind is Kind.HOUSEHOLD and c.is_number and c.role not in ranks]


def in_order(live: pl.DataFrame, number: str | None) -> pl.DataFrame:
    """By place, household and member number. Where numbers are blank or repeated the content decides, so that
    the order of the file never does."""
    order = ["place", "household", *([number] if number else [])]
    if live.select(_member_key(number, live).is_duplicated().any()).item():
        order += [name for name in live.columns if name not in (*order, "row", "source_key")]
    return live.sort([*order, "row"], nulls_last=True)


def fold_rows(
    live: pl.DataFrame,
    facts: Sequence[Column],
    rank: str | None,
    number: str | None,
    folds: Sequence[pl.Expr],
    notes: Notes,
) -> pl.DataFrame:
    """One row for each household: its facts, its rank, its members folded. Differing facts are noted."""
    kept = [pl.col(c.name).min() for c in facts]
    most = [pl.col(c.name).max().alias(f"{c.name}!") for c in facts]
    ranked = [pl.col(name).min() for name in _ranks(rank)]
    households = live.group_by("household", maintain_order=True).agg(
        pl.col("place").first(), pl.col("row").min(), *ranked, *kept, *most, *folds
    )
    for column in facts:
        differs = households[column.name] != households[f"{column.name}!"]
        if differs.any():
            households = _with_first(households, live, column, differs, number, notes)
    return households.drop([f"{c.name}!" for c in facts])


def _with_first(
    households: pl.DataFrame,
    live: pl.DataFrame,
    column: Column,
    differs: pl.Series,
    number: str | None,
    notes: Notes,
) -> pl.DataFrame:
    """Where the rows of a household differ, the answer beside its head holds; without one, that beside the
    lowest member number; if these still differ, the smallest. The order of the rows plays no part."""
    torn = households.filter(differs)
    notes.add("household.differs", torn["row"].sort(), column.name, column.title)
    first = (
        live.filter(
            pl.col("household").is_in(torn["household"].implode()) & pl.col(column.name).is_not_null()
        )
        .group_by("household")
        .agg((_standing(live, number) + pl.col(column.name)).min().mod(_STEP).cast(pl.Int16).alias("_first"))
    )
    return (
        households.join(first, on="household", how="left", maintain_order="left")
        .with_columns(pl.coalesce("_first", column.name).alias(column.name))
        .drop("_first")
    )


def _standing(live: pl.DataFrame, number: str | None) -> pl.Expr:
    """Whose answer counts more, as a number that leaves room for the answer itself; smaller is better."""
    others = pl.lit(0, pl.Int64)
    if "hub_krt" in live.columns:
        others = pl.col("hub_krt").ne_missing(HEAD).cast(pl.Int64)
    last = pl.lit(_STEP - 1, pl.Int64)
    told = pl.col(number).cast(pl.Int64).fill_null(last) if number else last
    return (others * _STEP + told) * _STEP


def check_households(households: pl.DataFrame, relations: bool, members: bool, notes: Notes) -> None:
    """Heads (when the file tells relations), member counts and ranks of the households."""
    masks = []
    if relations:
        masks.append(("household.no_head", "", "", pl.col("heads") == 0))
        masks.append(("household.two_heads", "", "", pl.col("heads") > 1))
    if members and "jumlah_art" in households.columns:
        masks.append(("household.members", "", "", pl.col("jumlah_art") != pl.col("persons")))
    unranked = households[DECILE].null_count()
    if unranked < households.height:
        masks.append(("percentile.missing", "", "", pl.col(DECILE).is_null()))
    notes.add_masks(households, masks)
    if households.height and unranked == households.height:
        notes.add("register.no_decile", households["row"].head(1), count=households.height)
