"""A DuckDB that holds people: in memory, and closed to everything outside."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_CLOSED = (
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET enable_progress_bar = false",
)


@contextmanager
def closed_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that can reach nothing outside."""
    with duckdb.connect(":memory:") as database:
        for setting in _CLOSED:
            database.execute(setting)
        yield database
