"""Workbooks: the same heads as on paper, numbers as numbers, everything else as text that never runs.

A text cell stays text whatever it begins with, a code keeps its dots and zeros, and the same sheets of the
same paper give the same bytes.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

import xlsxwriter

from berdaya.documents.paper import Paper, check_paper
from berdaya.documents.tables import Band, Sheet
from berdaya.documents.worksheet import Formats, Page
from berdaya.kernel.findings import Finding, Refused

MOST_SIGNS = 32_767
MOST_ROWS = 1_048_000
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(paper: Paper, sheets: Sequence[Sheet]) -> bytes:
    """Write an XLSX file: letterhead, title and number, each sheet's table, and lines to sign on the first.

    Raises `Refused` with findings when a paper or a cell cannot be written whole.
    """
    findings = (*check_paper(paper), *(finding for sheet in sheets for finding in _check(sheet)))
    if findings:
        raise Refused(*findings)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE)
    book.set_properties(
        {
            "title": paper.title.replace("\n", " "),
            "author": paper.office,
            "subject": paper.number or "",
            "created": dt.datetime.combine(paper.date, dt.time()),
        }
    )
    formats = Formats(book)
    for position, (name, sheet) in enumerate(zip(_sheet_names(sheets), sheets, strict=True)):
        Page(book.add_worksheet(name), formats, paper, sheet).write(signed=position == 0)
    book.close()
    return out.getvalue()


def _check(sheet: Sheet) -> Iterator[Finding]:
    if len(sheet.rows) > MOST_ROWS:
        yield Finding(
            "documents.sheet_too_long",
            f"Lembar {sheet.name}",
            f"{len(sheet.rows)} baris tidak muat pada satu lembar",
            "Simpan sebagai CSV, atau bagi menurut kecamatan.",
        )
    rows = (row for row in sheet.rows if not isinstance(row, Band))
    for number, row in enumerate(rows, start=1):
        for column, cell in zip(sheet.columns, row, strict=True):
            if isinstance(cell, str) and len(cell) > MOST_SIGNS:
                yield Finding(
                    "documents.cell_too_long",
                    f"Lembar {sheet.name} baris {number} kolom {column.head}",
                    f"teksnya {len(cell)} huruf, satu sel memuat paling banyak {MOST_SIGNS}",
                    "Pendekkan teks itu, atau simpan sebagai CSV.",
                )


def _sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that a spreadsheet accepts: 31 signs, none of []:*?/\\, none twice."""
    given: list[str] = []
    for sheet in sheets:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", sheet.name).strip(" '")[:31] or "Lembar"
        unique, number = plain, 2
        while unique.casefold() in (other.casefold() for other in given):
            unique = f"{plain[:27]} {number}"
            number += 1
        given.append(unique)
    return given
