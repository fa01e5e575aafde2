"""A list as a page shows it: narrowed by a word, sorted by a column, cut into pages. Needs no script.

What is asked stands in the address: `saring` (the word), `urut` (a column, `-` before it for the other way
round) and `hal` (the page). Anything else that is asked there is left alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
class Wanted(Generic[Row]):
    """What an address asks of a list: a word, a column and which way round, a page."""

    text: str
    by: Column[Row] | None
    down: bool
    page: int
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def sorting(self) -> str:
        return ("-" if self.down else "") + self.by.key if self.by else ""

    def on(self, found: int) -> int:
        """The page that there is: a page beyond the end is the last one."""
        return min(max(1, self.page), _pages(found))

    def cut(self, found: int) -> slice:
        """Where that page lies among the rows that were found."""
        first = (self.on(found) - 1) * ROWS
        return slice(first, first + ROWS)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """One page of a list. `total` counts all rows, `found` those that the word left."""

    rows: Sequence[Row]
    heads: tuple[Head, ...]
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
    beside: Mapping[str, str] | None = None,
) -> Listed[Row]:
    """The page of a list that an address asks for. Without a column the rows keep their order.

    Equal rows keep their order too; a page beyond the end is the last one.
    """
    sought = wanted(columns, asked, beside)
    words = sought.text.lower().split()
    found = [row for row in rows if all(word in words_of(row).lower() for word in words)]
    if sought.by is not None:
        found = _sorted(found, sought.by, sought.down)
    here = sought.cut(len(found))
    return page_of(sought, columns, found[here], total=len(rows), found=len(found))


def wanted(
    columns: Sequence[Column[Row]], asked: Mapping[str, str], beside: Mapping[str, str] | None = None
) -> Wanted[Row]:
    """What an address asks for. `beside` are other questions of that page, which its links keep."""
    by, down = _sorting(asked.get("urut", ""), columns)
    text = asked.get("saring", "").strip()[:_MOST_LETTERS]
    return Wanted(text, by, down, _number(asked.get("hal", "")), dict(beside or {}))


def page_of(
    sought: Wanted[Row], columns: Sequence[Column[Row]], rows: Sequence[Row], *, total: int, found: int
) -> Listed[Row]:
    """The page, from rows that were narrowed, sorted and cut already: by a database, where they are many."""
    page, pages = sought.on(found), _pages(found)
    kept = {**sought.beside, "saring": sought.text, "urut": sought.sorting}
    return Listed(
        rows=rows,
        heads=tuple(_head(column, sought) for column in columns),
        text=sought.text,
        total=total,
        found=found,
        page=page,
        pages=pages,
        before=_address(kept | {"hal": str(page - 1)}) if page > 1 else "",
        after=_address(kept | {"hal": str(page + 1)}) if page < pages else "",
        sorting=sought.sorting,
    )


def _pages(found: int) -> int:
    return max(1, -(-found // ROWS))


def _sorting(asked: str, columns: Sequence[Column[Row]]) -> tuple[Column[Row] | None, bool]:
    by = next((column for column in columns if column.key == asked.removeprefix("-")), None)
    return by, by is not None and asked.startswith("-")


def _sorted(rows: Sequence[Row], by: Column[Row], down: bool) -> list[Row]:
    known = [row for row in rows if by.value(row) is not None]
    unknown = [row for row in rows if by.value(row) is None]
    return sorted(known, key=by.value, reverse=down) + unknown


def _head(column: Column[Row], sought: Wanted[Row]) -> Head:
    """A first click sorts numbers from the largest, words from A; the next click turns it round."""
    here = sought.by is not None and sought.by.key == column.key
    turned = not sought.down if here else column.numeric
    asked = {**sought.beside, "saring": sought.text, "urut": ("-" if turned else "") + column.key}
    return Head(
        words=column.words,
        address=_address(asked),
        sorted=("descending" if sought.down else "ascending") if here else "",
        numeric=column.numeric,
        phone=column.phone,
    )


def _address(asked: Mapping[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
