"""Papers that the tests print, and a reader of the text in a PDF."""

import datetime as dt
import io
import re
from typing import Any

import pikepdf

from berdaya.documents.paper import Letterhead, Paper, Signatory, Status, render
from berdaya.documents.sample import TEMPLATE, sample_values

BU_RATNA = Signatory(title="Kepala Bappeda", name="Ratna, S.E.", rank="Pembina", nip="197004121996032005")
PAK_DARMO = Signatory(title="Ketua RT 03", name="Darmo", note="warga")


def paper(**changes: Any) -> Paper:
    facts: dict[str, Any] = {
        "kind": "Surat",
        "title": "Surat Uji",
        "office": "Bappeda",
        "number": "188.4/118/Tahun 2025",
        "place": "Pemalang",
        "date": dt.date(2025, 3, 21),
        "letterhead": Letterhead("Pemerintah Kabupaten Pemalang", "Bappeda", ("Jalan Uji 1",)),
        "signatories": (BU_RATNA,),
        "status": Status.SAMPLE,
    }
    return Paper(**{**facts, **changes})


def values(**changes: Any) -> dict[str, Any]:
    return {**sample_values([]), **changes}


def printed(**changes: Any) -> str:
    """The text of the sample letter, without spaces, printed with these values."""
    return text_of(render(TEMPLATE, paper(), values(**changes)))


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """Per page, the letters in drawing order, spaces left out (a PDF places words, not spaces)."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [re.sub(r"[\s\u200b]+", "", _text_of_page(page)) for page in document.pages]


def _text_of_page(page: pikepdf.Page) -> str:
    out: list[str] = []
    table: dict[int, str] = {}
    fonts = {name: _unicode_of(font) for name, font in page.resources.get("/Font", {}).items()}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            items = operands[0] if str(operator) == "TJ" else [operands[0]]
            for item in items:
                if isinstance(item, pikepdf.String):
                    raw = bytes(item)
                    out += [
                        table.get(int.from_bytes(raw[i : i + 2], "big"), "?") for i in range(0, len(raw), 2)
                    ]
    return "".join(out)


def _unicode_of(font: Any) -> dict[int, str]:
    source = font.ToUnicode.read_bytes().decode()
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            table[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for low, high, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            first = int(text, 16)
            for glyph in range(int(low, 16), int(high, 16) + 1):
                table[glyph] = chr(first + glyph - int(low, 16))
    return table
