"""DBF and Parquet."""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from dbfread import DBF, DBFNotFound
from polars.exceptions import PolarsError

from berdaya.kernel.findings import Refused
from berdaya.register.reading.cells import DIGITS_KEPT
from berdaya.register.reading.sources import column
from berdaya.register.reading.workbook import GridSource
from berdaya.register.rules.faults import found
from berdaya.register.rules.headers import Header


def open_dbf(where: str, content: Path | bytes) -> GridSource:
    """A DBF file; its field names are the first row. Every field is taken as the text that stands in it."""
    if isinstance(content, bytes):
        with os.fdopen(os.memfd_create("dbf"), "wb") as memory:  # never on the disk: it holds people
            memory.write(content)
            memory.flush()
            return open_dbf(where, Path(f"/proc/self/fd/{memory.fileno()}"))
    try:
        table = DBF(
            str(content), raw=True, ignorecase=False, ignore_missing_memofile=True, encoding="latin-1"
        )
        names = [str(name) for name in table.field_names]
        rows: list[list[Any]] = [[_dbf_text(value) for value in record.values()] for record in table]
    except (DBFNotFound, ValueError, struct.error, EOFError, LookupError):
        raise Refused(found("file.broken", where)) from None
    return GridSource(where, [names, *rows], first_line=0)


def _dbf_text(value: Any) -> str:
    if not isinstance(value, bytes):
        return "" if value is None else str(value)
    raw = value.strip(b" \0")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """A Parquet file; numbers become text, and a fraction that cannot hold 16 digits shows it."""

    where: str
    names: tuple[str, ...]
    frame: pl.LazyFrame
    rows: int

    def head(self) -> list[list[str]]:
        return [list(self.names)]

    def line_of(self, row: int) -> int:
        return row

    def body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        schema = self.frame.collect_schema()
        return self.frame.select(
            _as_text(self.names[at], schema[self.names[at]]).alias(column(at)) for at in positions
        )

    def careful_body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        return self.body(header, positions)

    def fits(self, header: Header, rows: int) -> bool:
        return True


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    value = pl.col(name)
    if kind.is_float():
        long = value.abs() >= 10**DIGITS_KEPT
        whole = pl.when(value == value.round()).then(value.cast(pl.Int64, strict=False).cast(pl.String))
        shown = (value / 10**DIGITS_KEPT).round(5).cast(pl.String) + f"E+{DIGITS_KEPT}"
        marked = pl.when(long).then(shown).otherwise(whole)
        return marked.fill_null(value.cast(pl.String))
    return value.cast(pl.String, strict=False)


def open_parquet(where: str, content: Path | bytes) -> ParquetSource:
    try:
        frame = pl.scan_parquet(content, glob=False)
        schema = frame.collect_schema()
        rows = int(frame.select(pl.len()).collect().item())
    except (PolarsError, OSError):
        raise Refused(found("file.broken", where)) from None
    flat = [name for name, kind in schema.items() if not kind.is_nested()]
    return ParquetSource(where, tuple(flat), frame, rows)
