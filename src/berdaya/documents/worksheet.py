"""One worksheet, written from the top down: heads as on paper, the table, notes, lines to sign."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlsxwriter import Workbook

from berdaya.documents.paper import Paper, Signatory
from berdaya.documents.tables import NONE, Band, Cell, Column, Kind, Row, Sheet
from berdaya.kernel.calendar import format_date

FOLIO = 14  # F4, 8.5 x 13 inch, in the numbering of spreadsheet files
_HEAVY = {"bold": True, "top": 2, "bottom": 2}
_TEXT = {"num_format": "@", "quote_prefix": True}


class Formats:
    """The few cell formats of a book, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **wish: Any) -> Any:
        key = tuple(sorted(wish.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Calibri", "valign": "vcenter", **wish})
        return self._made[key]

    def cell(self, column: Column, value: Cell, *, total: bool = False) -> Any:
        return self.get(border=1, **_form(column, value), **(_HEAVY if total else {}))


def _form(column: Column, value: Cell) -> dict[str, Any]:
    if column.kind.is_number and not isinstance(value, (int, Decimal)):
        return {**_TEXT, "align": "right"}
    match column.kind:
        case Kind.TEXT:
            return {**_TEXT, "text_wrap": True}
        case Kind.CODE:
            return _TEXT
        case Kind.DATE:
            return {"num_format": "dd-mm-yyyy", "align": "left"}
        case Kind.PERCENT:
            return {"num_format": _decimals("0", column.places) + "%"}
    return {"num_format": _decimals("#,##0", column.places)}


def _decimals(whole: str, places: int) -> str:
    return whole + ("." + "0" * places if places else "")


class Page:
    """One worksheet, written from the top down."""

    def __init__(self, sheet: Any, formats: Formats, paper: Paper, content: Sheet) -> None:
        self.sheet, self.formats, self.paper, self.content = sheet, formats, paper, content
        self.last = len(content.columns) - 1
        self.row = 0

    def write(self, *, signed: bool) -> None:
        for position, column in enumerate(self.content.columns):
            self.sheet.set_column(position, position, column.width)
        self.heading()
        first = self.head()
        self.body()
        self.notes()
        if signed and self.paper.signatories:
            self.signatures()
        self.setup(first)

    def line(self, text: str, **form: Any) -> None:
        """One line over the whole width of the table."""
        cell = self.formats.get(num_format="@", quote_prefix=True, **form)
        if self.last:
            self.sheet.merge_range(self.row, 0, self.row, self.last, "", cell)
        self.sheet.write_string(self.row, 0, text, cell)
        self.row += 1

    def heading(self) -> None:
        head = self.paper.letterhead
        if head is not None:
            self.line(head.government.upper(), align="center", font_size=13)
            self.line(head.office.upper(), align="center", font_size=16, bold=True)
            for address in head.address:
                self.line(address, align="center", font_size=9)
            self.sheet.set_row(self.row, 4, self.formats.get(top=5))
            self.row += 1
        if self.paper.status is not None:
            self.line(self.paper.status.value, align="right", bold=True)
        for part in (self.content.title or self.paper.title).split("\n"):
            self.line(part.upper(), align="center", font_size=13, bold=True)
        self.line(f"Nomor: {self.paper.number or 'belum diisi'}", align="center")
        self.row += 1

    def head(self) -> int:
        """The head of the table; gives the row that is repeated on every page."""
        first = self.row
        form = self.formats.get(bold=True, border=1, align="center", text_wrap=True, bg_color="#EAEAEA")
        for position, column in enumerate(self.content.columns):
            self.sheet.write_string(self.row, position, column.title, form)
        self.row += 1
        if self.content.numbered:
            small = self.formats.get(border=1, align="center", font_size=8, bg_color="#EAEAEA")
            for position in range(self.last + 1):
                self.sheet.write_string(self.row, position, f"({position + 1})", small)
            self.row += 1
        self.sheet.repeat_rows(first, self.row - 1)
        self.sheet.freeze_panes(self.row, 0)
        return first

    def body(self) -> None:
        for row in self.content.rows:
            if isinstance(row, Band):
                self.line(row.label, bold=True, border=1, bg_color="#F6F6F6")
            else:
                self.cells(row, total=False)
        if self.content.totals is not None:
            self.cells(self.content.totals, total=True)

    def cells(self, row: Row, *, total: bool) -> None:
        for position, (column, value) in enumerate(zip(self.content.columns, row, strict=True)):
            self.cell(position, column, value, total=total)
        self.row += 1

    def cell(self, position: int, column: Column, value: Cell, *, total: bool) -> None:
        form = self.formats.cell(column, value, total=total)
        match value:
            case bool():
                raise TypeError("write ya or tidak, not a truth value")
            case dt.date():
                self.sheet.write_datetime(self.row, position, dt.datetime.combine(value, dt.time()), form)
            case int() | Decimal() if column.kind.is_number:
                self.sheet.write_number(self.row, position, value, form)
            case _:
                empty = "" if total else NONE
                self.sheet.write_string(self.row, position, empty if value is None else str(value), form)

    def notes(self) -> None:
        self.row += 1
        for note in self.content.notes:
            self.line(note, font_size=9, text_wrap=True, valign="top")
            signs = max(1, sum(column.width for column in self.content.columns))
            self.sheet.set_row(self.row - 1, 12.5 * (1 + len(note) // signs))

    def signatures(self) -> None:
        """Each signatory in a column of his own, from the left; the highest office stands at the right."""
        self.row += 1
        if self.paper.place:
            when = format_date(self.paper.date) if self.paper.dated else "tanggal belum diisi"
            self.line(f"{self.paper.place}, {when}", align="right")
        blocks = _spread(self.last + 1, len(self.paper.signatories))
        for person, (left, right) in zip(self.paper.signatories, blocks, strict=True):
            self.signature(person, left, right)
        self.row += 10

    def signature(self, person: Signatory, left: int, right: int) -> None:
        nip = f"NIP {person.nip}" if person.nip else ""
        below = [text for text in (person.rank, nip, person.note) if text]
        lines = [person.role, person.title.upper() + ",", "", "", "", person.name or "belum diisi", *below]
        for row, text in enumerate(lines, start=self.row):
            name = {"bold": True, "underline": 1} if row == self.row + 5 else {}
            form = self.formats.get(align="center", num_format="@", **name)
            if right > left:
                self.sheet.merge_range(row, left, row, right, "", form)
            self.sheet.write_string(row, left, text, form)

    def setup(self, first: int) -> None:
        """Print on F4 landscape, one page wide, with the head of the table on every page."""
        self.sheet.set_landscape()
        self.sheet.set_paper(FOLIO)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.79, right=0.59, top=0.75, bottom=0.9)
        code = f"{self.paper.code} · v{self.paper.version}" if self.paper.code else self.paper.kind
        self.sheet.set_footer(f"&L&8{_plain_footer(code + ', ' + self.paper.office)}&R&9Halaman &P dari &N")
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self.row + 1}"})
        self.sheet.set_selection(first, 0, first, 0)


def _spread(columns: int, people: int) -> list[tuple[int, int]]:
    """Blocks of columns side by side; a lone signatory takes the right half."""
    seats = max(people, 2)
    edges = [columns * i // seats for i in range(seats + 1)]
    blocks = [(left, max(left, right - 1)) for left, right in pairwise(edges)]
    return blocks[-people:]


def _plain_footer(text: str) -> str:
    """`&` starts an order in a footer; a doubled one prints itself."""
    return text.replace("&", "&&")[:200]
