"""A table that somebody brought, given back with a column that says what became of each row."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from berdaya.documents.reading import Table

REMARK: Final = "Keterangan"
_SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def with_remarks(table: Table, remarks: Mapping[int, str]) -> bytes:
    """The rows as they came, with `Keterangan` behind them: by the position of the row in the table."""
    titles = table.grid[table.head - 1]
    cells = [table.grid[row.line - 1] for row in table.rows]
    width = max(len(one) for one in (titles, *cells))
    rows = [(*_filled(one, width), remarks.get(number, "")) for number, one in enumerate(cells)]
    return plain_workbook((*_filled(titles, width), REMARK), rows)


def plain_workbook(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str] = (),
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """An XLSX of text cells under one head: a code keeps its dots and zeros, nothing in it runs.

    `notes` stand on a sheet of their own, so that the table can be read back; `more` is given the book and
    the sheet for what only one kind of table has, such as choices in its cells.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE)
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet = book.add_worksheet("Isian")
    for column, title in enumerate(head):
        sheet.set_column(column, column, max(10, min(40, len(title) + 4)), text)
        sheet.write_string(0, column, title, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, cell, text)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD100000"})
    if more:
        more(book, sheet)
    if notes:
        _notes(book.add_worksheet("Petunjuk"), notes)
    book.close()
    return out.getvalue()


def _notes(sheet: "xlsxwriter.worksheet.Worksheet", notes: Sequence[str]) -> None:
    sheet.set_column(0, 0, 100)
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, note)


def _filled(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
