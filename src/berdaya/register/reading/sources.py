"""One table of text, whatever kind of file it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from berdaya.kernel.findings import Finding
from berdaya.register.rules.headers import SEARCHED_ROWS, Header

HEAD_ROWS = SEARCHED_ROWS + 2
BROKEN = "_broken"
LINE = "_line"


class Source(Protocol):
    """A table that can show its first rows, and give the columns at some positions as text."""

    @property
    def where(self) -> str:
        """What the person calls it: the file, and the sheet where there are several."""
        ...

    def head(self) -> list[list[str]]:
        """The first rows, for finding the titles."""
        ...

    def line_of(self, row: int) -> int:
        """The number a person sees beside a row of the head (1 = first line of the file)."""
        ...

    def body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        """The rows below the titles: columns `c0`, `c1`, … at the positions asked, all text, empty = null."""
        ...

    def careful_body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        """The same, read line by line, for a file that a quick reader cannot split.

        A text file adds BROKEN and LINE (the number of the line in the file) to each row.
        """
        ...

    def fits(self, header: Header, rows: int) -> bool:
        """Did the quick reader find as many rows as the file has lines?"""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A source with its titles found."""

    source: Source
    header: Header
    findings: tuple[Finding, ...] = field(default=())

    @property
    def where(self) -> str:
        return self.source.where

    @property
    def first_line(self) -> int:
        return self.source.line_of(self.header.data_row)


def column(position: int) -> str:
    return f"c{position}"
