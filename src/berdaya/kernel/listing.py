"""A list as a page shows it: narrowed by a word, sorted by a column, cut into pages. Needs no script.

What is asked stands in the address: `saring` (the word), `urut` (a column, `-` before it for the other way
round) and `hal` (the page). Anything else that is asked there is left alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

ROWS = 50
_MOST_LETTERS = 80
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column that a list can be sorted by: `value` gives the key of a row; None comes last, either way."""

    key: str
    words: str
    value: Callable[[Row], Any]
    numeric: bool = False
    phone: bool = True


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where a click leads, and which way the list is sorted by it now, if at all."""

    words: str
    address: str
    sorted: str = ""
    numeric: bool = False
    phone: bool = True


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """One page of a list. `total` counts all rows, `found` those that the word left."""

    rows: Sequence[Row]
    heads: Sequence[Head]
    text: str
    total: int
    found: int
    page: int
    pages: int
    before: str
    after: str
    sorting: str = ""

    @property
    def first(self) -> int:
        return (self.page - 1) * ROWS + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0


def listed(
    rows: Sequence[Row],
    columns: Sequence[Column[Row]],
    asked: Mapping[str, str],
    words_of: Callable[[Row], str],
) -> Listed[Row]:
    """The page of a list that an address asks for. Without a column the rows keep their order.

    Equal rows keep their order too; a page beyond the end is the last one.
    """
    text = asked.get("saring", "").strip()[:_MOST_LETTERS]
    found = [row for row in rows if all(word in words_of(row).lower() for word in text.lower().split())]
    by, down = _sorting(asked.get("urut", ""), columns)
    if by is not None:
        found = _sorted(found, by, down)
    pages = max(1, -(-len(found) // ROWS))
    page = min(max(1, _number(asked.get("hal", ""))), pages)
    kept = {"saring": text, "urut": ("-" if down else "") + by.key if by else ""}
    return Listed(
        rows=found[(page - 1) * ROWS : page * ROWS],
        heads=[_head(column, by, down, text) for column in columns],
        text=text,
        total=len(rows),
        found=len(found),
        page=page,
        pages=pages,
        before=_address(kept | {"hal": str(page - 1)}) if page > 1 else "",
        after=_address(kept | {"hal": str(page + 1)}) if page < pages else "",
        sorting=kept["urut"],
    )


def _sorting(asked: str, columns: Sequence[Column[Row]]) -> tuple[Column[Row] | None, bool]:
    by = next((column for column in columns if column.key == asked.removeprefix("-")), None)
    return by, by is not None and asked.startswith("-")


def _sorted(rows: Sequence[Row], by: Column[Row], down: bool) -> list[Row]:
    known = [row for row in rows if by.value(row) is not None]
    unknown = [row for row in rows if by.value(row) is None]
    return sorted(known, key=by.value, reverse=down) + unknown


def _head(column: Column[Row], by: Column[Row] | None, down: bool, text: str) -> Head:
    """A first click sorts numbers from the largest, words from A; the next click turns it round."""
    here = by is not None and by.key == column.key
    turned = not down if here else column.numeric
    return Head(
        words=column.words,
        address=_address({"saring": text, "urut": ("-" if turned else "") + column.key}),
        sorted=("descending" if down else "ascending") if here else "",
        numeric=column.numeric,
        phone=column.phone,
    )


def _address(asked: Mapping[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
