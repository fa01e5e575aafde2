"""The same expressions on PySpark, for what outgrows a machine: `pip install berdaya[spark]`, and Java."""

import random
import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from berdaya.register.population import counts_by_place
from berdaya.targeting.population import as_runs, decile1_by_place, without_decile_by_place

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("no Java here")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            sql.SparkSession.builder.master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        yield session
        session.stop()


@pytest.fixture(scope="module")
def households() -> pl.DataFrame:
    """Two thousand invented households; one in eleven without a decile."""
    dice = random.Random(20261122)
    deciles = [None, *range(1, 11)]
    rows = [(dice.randrange(40), dice.choice(deciles), dice.randrange(13)) for _ in range(2_000)]
    schema = {"place": pl.Int64, "decile": pl.Int64, "persons": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def on_spark(spark: Any, frame: pl.DataFrame) -> Any:
    columns = ", ".join(f"{name} bigint" for name in frame.columns)
    return spark.createDataFrame(frame.rows(), columns)


@pytest.mark.parametrize("rule", [decile1_by_place, without_decile_by_place, counts_by_place])
def test_spark_counts_what_polars_counts(spark, households, rule):
    expected = rule(as_runs(households.lazy())).collect().rows()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        counted = [tuple(row) for row in rule(as_runs(on_spark(spark, households))).collect()]
    assert counted == expected
    assert len(expected) == 40
