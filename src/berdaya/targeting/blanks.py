"""Empty tables to fill in: the right columns, and the places of the territory already in their rows."""

import io
from collections.abc import Callable, Sequence

import xlsxwriter

from berdaya.documents.csvtext import csv_text
from berdaya.region.rules.codes import Kind, Level, kind_of, level_of
from berdaya.region.rules.gazetteer import official

Row = Sequence[str]


def _places(territory: str, *, desa_only: bool = False) -> list[Row]:
    if not territory or level_of(territory).depth < Level.KABUPATEN.depth:
        return []
    return [
        (place.code, place.name)
        for place in official().villages(territory)
        if not (desa_only and kind_of(place.code) is Kind.KELURAHAN)
    ]


def _none(territory: str) -> list[Row]:
    return []


BLANKS: dict[str, tuple[tuple[str, ...], Callable[[str], list[Row]]]] = {
    "hitungan": (("kode", "nama", "ruta_desil_1", "rumah_tangga", "jiwa_desil_1", "jiwa"), _places),
    "indeks": (("kode", "nama", "idm", "status", "tahun"), lambda place: _places(place, desa_only=True)),
    "penduduk": (("kode", "nama", "rumah_tangga", "jiwa"), _places),
    "merah": (("kode", "nama", "merah"), _places),
    "perangkat": (("kode", "nama", "paling_sedikit", "paling_banyak", "kekuatan"), _none),
    "kecocokan": (("perangkat", "kebutuhan", "kecocokan"), _none),
    "kebutuhan": (("kode", "kebutuhan", "bagian"), _none),
    "potensi": (("kode", "kebutuhan", "bagian"), _none),
    "titik": (("kode", "lintang", "bujur"), lambda place: [(code,) for code, _ in _places(place)]),
    "jarak": (("perangkat", "kode", "jarak"), _none),
    "perubahan": (("kode", "tindakan", "alasan", "pengusul", "berita_acara"), _none),
}


def blank(territory: str, name: str) -> bytes | None:
    """`hitungan.csv`, `indeks.xlsx`: a template by its name; None for one that there is not."""
    stem, _, ending = name.rpartition(".")
    if stem not in BLANKS or ending not in ("csv", "xlsx"):
        return None
    head, fill = BLANKS[stem]
    rows = [(*row, *[""] * (len(head) - len(row))) for row in fill(territory)]
    if ending == "csv":
        return ("\ufeff" + csv_text(head, rows)).encode()
    return _workbook(head, rows)


def _workbook(head: Row, rows: Sequence[Row]) -> bytes:
    """Plain text cells: a code keeps its dots and zeros."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Isian")
    as_text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet.set_column(0, 1, 24, as_text)
    sheet.set_column(2, len(head), 18)
    sheet.write_row(0, 0, head, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, cell, as_text)
    sheet.freeze_panes(1, 2)
    book.close()
    return out.getvalue()
