"""The national decile of each row: from its percentile, else from its decile as written."""

import polars as pl

from berdaya.register.importing.notes import Notes
from berdaya.register.importing.values import Values
from berdaya.register.rules.profiles import Column, Role

DECILE = "decile"


def rank_column(values: Values) -> Column | None:
    """The column that ranks: the percentile where the file has one, else the decile."""
    return _of(values, Role.PERCENTILE) or _of(values, Role.DECILE)


def with_decile(live: pl.DataFrame, values: Values, notes: Notes) -> pl.DataFrame:
    """Adds `decile`, null when neither column says it. Where the two contradict each other the percentile
    holds, being the finer one, and the row is noted with both."""
    percentile, written = _of(values, Role.PERCENTILE), _of(values, Role.DECILE)
    fine = (pl.col(percentile.name) + 9) // 10 if percentile else pl.lit(None, pl.Int16)
    coarse = pl.col(written.name) if written else pl.lit(None, pl.Int16)
    if percentile and written:
        _note(live.filter(fine != coarse), percentile, written, notes)
    return live.with_columns(pl.coalesce(fine, coarse).cast(pl.Int16).alias(DECILE))


def _note(torn: pl.DataFrame, percentile: Column, written: Column, notes: Notes) -> None:
    pairs = [percentile.name, written.name]
    for rows in torn.partition_by(pairs, maintain_order=True):
        one, other = rows.select(pairs).row(0)
        told = f"{percentile.title} ({one}) dan {written.title} ({other})"
        notes.add("percentile.decile_differs", rows["row"], "", told)


def _of(values: Values, role: Role) -> Column | None:
    return next((column for column in values.columns if column.role is role), None)
