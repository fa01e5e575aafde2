"""A table described once and written twice: as the long list of a paper and as a sheet of a workbook."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from berdaya.kernel.numbers import format_count, format_decimal, format_percent

NONE = "–"


class Kind(Enum):
    """What a column holds; it decides alignment and number format, never the value."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    RUPIAH = "rupiah"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"

    @property
    def is_number(self) -> bool:
        return self in (Kind.COUNT, Kind.RUPIAH, Kind.DECIMAL, Kind.PERCENT)


Cell = str | int | Decimal | dt.date | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what stands under it, and its unit in words.

    PERCENT takes a share of 1 as `Decimal` (0.625 shows as 62,5%); `places` are its decimals and those of
    DECIMAL. Text in a column of numbers (`<10`) is written as it is; None is written as `–`. `mm` is the
    width on paper (None takes what is left), `width` the one in a workbook, in signs.
    """

    head: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    places: int = 0
    mm: int | None = None
    width: int = 12

    @property
    def title(self) -> str:
        return f"{self.head} ({self.unit})" if self.unit else self.head


@dataclass(frozen=True, slots=True)
class Band:
    """A row of its own that names the group below it."""

    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: columns, rows with bands between them, totals (one cell per column), notes below.

    `numbered` adds the row of column numbers that annexes have.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row | Band]
    totals: Row | None = None
    notes: tuple[str, ...] = ()
    title: str = ""
    numbered: bool = False

    def __post_init__(self) -> None:
        rows = [row for row in self.rows if not isinstance(row, Band)]
        for row in [*rows, *([self.totals] if self.totals is not None else [])]:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name}: {len(row)} cells for {len(self.columns)} columns")


def shown(column: Column, value: Cell) -> str:
    """A cell as it is read on paper."""
    match value:
        case None:
            return NONE
        case str():
            return value
        case dt.date():
            return f"{value:%d-%m-%Y}"
    if column.kind is Kind.PERCENT:
        return format_percent(value, column.places)
    if column.kind is Kind.DECIMAL:
        return format_decimal(value, column.places)
    return format_count(int(value))


def for_paper(sheet: Sheet) -> dict[str, Any]:
    """The table as the shared template's `long-table(…)` takes it, every cell already in words."""
    groups: list[dict[str, Any]] = []
    for row in sheet.rows:
        if isinstance(row, Band):
            groups.append({"label": row.label, "rows": []})
            continue
        if not groups:
            groups.append({"label": None, "rows": []})
        groups[-1]["rows"].append([shown(c, v) for c, v in zip(sheet.columns, row, strict=True)])
    return {
        "columns": [{"head": c.title, "mm": c.mm, "kind": c.kind} for c in sheet.columns],
        "groups": groups,
        "total": _total(sheet),
        "numbered": sheet.numbered,
        "notes": sheet.notes,
    }


def _is_words(value: Cell) -> bool:
    return isinstance(value, str) and not any(sign.isdigit() for sign in value[:2])


def _total(sheet: Sheet) -> list[dict[str, Any]]:
    """Cells of the closing row; empty cells right of words are joined to them."""
    cells: list[dict[str, Any]] = []
    for column, value in zip(sheet.columns, sheet.totals or (), strict=bool(sheet.totals)):
        if value is None and cells and not cells[-1]["right"]:
            cells[-1]["span"] += 1
        else:
            text = "" if value is None else shown(column, value)
            cells.append({"span": 1, "body": text, "right": column.kind.is_number and not _is_words(value)})
    return cells
