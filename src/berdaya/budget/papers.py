"""The lines of a paper that people wrote: text, Word, a workbook, or a PDF that holds text.

Words and figures are taken in their order; how a paper looks is left behind. A picture of a paper has no
words: it is "tidak terbaca".
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from berdaya.budget.rules.grid import grid_lines
from berdaya.budget.rules.pages import page_lines
from berdaya.documents.reading import read_sheets
from berdaya.kernel.files import read_bytes, read_json, read_text, without_doubles
from berdaya.kernel.findings import Finding, Refused

KINDS: Final = (".txt", ".docx", ".xlsx", ".pdf")
MOST_PAGES: Final = 60
MOST_UNPACKED: Final = 60_000_000
FEWEST_LETTERS: Final = 40


def read_fields(path: Path) -> Any:
    """A record as JSON: decimals as typed, since rupiah are whole; refused when a name stands twice."""
    return read_json(path, parse_float=str, object_pairs_hook=without_doubles)


def lines_of(path: Path) -> list[str]:
    """The lines of a file by its ending. Refused when it is of another kind, damaged or only a picture."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        advice = "Pakai .txt, .docx, .xlsx atau .pdf."
        raise Refused(_fault("kind", path.name, "jenis berkas tidak dikenal", advice))
    if kind == ".txt":
        return read_text(path).splitlines()
    content = read_bytes(path)
    if not content:
        raise Refused(_fault("empty", path.name, "berkas kosong", "Periksa berkasnya."))
    return {".docx": _word, ".xlsx": _workbook, ".pdf": _pdf}[kind](path.name, content)


def _workbook(name: str, content: bytes) -> list[str]:
    return [line for grid in read_sheets(name, content) for line in grid_lines(grid)]


def _word(name: str, content: bytes) -> list[str]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        _refuse_bomb(name, content)
        document = docx.Document(io.BytesIO(content))
        return [line for part in document.iter_inner_content() for line in _word_lines(part)]
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise Refused(_damaged(name, "naskah Word")) from None


def _refuse_bomb(name: str, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
            raise Refused(_fault("too_large", name, "isi naskah terlalu besar", "Hapus gambarnya dahulu."))


def _word_lines(part: Any) -> Iterator[str]:
    """A paragraph, or a table row by row; a merged cell is read once. List items keep a bullet."""
    if not hasattr(part, "rows"):
        bullet = "• " if _is_item(part) and part.text.strip() else ""
        yield from (bullet + part.text).splitlines()
        return
    seen: list[Any] = []
    yield from grid_lines([[_cell(cell, seen) for cell in row.cells] for row in part.rows])


def _cell(cell: Any, seen: list[Any]) -> str:
    """The lines of a cell, with those of the tables in it; nothing where it was read before."""
    if any(cell._tc is one for one in seen):
        return ""
    seen.append(cell._tc)
    return "\n".join(line for inner in cell.iter_inner_content() for line in _word_lines(inner))


def _is_item(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return (properties is not None and properties.numPr is not None) or str(
        getattr(paragraph.style, "name", "")
    ).startswith("List")


def _pdf(name: str, content: bytes) -> list[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise Refused(_damaged(name, "PDF, atau terkunci kata sandi")) from None
    try:
        if len(document) > MOST_PAGES:
            problem = f"{len(document)} halaman; paling banyak {MOST_PAGES}"
            raise Refused(_fault("too_large", name, problem, "Simpan pernyataannya saja."))
        pages = [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()
    if sum(sign.isalpha() for page in pages for sign in page) < FEWEST_LETTERS:
        advice = "Ini gambar, mungkin hasil pindai. Minta berkas aslinya, atau ketik ulang."
        raise Refused(_fault("unreadable", name, "tidak terbaca: tidak ada teks di dalamnya", advice))
    return page_lines([page.splitlines() for page in pages])


def _page(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded()).replace("\x02", "-").replace("\ufffe", "-")
    finally:
        text.close()
        page.close()


def _damaged(name: str, kind: str) -> Finding:
    return _fault("damaged", name, f"bukan {kind} yang utuh", "Buka di program asalnya dan simpan ulang.")


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"budget.{code}", where, problem, advice)
