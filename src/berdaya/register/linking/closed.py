"""A DuckDB that holds people: in memory, and closed to everything outside."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from berdaya.kernel.findings import Refused
from berdaya.register.linking.faults import no_memory

_CLOSED = (
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET enable_progress_bar = false",
)


@contextmanager
def closed_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that can reach nothing outside. Too little memory is a refusal."""
    with duckdb.connect(":memory:") as database:
        for setting in _CLOSED:
            database.execute(setting)
        try:
            yield database
        except Exception as error:
            if _ran_out_of_memory(error):
                raise Refused(no_memory()) from None
            raise


def _ran_out_of_memory(error: BaseException | None) -> bool:
    """Splink wraps what DuckDB raises."""
    while error is not None:
        if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
            return True
        error = error.__cause__
    return False
