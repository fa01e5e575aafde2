"""A register in two tables, households (RTS) and their members (ART), joined by the number of the household.

Each row of members gets what its household's row says. A row of households that found its members
counts once, with them; one that found none stays a row of its own, rejected as one without members.
"""

from dataclasses import dataclass

import polars as pl

from berdaya.register.rules.halves import Halves


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows of households that went into those of their members, and rows that found no partner."""

    rows: pl.Series
    again: pl.Series
    alone: pl.Series


def join_halves(frame: pl.DataFrame, parts: pl.Series, halves: Halves) -> tuple[pl.DataFrame, Merged]:
    """Fill what the rows of members leave open from the row of their household.

    `parts` says in which table each row of `frame` stands. Of two rows of one household the one with the
    smallest content holds, wherever it stands.
    """
    is_home = parts.is_in(list(halves.households))
    homes, people = _in_order(frame.filter(is_home), halves.key), frame.filter(~is_home)
    first = homes.select(pl.col(halves.key).is_first_distinct() & pl.col(halves.key).is_not_null())
    listed = homes.filter(first.to_series())
    known = people[halves.key].is_in(listed[halves.key].implode()).fill_null(False)
    used = homes[halves.key].is_in(people[halves.key].drop_nulls().implode()).fill_null(False)
    merged = used & first.to_series()
    rest = homes.filter(~used)
    whole = pl.concat([_filled(people, listed, halves.key), rest]).sort("row")
    again = homes["row"].filter(used & ~first.to_series()).sort()
    return whole, Merged(homes["row"].filter(merged).sort(), again, people["row"].filter(~known))


def _in_order(homes: pl.DataFrame, key: str) -> pl.DataFrame:
    if not homes[key].is_duplicated().any():
        return homes
    return homes.sort([name for name in homes.columns if name != "row"] + ["row"], nulls_last=True)


def _filled(people: pl.DataFrame, homes: pl.DataFrame, key: str) -> pl.DataFrame:
    told = [name for name in people.columns if name not in ("row", key)]
    theirs = homes.select(key, *(pl.col(name).alias(f"{name}!") for name in told))
    joined = people.join(theirs, on=key, how="left", maintain_order="left")
    return joined.select(
        *(
            pl.coalesce(name, f"{name}!").alias(name) if name in told else pl.col(name)
            for name in people.columns
        )
    )
