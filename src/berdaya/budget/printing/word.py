"""A form as a Word file that an office can go on writing in: labels, order and rupiah of the printed form."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from berdaya.budget.printing.frames import Frame, Part
from berdaya.budget.printing.sheets import mark
from berdaya.documents.plain import as_plain
from berdaya.documents.tables import NONE
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_rupiah

SIZES: Final = {"a4": (210, 297), "f4": (215, 330)}
_SMALL: Final = Pt(8.5)
_HANG: Final = Mm(3.2)
_PADDING: Final = Mm(4)
_LABEL: Final = Mm(45)
_STEPS: Final = (10, 13, 12, 10, 10, 8, 10, 8, 11)
_POINT: Final = re.compile(r"\s*(?:[a-z][.)]|\d{1,2}[.)]|[-–•*])\s+\S")


def form_word(frame: Frame, *, size: str = "a4") -> bytes:
    """Letterhead, title, the parts in a table (columns for the analysis), closing and signature."""
    document = docx.Document()
    _set_page(document, size, frame.wide)
    _set_head(document, frame)
    for name, value in frame.facts:
        _pair(document, name, value)
    if frame.wide:
        _columns(document, frame)
    elif frame.form in ("tor", "gab"):
        for part in frame.parts:
            document.add_heading(_clean(part.label), level=2)
            _fill(document, part, _room(document))
    else:
        _table(document, frame)
    document.add_paragraph(_clean(frame.closing)).paragraph_format.keep_with_next = True
    _sign(document, frame)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text: Any) -> str:
    """Without the signs that no XML may hold."""
    return str(as_plain(str(text)))


def _set_page(document: Any, size: str, wide: bool) -> None:
    section = document.sections[0]
    width, height = (Mm(side) for side in SIZES[size])
    section.page_width, section.page_height = (height, width) if wide else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(15 if wide else 20)
    section.top_margin = section.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", _SMALL if wide else Pt(10)
    style.paragraph_format.space_after = Pt(3)
    for level, points in ((1, 13), (2, 10.5)):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size = "Arial", Pt(points)
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.element.rPr.rFonts.attrib.clear()
        heading.font.name = "Arial"


def _room(document: Any) -> int:
    """How wide the page is between its margins."""
    section = document.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def _set_head(document: Any, frame: Frame) -> None:
    paper = frame.paper
    about = document.core_properties
    about.title, about.author, about.language = paper.title, paper.office[:200], "id-ID"
    about.created = about.modified = datetime.combine(paper.date, datetime.min.time())
    if paper.status is not None:
        mark_line = document.sections[0].header.paragraphs[0]
        mark_line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark_line.add_run(paper.status.value).bold = True
    head = paper.letterhead
    lines = [head.government, head.office] if head else [paper.office]
    for words in lines:
        _centred(document, words.upper(), bold=words == lines[-1])
    title = document.add_heading(_clean(paper.title), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _centred(document, paper.subtitle)


def _centred(document: Any, words: str, *, bold: bool = False) -> None:
    line = document.add_paragraph()
    line.add_run(_clean(words)).bold = bold
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _pair(document: Any, name: str, value: str) -> None:
    line = document.add_paragraph()
    line.add_run(f"{_clean(name)}: ").bold = True
    line.add_run(_clean(value))


def _table(document: Any, frame: Frame) -> None:
    """Label and content, as the form has them; without numbers, so that the file can be read back."""
    widths = (_LABEL, _room(document) - _LABEL)
    table = _ruled(document, widths)
    for part in frame.parts:
        cells = _row(table, widths)
        cells[0].paragraphs[0].add_run(_clean(part.label)).bold = True
        _fill(cells[1], part, widths[1] - _PADDING)


def _columns(document: Any, frame: Frame) -> None:
    """The nine steps side by side; notes below."""
    steps = [part for part in frame.parts if part.label.startswith("Langkah ")]
    room = _room(document)
    widths = [room * share // sum(_STEPS) for share in _STEPS]
    table = _ruled(document, widths)
    heads, cells = _row(table, widths), _row(table, widths)
    for head, cell, part in zip(heads, cells, steps, strict=True):
        head.paragraphs[0].add_run(_clean(part.label)).bold = True
        _fill(cell, part, 0)
    for part in frame.parts:
        if part not in steps:
            document.add_heading(_clean(part.label), level=2)
            _fill(document, part, room)


def _ruled(place: Any, widths: Sequence[int]) -> Any:
    """A table whose columns are as wide as said: left to itself an office program cuts what does not fit."""
    table = place.add_table(0, len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _row(table: Any, widths: Sequence[int]) -> Any:
    cells = table.add_row().cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = width
    return cells


def _fill(place: Any, part: Part, room: int) -> None:
    """The blocks of a part; the empty first paragraph of a cell is used up. Without room no table is set."""
    for block in part.blocks:
        _block(place, block, room)
    paragraphs = place.paragraphs
    if len(paragraphs) > 1 and not paragraphs[0].text and hasattr(place, "_tc"):
        first = paragraphs[0]._p
        first.getparent().remove(first)


def _block(place: Any, block: dict[str, Any], room: int) -> None:
    kind, title = block["kind"], block.get("title") or ""
    if kind == "data":
        _data(place, block, room)
    elif kind == "plan":
        _plan(place, block, room)
    elif kind == "targets":
        _grid(place, ("Tingkat", "Indikator dan target"), block["rows"], (Mm(30), room - Mm(30)))
    elif kind == "items":
        if title:
            _said(place, f"{title}: ")
        for at, one in enumerate(block["items"]):
            _said(place, f"{mark(block['marker'], at)} {one}")
    elif kind == "head":
        place.add_paragraph().add_run(_clean(title)).bold = True
    elif kind == "money":
        place.add_paragraph().add_run(_rupiah(block["amount"])).bold = True
    else:
        begins = "\n" if _POINT.match(block["text"]) else " "
        before = f"{title}:{begins}" if title else f"{block['number']}. " if block.get("number") else ""
        _said(place, before + block["text"])


def _said(place: Any, words: str) -> None:
    """A text line by line; what begins with a mark of its own hangs from it."""
    for line in _clean(words).split("\n"):
        paragraph = place.add_paragraph(line)
        if _POINT.match(line):
            paragraph.paragraph_format.left_indent = _HANG
            paragraph.paragraph_format.first_line_indent = -_HANG


def _data(place: Any, block: dict[str, Any], room: int) -> None:
    rows = [[_shown(cell) for cell in row] for row in block["rows"]]
    if room:
        number = f"{block['number']}." if block["number"] else ""
        _grid(place, (number, "L", "P", "Jumlah"), rows, (room - Mm(54), Mm(17), Mm(17), Mm(20)))
        return
    for label, men, women, total in rows:
        sexes = "" if men == women == NONE else f"L {men}, P {women}, jumlah "
        _said(place, f"{label}: {sexes}{total}")


def _plan(place: Any, block: dict[str, Any], room: int) -> None:
    results = block["results"]
    heads = ("No.", "Aktivitas", *(("Keluaran",) if results else ()), "Anggaran (Rp)")
    rest = room - Mm(12) - Mm(30)
    widths = (Mm(12), *((rest // 2, rest - rest // 2) if results else (rest,)), Mm(30))
    rows = [[_shown(cell) for cell in row] for row in block["rows"]]
    rows = rows or [["", "belum ada aktivitas", *[""] * (len(heads) - 2)]]
    total = ["", "Jumlah anggaran subkegiatan", *([""] if results else []), _shown(block["total"])]
    _grid(place, heads, [*rows, total], widths, bold_last=True)


def _grid(
    place: Any,
    heads: tuple[str, ...],
    rows: list[list[str]],
    widths: Sequence[int],
    *,
    bold_last: bool = False,
) -> None:
    table = _ruled(place, widths)
    for cell, words in zip(_row(table, widths), heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in rows:
        for cell, words in zip(_row(table, widths), row, strict=True):
            run = cell.paragraphs[0].add_run(_clean(words))
            run.bold = bold_last and row is rows[-1]
            if words[:1].isdigit() and words.replace(".", "").isdigit():
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not hasattr(place, "_tc"):  # a cell gets its empty line after a table by itself
        place.add_paragraph().paragraph_format.space_after = Pt(0)


def _shown(value: Any) -> str:
    if value is None:
        return NONE
    return format_count(value) if isinstance(value, int) else str(value)


def _rupiah(value: Any) -> str:
    return format_rupiah(value) if isinstance(value, int) else _clean(value or "belum diisi")


def _sign(document: Any, frame: Frame) -> None:
    paper = frame.paper
    day = format_date(paper.date) if paper.dated else "tanggal belum diisi"
    for one in paper.signatories:
        below = [f"NIP {one.nip}"] if one.nip else [one.note] if one.note else []
        for words in (f"{paper.place}, {day}", one.title, "", "", "", one.name, *below):
            line = document.add_paragraph(_clean(words))
            line.paragraph_format.left_indent = Mm(100)
            line.paragraph_format.keep_with_next = True
