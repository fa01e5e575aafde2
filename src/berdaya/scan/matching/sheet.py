"""The table in which an office names who receives a programme, and the empty one to fill in."""

from collections.abc import Mapping
from typing import Final

from berdaya.documents.reading import Column, Table, read_content
from berdaya.documents.remarks import plain_workbook
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.linking.lists import list_profile

MOST_ROWS: Final = 5_000
_HEAD: Final = ("nik", "kk", "nama", "tgl_lahir", "umur", "jk", "alamat", "rt", "rw", "desa")
_NOTES: Final = (
    "Satu baris satu penerima. Isi sebanyak yang diketahui; kolom yang tidak ada boleh dihapus.",
    "Paling sedikit NIK, atau nama dengan satu dari: tanggal lahir atau umur, nomor KK, RT, alamat, desa.",
    "nik, kk: 16 angka. Bentuk kolomnya teks, supaya angka terakhir tidak berubah menjadi nol.",
    "tgl_lahir: misalnya 31/12/1980. Bila hanya umurnya yang diketahui, isi umur.",
    "jk: L atau P.",
    "desa: nama atau kode; hanya bila berkas ini memuat lebih dari satu desa. Baris desa lain tidak ikut.",
    "Berkas ini disandikan sejak diunggah, dan dimusnahkan sesudah dipakai atau sesudah tujuh hari.",
)


def template() -> bytes:
    """An empty table with a sheet that says how to fill it in."""
    return plain_workbook(_HEAD, (), _NOTES)


def read_sheet(title: str, content: bytes) -> Table:
    """The rows of a list. Its head may stand some rows down, as long as it names `nama` or `nik`."""
    for must in ("nama", "nik", ""):
        try:
            table = read_content(title, content, _columns(must))
        except Refused as refused:
            if must and refused.findings[0].code == "table.no_header":
                continue
            raise
        break
    if len(table.rows) > MOST_ROWS:
        advice = "Unggah daftar per desa."
        raise Refused(Finding("table.too_large", title, f"lebih dari {MOST_ROWS} baris", advice))
    if not table.rows:
        raise Refused(*(table.findings or [_empty(title)]))
    return table


def values_of(table: Table) -> list[Mapping[str, str]]:
    """The known cells of each row, as matching takes them: a row is known by its position."""
    return [{**row.cells, "id": str(number)} for number, row in enumerate(table.rows)]


def _columns(must: str) -> list[Column]:
    """The columns of a list of people, with the names by which offices call them."""
    return [
        Column(one.name, tuple(_plain(title) for title in (one.title, *one.aliases)), one.name == must)
        for one in list_profile().columns
        if one.name != "id"
    ]


def _plain(title: str) -> str:
    return "_".join(title.casefold().replace("-", " ").split())


def _empty(title: str) -> Finding:
    return Finding("table.no_rows", title, "tidak ada baris di bawah judul", "Isi paling sedikit satu baris.")
