"""The table in which an office names who receives a programme, and the empty one to fill in."""

from collections.abc import Iterable, Mapping
from typing import Final

from berdaya.documents.reading import Column, Table, read_content
from berdaya.documents.remarks import plain_workbook
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.linking.lists import list_profile

MOST_ROWS: Final = 5_000
_NOT_ASKED: Final = ("id", "kecamatan")
BESIDE_NAME: Final = ("tgl_lahir", "umur", "kk", "rt", "alamat", "desa")
"""A name alone says who somebody is nowhere; with one of these it does. A NIK needs nothing beside it."""


def titles() -> dict[str, str]:
    """The columns of a list under the titles that template, page and messages call them by."""
    return {one.name: one.title for one in list_profile().columns if one.name not in _NOT_ASKED}


def key_words() -> str:
    """`NIK, atau Nama dengan satu dari: Tanggal lahir, Umur, …`: the least that a list must hold."""
    words = titles()
    return (
        f"{words['nik']}, atau {words['nama']} dengan satu dari: {', '.join(words[n] for n in BESIDE_NAME)}"
    )


def template() -> bytes:
    """An empty table with a sheet that says how to fill it in."""
    words = titles()
    notes = (
        "Satu baris satu penerima. Isi sebanyak yang diketahui; kolom yang tidak ada boleh dihapus.",
        f"Paling sedikit {key_words()}.",
        f"{words['nik']}, {words['kk']}: 16 angka. Bentuk kolomnya teks, supaya angka terakhir tidak berubah"
        " menjadi nol.",
        f"{words['tgl_lahir']}: misalnya 31/12/1980. Bila hanya umurnya yang diketahui, isi {words['umur']}.",
        f"{words['jk']}: L atau P.",
        f"{words['desa']}: nama atau kode; hanya bila berkas ini memuat lebih dari satu desa. Baris desa lain"
        " tidak ikut.",
        "Berkas ini disandikan sejak diunggah, dan dimusnahkan sesudah dipakai atau sesudah tujuh hari.",
    )
    return plain_workbook(tuple(words.values()), (), notes)


def no_key(title: str, rows: Iterable[Mapping[str, str]]) -> Finding:
    """What a list holds of the known columns, and what it needs. Titles that nobody knows are not repeated:
    in a list without a head they are people."""
    filled = {name for row in rows for name, cell in row.items() if cell.strip()}
    known = ", ".join(words for name, words in titles().items() if name in filled)
    held = f"yang berisi hanya {known}" if known else "tidak ada judul kolom yang dikenal"
    return Finding(
        "scan.list_no_key",
        title,
        f"tidak ada kolom yang dapat dipakai mengenali orang; {held}",
        f"Perlu paling sedikit {key_words()}. Lihat templatnya.",
    )


def read_sheet(title: str, content: bytes) -> Table:
    """The rows of a list. Its head may stand some rows down, as long as it names a column that is known."""
    for must in ("nama", "nik", *BESIDE_NAME, ""):
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
