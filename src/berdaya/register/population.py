"""The rules of this room for whole populations, as expressions that Polars and Spark both have.

A frame holds runs of equal households (`ranking.parquet`): place, decile, persons and how many there are.
One row for each household is the same frame with `households` = 1. A decile of 0 means "tanpa desil".
"""

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from berdaya.register.rules.ranking import POOREST


def counts_by_place(frame: IntoLazyFrameT, poorest: int = POOREST) -> IntoLazyFrameT:
    """Per `place` in order: households, and households and persons in the poorest decile.

    The twin of `rules.ranking.counts_by_place`.
    """
    households = nw.col("households").cast(nw.Int64)
    poor = ((nw.col("decile") >= 1) & (nw.col("decile") <= poorest)).cast(nw.Int64)
    counted = (
        nw.from_native(frame)
        .select(
            "place",
            households.alias("households"),
            (households * poor).alias("decile1_households"),
            (households * poor * nw.col("persons").cast(nw.Int64)).alias("decile1_persons"),
        )
        .group_by("place")
        .agg(
            nw.col("households").sum(),
            nw.col("decile1_households").sum(),
            nw.col("decile1_persons").sum(),
        )
        .sort("place")
    )
    return nw.to_native(counted)
