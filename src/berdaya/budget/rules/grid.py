"""The rows of a table as the lines of a statement: row numbers are left aside, figures get their letters.

Every other cell is kept in its order. Heads of a table (`No.`, `L`, `Jumlah`, `Anggaran (Rp)`) say what
stands below them and are no content.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

Cells = Sequence[str]
_HEADS: Final = {
    "no": "number",
    "nomor": "number",
    "uraian": "",
    "isi": "",
    "l": "L",
    "p": "P",
    "jumlah": "jumlah",
    "jml": "jumlah",
    "rupiah": "rupiah",
    "aktivitas": "activity",
    "anggaran (rp)": "rupiah",
}
_SLOT: Final = re.compile(r"\d{1,2}\.")
_NUMBER: Final = re.compile(r"(\d{1,3})\.?")
_DIGITS: Final = re.compile(r"\d[\d.]*")
_NOTHING: Final = ("", "-", "–", "—")
_FEWEST_NUMBERS: Final = 3
UNFILLED: Final = "belum diisi"


@dataclass(slots=True)
class _Head:
    """Which column holds what, and the row of the form that the first line below belongs to."""

    kinds: dict[int, str] = field(default_factory=dict)
    slot: str = ""


def grid_lines(grid: Sequence[Cells]) -> list[str]:
    """The lines of a table, cell by cell."""
    rows = [[cell.strip() for cell in row] for row in grid]
    numbered = _number_column(rows)
    head, lines = _Head(), list[str]()
    for row in rows:
        if (found := _head(row)) is not None:
            head = found
        else:
            lines += _lines(row, head, numbered)
    return lines


def _number_column(rows: Sequence[Cells]) -> int | None:
    """The first filled column, where its numbers are 1, 2, 3 … beside something else; one may stand twice."""
    first = min((at for row in rows for at, cell in enumerate(row) if cell), default=None)
    if first is None:
        return None
    found = [
        int(match[1])
        for row in rows
        if first < len(row) and (match := _NUMBER.fullmatch(row[first])) and any(row[first + 1 :])
    ]
    runs = found[:1] == [1] and all(after - before in (0, 1) for before, after in pairwise(found))
    return first if runs and found[-1] >= _FEWEST_NUMBERS else None


def _head(row: Cells) -> _Head | None:
    """The row as heads of columns; None where it holds anything else."""
    kinds: dict[int, str] = {}
    slot = ""
    for at, cell in enumerate(row):
        name = " ".join(cell.casefold().rstrip(".").split())
        if name in _HEADS:
            kinds[at] = _HEADS[name]
        elif at == 0 and _SLOT.fullmatch(cell):
            slot = f"{cell} "
        elif cell:
            return None
    known = set(kinds.values())
    return _Head(kinds, slot) if {"L", "P"} <= known or ("number" in known and len(kinds) > 1) else None


def _lines(row: Cells, head: _Head, numbered: int | None) -> Iterator[str]:
    figures = {head.kinds.get(at, ""): cell for at, cell in enumerate(row) if cell not in _NOTHING}
    texts = [(at, cell) for at, cell in enumerate(row) if cell and not _is_figure(head, at)]
    if not texts:  # below the table: what stands under L and P is no figure of anything
        yield from (
            f"Rp{cell}" if name == "rupiah" and _DIGITS.fullmatch(cell) else cell
            for name, cell in figures.items()
        )
        return
    counts = [f"{name}: {figures[name]}" for name in ("L", "P", "jumlah") if name in figures]
    if counts and len(texts) == 1:
        yield f"{head.slot}{texts[0][1].rstrip(':')}:"
        yield ", ".join(counts)
        head.slot = ""
        return
    for at, cell in texts:
        kind = head.kinds.get(at)
        if (kind == "number" or at == numbered) and _NUMBER.fullmatch(cell):
            continue
        number = figures.get("number", "").rstrip(".")
        before = f"Aktivitas {number}: " if kind == "activity" and number.isdigit() else ""
        yield from (before + cell).splitlines()
    yield from counts
    if figures.get("rupiah", UNFILLED) != UNFILLED:
        yield _rupiah(figures["rupiah"])


def _rupiah(cell: str) -> str:
    return f"Rp{cell}" if _DIGITS.fullmatch(cell) else cell


def _is_figure(head: _Head, at: int) -> bool:
    return head.kinds.get(at) in ("L", "P", "jumlah", "rupiah")
