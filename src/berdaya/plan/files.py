"""Lists as files: read and checked, a template to fill in, an edition to correct, and back with remarks."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from berdaya.documents.arriving import table_as_file
from berdaya.documents.csvtext import csv_text
from berdaya.documents.reading import Column, Table, read_table
from berdaya.documents.remarks import REMARK, plain_workbook
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import LOCALE_EN, LOCALE_ID, Locale
from berdaya.plan.rules.checking import Checked, Line, check_list, remarks_of
from berdaya.plan.rules.fields import Field
from berdaya.plan.rules.lists import FIELDS, Level, ListKind, PriorityRow, Row
from berdaya.plan.rules.reading import Manner
from berdaya.plan.rules.words import menus_on, sub_items_on

LOCALES: Final[Mapping[str, Locale]] = {"id": LOCALE_ID, "en": LOCALE_EN}
STARTERS: Final = Path(__file__).parent / "starter"
_WIDE = 42
_LONG = 100


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at: what it would become, and the lines as they came."""

    checked: Checked
    places: Mapping[int, str]
    grid: Sequence[Sequence[str]]
    head: int


def look_at(kind: ListKind, path: Path, manner: Manner) -> Looked:
    """Read and check a file. Refused only when there is no table in it."""
    table = read_table(path, _columns(kind))
    lines = [Line(row.line, row.where, row.cells) for row in table.rows]
    checked = check_list(kind, lines, manner, table.findings)
    return Looked(checked, {line.number: line.where for line in lines}, _without_remarks(table), table.head)


def look_at_content(kind: ListKind, content: bytes, title: str, manner: Manner) -> Looked:
    """The same for a file that lies in the store of the office."""
    with table_as_file(content, title) as path:
        return look_at(kind, path, manner)


def rows_of(kind: ListKind, content: bytes, title: str, manner: Manner) -> Sequence[Row]:
    """The rows of a file without faults; refused with what blocks."""
    checked = look_at_content(kind, content, title, manner).checked
    if checked.blocked:
        raise Refused(*(finding for finding in checked.findings if finding.severity == "E"))
    return tuple(checked.rows.values())


def _columns(kind: ListKind) -> list[Column]:
    return [Column(field.name, field.also, field.required) for field in FIELDS[kind]]


def _without_remarks(table: Table) -> list[list[str]]:
    """The cells as they came, without the remarks of an earlier answer."""
    titles = table.grid[table.head - 1]
    keep = [at for at, title in enumerate(titles) if title.casefold() != REMARK.casefold()]
    return [[row[at] for at in keep if at < len(row)] for row in table.grid]


# ---------- files to give away ----------


def template(kind: ListKind, ending: str, day: date, *, starter: bool = False) -> bytes:
    """An empty list to fill in, or one with the examples that Berdaya brings."""
    return written(kind, _starter_rows(kind) if starter else [], ending, day)


def of_rows(kind: ListKind, rows: Iterable[Row], ending: str, day: date) -> bytes:
    """An edition as a file that can be corrected and brought again."""
    return written(kind, [_cells(kind, row) for row in rows], ending, day)


def written(kind: ListKind, rows: Sequence[Sequence[str]], ending: str, day: date) -> bytes:
    head = [field.name for field in FIELDS[kind]]
    if ending == "csv":
        return ("\ufeff" + csv_text(head, rows)).encode()
    return plain_workbook(head, rows, more=lambda book, sheet: _guide(kind, day, book, sheet))


def with_remarks(looked: Looked, before: Iterable[Row], ending: str) -> bytes:
    """The same file back: its cells as they came, and what is to be said of each line."""
    told = remarks_of(looked.checked, before, looked.places)
    titles = [*looked.grid[looked.head - 1], REMARK]
    rows = [
        [*_filled(row, len(titles) - 1), told[number]]
        for number, row in enumerate(looked.grid, start=1)
        if number in told
    ]
    if ending == "csv":
        return ("\ufeff" + csv_text(titles, rows)).encode()
    return plain_workbook(titles, rows)


def starter_exists(kind: ListKind) -> bool:
    return (STARTERS / f"{kind.value}.csv").is_file()


def _starter_rows(kind: ListKind) -> list[list[str]]:
    path = STARTERS / f"{kind.value}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [[row.get(field.name) or "" for field in FIELDS[kind]] for row in rows]


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _cells(kind: ListKind, row: Row) -> list[str]:
    known = {field.name: getattr(row, field.name) for field in fields(row)}
    if isinstance(row, PriorityRow):
        one_year = row.first_year == row.last_year
        known["period"] = str(row.first_year) if one_year else f"{row.first_year}-{row.last_year}"
    return ["" if (value := known[field.attribute]) is None else str(value) for field in FIELDS[kind]]


def _guide(kind: ListKind, day: date, book: Any, sheet: Any) -> None:
    """Choices in the cells where few words are allowed, and a second sheet that says what each column is."""
    allowed = {
        "menu": list(menus_on(day)),
        "sub_kondisi": list(sub_items_on(day)),
        "tingkat": [level.value for level in Level],
    }
    guide = book.add_worksheet("Petunjuk")
    bold = book.add_format({"bold": True})
    guide.set_column(0, 2, _WIDE)
    for at, words in enumerate(("Nama kolom", "Isi", "Pilihan")):
        guide.write_string(0, at, words, bold)
    for at, field in enumerate(FIELDS[kind]):
        choices = allowed.get(field.name, [])
        if choices:
            sheet.data_validation(1, at, 5_000, at, {"validate": "list", "source": choices})
            sheet.set_column(at, at, 18, book.add_format({"num_format": "@"}))
        elif field.most >= _LONG:
            sheet.set_column(at, at, _WIDE, book.add_format({"num_format": "@"}))
        for column, words in enumerate((field.name, _about(field), ", ".join(choices))):
            guide.write_string(at + 1, column, words)


def _about(field: Field) -> str:
    must = "wajib diisi" if field.required else "boleh kosong"
    return f"{field.words}. {field.help}. ({must})" if field.help else f"{field.words} ({must})"
