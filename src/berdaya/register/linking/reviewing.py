"""The workbook for those who decide: both rows of each doubtful pair side by side, with room to answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from berdaya.kernel.files import replacing
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.linking.explaining import reasons
from berdaya.register.linking.run import Linked
from berdaya.register.rules.identity import masked
from berdaya.register.rules.linking import MILLION, Band, Link

ENDING = ".xlsx"
ANSWERS = ("sama", "bukan", "ragu")
_SIDES = ("Nama", "NIK", "Lahir/umur", "L/P", "Alamat", "RT/RW", "Desa")
_WIDTHS = (28, 20, 14, 10, 26, 10, 18)
_MOST_ROWS = 100_000


def titles() -> list[str]:
    """`Nama A`, `Nama B`, `NIK A` …: what is to be compared stands beside each other."""
    sides = [f"{title} {side}" for title in _SIDES for side in "AB"]
    return ["Kemungkinan", "Mengapa", *sides, "id A", "id B", "Keputusan", "Catatan"]


def write_review(linked: Linked, file: Path) -> int:
    """Write every pair of band `review`, the most doubtful first; NIK masked. Gives how many there are."""
    links = [link for link in linked.links if link.band is Band.REVIEW]
    if len(links) > _MOST_ROWS:
        advice = "Cocokkan per kecamatan, supaya lembarnya dapat dibuka."
        raise Refused(
            Finding("link.long_review", file.name, "terlalu banyak baris untuk satu lembar", advice)
        )
    links.sort(key=lambda link: (link.probability, link.a))
    why = reasons([(link.a, link.b) for link in links], *linked.fields)
    rows = [_by_row(frame, side) for frame, side in zip(linked.raw, _wanted(links), strict=True)]
    with replacing(file, private=True) as temporary:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(temporary), options) as book:
            _write(book, [_cells(link, why[link.a, link.b], linked, rows) for link in links])
    return len(links)


def _wanted(links: list[Link]) -> Iterator[set[int]]:
    yield {link.a for link in links}
    yield {link.b for link in links}


def _by_row(frame: pl.DataFrame, rows: set[int]) -> dict[int, dict[str, Any]]:
    wanted = frame.filter(pl.col("row").is_in(sorted(rows)))
    return {row["row"]: row for row in wanted.iter_rows(named=True)}


def _cells(link: Link, why: str, linked: Linked, rows: list[dict[int, dict[str, Any]]]) -> list[Any]:
    a, b = _shown(rows[0][link.a]), _shown(rows[1][link.b])
    beside = [cell for pair in zip(a, b, strict=True) for cell in pair]
    return [link.probability / MILLION, why, *beside, linked.a_ids[link.a], linked.b_ids[link.b], "", ""]


def _shown(row: dict[str, Any]) -> list[str]:
    nik = masked(row["nik"]) if row["nik"] else ""
    neighbourhood = "/".join(part for part in (row["rt"], row["rw"]) if part)
    born = row["tgl_lahir"] or row["umur"]
    told = (row["nama"], nik, born, row["jk"], row["alamat"], neighbourhood, row["desa"])
    return [text or "" for text in told]


def _write(book: Any, rows: list[list[Any]]) -> None:
    sheet = book.add_worksheet("Periksa")
    head = book.add_format(
        {"bold": True, "bg_color": "#E3EEEA", "border": 1, "text_wrap": True, "valign": "top"}
    )
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    shaded = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#F6F6F6"})
    share = book.add_format({"num_format": "0.00", "valign": "top"})
    names = titles()
    last = len(names) - 1
    for at, width in enumerate([12, 44, *(w for w in _WIDTHS for _ in "AB"), 12, 12, 12, 30]):
        sheet.set_column(at, at, width)
    sheet.write_row(0, 0, names, head)
    for at, row in enumerate(rows, start=1):
        sheet.write_number(at, 0, row[0], share)
        for column, cell in enumerate(row[1:], start=1):
            sheet.write_string(at, column, str(cell), shaded if names[column].endswith(" B") else text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), last)
    sheet.data_validation(
        1, last - 1, max(1, len(rows)), last - 1, {"validate": "list", "source": list(ANSWERS)}
    )
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_footer(
        "&LBerisi data pribadi: hanya untuk yang memutuskan; musnahkan setelah selesai.&R&P / &N"
    )
