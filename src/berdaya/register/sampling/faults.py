"""Real-life faults for a small share of the households (`--dirty`), so that an import has something to find.

One fault to a household that is chosen: a NIK that went through a spreadsheet or lost a digit, a percentile
left out or out of range, a code that is in no list, a village misspelled; some also write a member twice.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import polars as pl

from berdaya.register.sampling.dice import Dice, Flags, Ints
from berdaya.register.sampling.people import People
from berdaya.register.sampling.tables import settings

_MILLION = 1_000_000


def with_faults(frame: pl.DataFrame, dice: Dice, people: People, share: Fraction) -> pl.DataFrame:
    """The members of one village, with one fault in about `share` of its households."""
    homes = int(people.heads.sum())
    chosen = dice.below("faulty", _MILLION, homes) < int(share * _MILLION)
    if not chosen.any():
        return frame
    kind = np.where(chosen, dice.below("kind of fault", len(_KINDS), homes), -1)
    for number, fault in enumerate(_KINDS):
        frame = frame.with_columns(fault((kind == number)[people.home], people))
    return _written_twice(frame, dice, chosen, people)


def _change(column: str, rows: Flags, value: pl.Expr) -> pl.Expr:
    return pl.when(pl.Series(rows)).then(value).otherwise(pl.col(column)).alias(column)


def _nik_of_a_spreadsheet(rows: Flags, people: People) -> pl.Expr:
    shown = pl.col("nik").str.slice(0, 1) + "." + pl.col("nik").str.slice(1, 5) + "E+15"
    return _change("nik", rows & people.heads, shown)


def _nik_short_of_a_digit(rows: Flags, people: People) -> pl.Expr:
    return _change("nik", rows & people.heads, pl.col("nik").str.slice(0, 15))


def _no_percentile(rows: Flags, people: People) -> pl.Expr:
    return _change("percentile", rows, pl.lit(None))


def _percentile_beyond(rows: Flags, people: People) -> pl.Expr:
    return _change("percentile", rows, pl.lit(101))


def _floor_in_no_list(rows: Flags, people: People) -> pl.Expr:
    return _change("lantai", rows, pl.lit(12))


def _programme_in_no_list(rows: Flags, people: People) -> pl.Expr:
    return _change("sta_rastra", rows, pl.lit(5))


def _village_misspelled(rows: Flags, people: People) -> pl.Expr:
    slipped = pl.col("nama_desa").map_elements(misspelled, return_dtype=pl.String, skip_nulls=True)
    return _change("nama_desa", rows, slipped) if rows.any() else pl.col("nama_desa")


_KINDS: tuple[Callable[[Flags, People], pl.Expr], ...] = (
    _nik_of_a_spreadsheet,
    _nik_short_of_a_digit,
    _no_percentile,
    _percentile_beyond,
    _floor_in_no_list,
    _programme_in_no_list,
    _village_misspelled,
)


def misspelled(name: str) -> str:
    """A name with one slip of the pen: `KREYO` -> `KREO`."""
    for entry in settings("words")["slip"]:
        if entry["written"] in name[1:]:
            return name[0] + name[1:].replace(entry["written"], entry["slip"], 1)
    return name + name[-1]


def _written_twice(frame: pl.DataFrame, dice: Dice, chosen: Flags, people: People) -> pl.DataFrame:
    """Write the last member of every eighth faulty household once more, as another row."""
    heads: Ints = np.flatnonzero(people.heads)
    last = np.concatenate([heads[1:], [len(people.home)]]) - 1
    twice = last[chosen & (dice.below("twice", 8, len(chosen)) == 0)]
    return frame[np.sort(np.concatenate([np.arange(len(people.home)), twice]))]
