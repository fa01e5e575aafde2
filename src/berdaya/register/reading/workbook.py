"""XLSX and XLS through calamine. Cells become text; merged cells fill all their places."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from berdaya.kernel.findings import Finding, Refused
from berdaya.register.reading.cells import as_text
from berdaya.register.reading.limits import Limits, check_workbook
from berdaya.register.reading.sources import HEAD_ROWS, column
from berdaya.register.rules.faults import found
from berdaya.register.rules.halves import halves_of
from berdaya.register.rules.harmless import harmless
from berdaya.register.rules.headers import Header, find_header
from berdaya.register.rules.profiles import Profile

Row = list[Any]


@dataclass(slots=True)
class GridSource:
    """A table that is already in memory, row by row (a sheet, a DBF file)."""

    where: str
    rows: list[Row]
    first_line: int = 1

    def head(self) -> list[list[str]]:
        return [[as_text(cell) for cell in row] for row in islice(self.rows, HEAD_ROWS)]

    def line_of(self, row: int) -> int:
        return row + self.first_line

    def body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        rows = self.rows[header.data_row :]
        columns = {
            column(at): [as_text(row[at]) or None if at < len(row) else None for row in rows]
            for at in positions
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).lazy()

    def careful_body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        return self.body(header, positions)

    def fits(self, header: Header, rows: int) -> bool:
        return rows == max(0, len(self.rows) - header.data_row)


def open_workbook(
    where: str, content: Path | bytes, limits: Limits, profile: Profile
) -> tuple[list[GridSource], list[Finding]]:
    """The sheets that fit the profile best, in the order of the workbook."""
    if _is_zip(content):
        check_workbook(where, content if isinstance(content, Path) else io.BytesIO(content), limits)
    try:
        workbook = CalamineWorkbook.from_object(content if isinstance(content, Path) else io.BytesIO(content))
        names = [s.name for s in workbook.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
        return _fitting(where, workbook, names, profile)
    except PasswordError:
        raise Refused(found("file.password", where)) from None
    except CalamineError:
        raise Refused(found("file.broken", where)) from None


def _is_zip(content: Path | bytes) -> bool:
    if isinstance(content, bytes):
        return content.startswith(b"PK")
    with content.open("rb") as file:
        return file.read(2) == b"PK"


def _fitting(
    where: str, workbook: CalamineWorkbook, names: list[str], profile: Profile
) -> tuple[list[GridSource], list[Finding]]:
    best = _best(workbook, names, profile)
    if not best:
        return [_unrecognised(where, workbook, names)], []
    findings: list[Finding] = []
    if len(names) > 1:
        read = ", ".join(harmless(name) for name in best)
        others = ", ".join(harmless(name) for name in names if name not in best) or "tidak ada"
        findings.append(found("sheet.chosen", where, f"dibaca {read}; dilewati: {others}"))
    return [_source(where, sheet, findings) for sheet in best.values()], findings


def _best(workbook: CalamineWorkbook, names: list[str], profile: Profile) -> dict[str, CalamineSheet]:
    """The sheets that the profile knows best, and the other half where they hold but one."""
    sheets = {name: workbook.get_sheet_by_name(name) for name in names}
    headers = {name: find_header(_head(sheet), profile) for name, sheet in sheets.items()}
    known = {name: header.positions for name, header in headers.items() if header and header.recognised > 1}
    most = max(map(len, known.values()), default=0)
    best = [name for name, positions in known.items() if len(positions) == most]
    theirs = [known[name] for name in best]
    halves = [name for name in known if name not in best and halves_of([*theirs, known[name]], profile)]
    return {name: sheets[name] for name in names if name in best or name in halves}


def _unrecognised(where: str, workbook: CalamineWorkbook, names: list[str]) -> GridSource:
    """Only the beginning of the first sheet: nobody knows the rest, but its titles may be told."""
    if not names:
        return GridSource(where, [])
    rows: list[Row] = [list(row) for row in _head(workbook.get_sheet_by_name(names[0]))]
    return GridSource(f"{where} lembar {harmless(names[0])}", rows)


def _head(sheet: CalamineSheet) -> list[list[str]]:
    rows = _filled(sheet, sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS))
    return [[as_text(cell) for cell in row] for row in rows]


def _source(where: str, sheet: CalamineSheet, findings: list[Finding]) -> GridSource:
    name = f"{where} lembar {harmless(sheet.name)}"
    rows = _filled(sheet, sheet.to_python(skip_empty_area=False))
    merged = len(sheet.merged_cell_ranges or ())
    if merged:
        findings.append(found("sheet.merged", name, f"{merged} gabungan"))
    return GridSource(name, rows)


def _filled(sheet: CalamineSheet, rows: list[Row]) -> list[Row]:
    """Give every place of a merged range the value of its first cell, downwards only.

    A household's answers merged over the rows of its members belong to each of them; a title merged over
    several columns belongs to none of them alone.
    """
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows
