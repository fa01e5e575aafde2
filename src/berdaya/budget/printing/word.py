"""A form as a Word file that an office can go on writing in: labels, order and rupiah of the printed form."""

import io
from datetime import datetime
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from berdaya.budget.printing.frames import Frame, Part
from berdaya.budget.printing.sheets import mark
from berdaya.documents.plain import as_plain
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_rupiah

SIZES: Final = {"a4": (210, 297), "f4": (215, 330)}
_SMALL: Final = Pt(8.5)


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
            _fill(document, part)
    else:
        _table(document, frame)
    document.add_paragraph(_clean(frame.closing))
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
        _centred(document, words.upper())
    title = document.add_heading(_clean(paper.title), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _centred(document, paper.subtitle)


def _centred(document: Any, words: str) -> None:
    line = document.add_paragraph(_clean(words))
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _pair(document: Any, name: str, value: str) -> None:
    line = document.add_paragraph()
    line.add_run(f"{_clean(name)}: ").bold = True
    line.add_run(_clean(value))


def _table(document: Any, frame: Frame) -> None:
    """Label and content, as the form has them; without numbers, so that the file can be read back."""
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for part in frame.parts:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(45), Mm(125)
        cells[0].paragraphs[0].add_run(_clean(part.label)).bold = True
        _fill(cells[1], part)


def _columns(document: Any, frame: Frame) -> None:
    """The nine steps side by side; notes below."""
    steps = [part for part in frame.parts if part.label.startswith("Langkah ")]
    table = document.add_table(rows=2, cols=len(steps), style="Table Grid")
    for at, part in enumerate(steps):
        table.rows[0].cells[at].paragraphs[0].add_run(_clean(part.label)).bold = True
        _fill(table.rows[1].cells[at], part)
    for part in frame.parts:
        if part not in steps:
            document.add_heading(_clean(part.label), level=2)
            _fill(document, part)


def _fill(place: Any, part: Part) -> None:
    """The blocks of a part; the empty first paragraph of a cell is used up."""
    for block in part.blocks:
        _block(place, block)
    paragraphs = place.paragraphs
    if len(paragraphs) > 1 and not paragraphs[0].text and hasattr(place, "_tc"):
        first = paragraphs[0]._p
        first.getparent().remove(first)


def _block(place: Any, block: dict[str, Any]) -> None:
    kind, title = block["kind"], block.get("title") or ""
    if kind == "data":
        _grid(place, ("", "L", "P", "Jumlah"), [[_shown(cell) for cell in row] for row in block["rows"]])
        return
    if kind == "plan":
        _plan(place, block)
        return
    if kind == "targets":
        _grid(place, ("Tingkat", "Indikator dan target"), block["rows"])
        return
    line = place.add_paragraph()
    if title:
        line.add_run(_clean(title) + ("" if kind == "head" else ": ")).bold = kind == "head"
    if kind == "text":
        line.add_run(_clean(block["text"]))
    elif kind == "slot":
        line.add_run(_clean(f"{block['number']}. {block['text']}" if block["number"] else block["text"]))
    elif kind == "money":
        line.add_run(_rupiah(block["amount"])).bold = True
    for at, one in enumerate(block.get("items", ())):
        place.add_paragraph(f"{mark(block['marker'], at)} {_clean(one)}")


def _plan(place: Any, block: dict[str, Any]) -> None:
    heads = ("No.", "Aktivitas", *(("Keluaran",) if block["results"] else ()), "Anggaran (Rp)")
    rows = [[_shown(cell) for cell in row] for row in block["rows"]]
    rows = rows or [["", "belum ada aktivitas", *[""] * (len(heads) - 2)]]
    total = ["", "Jumlah anggaran subkegiatan", *([""] if block["results"] else []), _shown(block["total"])]
    _grid(place, heads, [*rows, total], bold_last=True)


def _grid(place: Any, heads: tuple[str, ...], rows: list[list[str]], *, bold_last: bool = False) -> None:
    table = place.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            run = cell.paragraphs[0].add_run(_clean(words))
            run.bold = bold_last and row is rows[-1]
            if words[:1].isdigit() and words.replace(".", "").isdigit():
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    place.add_paragraph()


def _shown(value: Any) -> str:
    if value is None:
        return "–"
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
