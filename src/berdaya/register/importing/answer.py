"""The same file back, with a column that says what became of each row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import xlsxwriter
from polars.exceptions import PolarsError
from xlsxwriter.exceptions import FileCreateError

from berdaya.kernel.files import replacing
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.importing.examine import Examined
from berdaya.register.importing.scratch import scratch_folder
from berdaya.register.importing.snapshot import disk_full, plain_disk_faults
from berdaya.register.reading.files import Opened
from berdaya.register.reading.sources import BROKEN, LINE, Table

REMARK = "Keterangan"
ACCEPTED = "diterima"
_WORKBOOK, _TEXTS = ".xlsx", (".csv", ".txt")
_SHEET_ROWS = 1_048_576
_SLICE = 50_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refuse_form(path: Path) -> None:
    """Refuse a name by which nobody can tell how the answer is to be written."""
    if path.suffix.lower() not in (_WORKBOOK, *_TEXTS):
        raise Refused(_fault(path, "akhiran berkas jawaban tidak dikenal", "Pakai .csv atau .xlsx."))


def write_answer(path: Path, opened: Opened, examined: Examined) -> None:
    """Write the rows as they came, with `Keterangan`. Cells that a spreadsheet would run stay text."""
    refuse_form(path)
    tables = [_with_remarks(n, table, examined) for n, table in enumerate(opened.tables)]
    _refuse_tables(path, tables)
    with (
        _plain_disk_faults(path),
        scratch_folder(path) as scratch,
        replacing(path, private=True) as temporary,
    ):
        if _is_workbook(path):
            sheets = [table.where.rpartition(" lembar ")[2] for table in opened.tables]
            _write_workbook(temporary, scratch, sheets, tables)
        else:
            _write_text(temporary, opened, tables)


@contextmanager
def _plain_disk_faults(path: Path) -> Iterator[None]:
    try:
        with plain_disk_faults(path):
            yield
    except FileCreateError:
        raise Refused(disk_full(path)) from None


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() == _WORKBOOK


def _refuse_tables(path: Path, tables: Sequence[pl.DataFrame]) -> None:
    """Refuse a form that cannot hold these tables."""
    if _is_workbook(path) and any(table.height >= _SHEET_ROWS for table in tables):
        raise Refused(_fault(path, "terlalu banyak baris untuk satu lembar", "Pakai akhiran .csv."))
    if not _is_workbook(path) and any(table.columns != tables[0].columns for table in tables):
        advice = "Pakai akhiran .xlsx: satu lembar tiap tabel."
        raise Refused(_fault(path, "judul antartabel tidak sama", advice))


def _with_remarks(number: int, table: Table, examined: Examined) -> pl.DataFrame:
    """The rows of one table, titles as columns, in the order of the file."""
    titles = _distinct([*table.header.titles, REMARK])
    cells = _cells(table)
    first = table.first_line
    lines = pl.int_range(first, first + cells.height, dtype=pl.UInt32, eager=True)
    where = examined.values.where.filter(pl.col("part") == number)
    told = where.join(examined.notes.remarks(), on="row", how="left").select(
        pl.col("line").cast(pl.UInt32), pl.col("remark").fill_null(ACCEPTED)
    )
    line = pl.col(LINE) if LINE in cells.columns else lines
    joined = cells.with_columns(line.alias("line")).drop(BROKEN, LINE, strict=False)
    joined = joined.join(told, on="line", how="inner", maintain_order="left").drop("line")
    return joined.rename(dict(zip(joined.columns, titles, strict=True)))


def _cells(table: Table) -> pl.DataFrame:
    """Every cell as it came: at once where the file splits well, else line by line."""
    everything = range(len(table.header.titles))
    try:
        cells = table.source.body(table.header, everything).collect()
    except PolarsError:
        cells = None
    if cells is None or not table.source.fits(table.header, cells.height):
        cells = table.source.careful_body(table.header, everything).collect()
    return cells


def _distinct(titles: Sequence[str]) -> list[str]:
    """Titles as they are; one that is empty or repeated gets its position, for a table needs names."""
    seen: set[str] = set()
    names = []
    for position, title in enumerate(titles, start=1):
        name = title if title and title not in seen else f"{title} ({position})".strip()
        seen.add(name)
        names.append(name)
    return names


def _write_text(path: Path, opened: Opened, tables: Sequence[pl.DataFrame]) -> None:
    separator = getattr(opened.tables[0].source, "separator", ",")
    safe = pl.concat(tables).with_columns(
        pl.when(_runs(name)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in tables[0].columns
    )
    with path.open("wb") as file:
        for part in safe.iter_slices(_SLICE):
            first = file.tell() == 0
            file.write(part.write_csv(separator=separator, include_bom=first, include_header=first).encode())


def _runs(name: str) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).str.starts_with(sign) for sign in _FORMULA)


def _write_workbook(path: Path, scratch: Path, names: Sequence[str], tables: Sequence[pl.DataFrame]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": str(scratch)}
    book = xlsxwriter.Workbook(str(path), options)
    bold = book.add_format({"bold": True})
    for number, table in enumerate(tables):
        sheet = book.add_worksheet(_sheet_name(names[number], number))
        for at, title in enumerate(table.columns):
            sheet.write_string(0, at, title, bold)
        for line, row in enumerate(table.iter_rows(), start=1):
            for at, cell in enumerate(row):
                if cell is not None:
                    sheet.write_string(line, at, cell)
    book.close()


def _sheet_name(name: str, number: int) -> str:
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:24]
    return f"{plain} {number + 1}".strip()


def _fault(path: Path, problem: str, advice: str) -> Finding:
    return Finding("answer.form", path.name, problem, advice)
