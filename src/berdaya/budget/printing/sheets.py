"""A form as a workbook: the same labels in the same order, counts and rupiah as numbers."""

from collections.abc import Iterator
from typing import Any, Final

from berdaya.budget.printing.frames import Frame
from berdaya.documents.tables import Column, Kind, Row, Sheet
from berdaya.documents.workbook import workbook

_COLUMNS: Final = (
    Column("No.", Kind.COUNT, width=6),
    Column("Uraian", width=34),
    Column("Isi", width=80),
    Column("L", Kind.COUNT, width=10),
    Column("P", Kind.COUNT, width=10),
    Column("Jumlah", Kind.COUNT, width=12),
    Column("Rupiah", Kind.RUPIAH, width=22),
)
_MOST: Final = 32_000


def form_book(frame: Frame) -> bytes:
    """One sheet; a part begins with its number and label, its lines follow below."""
    rows: list[Row] = [(None, name, value, "", "", "", "") for name, value in frame.facts]
    for number, part in enumerate(frame.parts, start=1):
        lines = [line for block in part.blocks for line in _lines(block)] or [_words("")]
        for at, line in enumerate(lines):
            head = (number, part.label) if at == 0 else ("", "")
            rows.append((*head, *line))
    sheet = Sheet("Formulir", _COLUMNS, rows, notes=(frame.closing,), title=frame.paper.title)
    return workbook(frame.paper, [sheet])


Line = tuple[Any, Any, Any, Any, Any]


def _words(text: str) -> Line:
    return (text[:_MOST], "", "", "", "")


def _lines(block: dict[str, Any]) -> Iterator[Line]:
    kind, title = block["kind"], block.get("title") or ""
    if kind == "head":
        yield _words(title)
    elif kind == "text":
        yield _words(f"{title}: {block['text']}" if title else block["text"])
    elif kind == "items":
        yield from ([_words(f"{title}:")] if title else [])
        yield from (_words(f"{mark(block['marker'], at)} {one}") for at, one in enumerate(block["items"]))
    elif kind == "slot":
        yield _words(f"{block['number']}. {block['text']}" if block["number"] else block["text"])
    elif kind == "data":
        for at, (label, men, women, total) in enumerate(block["rows"]):
            number = f"{block['number']}. " if at == 0 and block["number"] else ""
            yield (f"{number}{label}", _cell(men), _cell(women), _cell(total), "")
    elif kind == "money":
        yield ("", "", "", "", _cell(block["amount"]))
    else:
        yield from _plan(block) if kind == "plan" else (_words(f"{a}: {b}") for a, b in block["rows"])


def _plan(block: dict[str, Any]) -> Iterator[Line]:
    for row in block["rows"]:
        number, text, amount = row[0], row[1], row[-1]
        given = f"; keluaran: {row[2]}" if block["results"] and row[2] else ""
        yield (f"Aktivitas {number}: {text}{given}", "", "", "", amount)
    yield ("Jumlah anggaran subkegiatan", "", "", "", _cell(block["total"]))


def _cell(value: Any) -> Any:
    return "" if value is None else value


def mark(marker: str, at: int) -> str:
    """`•`, `a.`, `1.`"""
    if marker == "•":
        return marker
    return f"{chr(97 + at % 26)}." if marker == "a" else f"{at + 1}."
