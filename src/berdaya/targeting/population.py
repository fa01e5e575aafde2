"""Decile 1 of every place in a register of any size, as expressions that Polars and Spark both have.

The definition is `register.rules.ranking.counts_by_place`, one household after the other; a test compares
them. Here only the rows of decile 1 are asked for: the narrow layout is sorted by decile, so a reader skips
the rest by the statistics of its row groups.
"""

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from berdaya.register.rules.ranking import POOREST

WITHOUT_DECILE = 0


def decile1_by_place(frame: IntoLazyFrameT) -> IntoLazyFrameT:
    """Per `place`: households and persons of decile 1. Places that have none are not in the answer.

    The frame holds runs of equal households (`decile`, `place`, `persons`, `households`).
    """
    households = nw.col("households").cast(nw.Int64)
    counted = (
        nw.from_native(frame)
        .filter(nw.col("decile") == POOREST)
        .select(
            "place",
            households.alias("decile1_households"),
            (households * nw.col("persons").cast(nw.Int64)).alias("decile1_persons"),
        )
        .group_by("place")
        .agg(nw.col("decile1_households").sum(), nw.col("decile1_persons").sum())
        .sort("place")
    )
    return nw.to_native(counted)


def without_decile_by_place(frame: IntoLazyFrameT) -> IntoLazyFrameT:
    """Per `place`: households that the keeper of the register gave no decile."""
    counted = (
        nw.from_native(frame)
        .filter(nw.col("decile") == WITHOUT_DECILE)
        .select("place", nw.col("households").cast(nw.Int64))
        .group_by("place")
        .agg(nw.col("households").sum())
        .sort("place")
    )
    return nw.to_native(counted)


def as_runs(households: IntoLazyFrameT) -> IntoLazyFrameT:
    """One row for each household (`place`, `decile` or none, `persons`) as runs of one."""
    frame = nw.from_native(households)
    return nw.to_native(
        frame.select(
            nw.col("decile").fill_null(WITHOUT_DECILE),
            "place",
            "persons",
            nw.lit(1).alias("households"),
        )
    )
