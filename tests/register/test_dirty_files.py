"""Workbooks, old formats and zip files: hand-written cells, and files made to do harm."""

import io
import json
import resource
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.register.desk import HOME, JOKO, TITLES, Desk, Row, changed, csv_text
from tests.register.old_files import dbf, xls

Cells = Sequence[Sequence[str | float]]


def workbook(sheets: dict[str, Cells], merged: Sequence[tuple[str, tuple[int, int, int, int]]] = ()) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    (sheet.write_string if isinstance(cell, str) else sheet.write_number)(at, column, cell)
        for where, (top, left, bottom, right) in merged:
            if where == name:
                sheet.merge_range(top, left, bottom, right, rows[top][left])
    book.close()
    return target.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


TABLE: Cells = (TITLES, *HOME)
WHOLE = ("percentile", "Umur", "HubKRT")


def test_workbook_gives_the_same_as_its_text(desk: Desk) -> None:
    answer = desk.imported(desk.file(workbook({"BDT": TABLE}), "bdt.xlsx"))
    assert answer.rows == {"in": 4, "accepted": 4, "rejected": 0, "duplicate": 0}
    assert (answer.table["households"], answer.table["members"]) == (2, 4)


def test_sheet_that_fits_is_chosen_and_told(desk: Desk) -> None:
    sheets = {"Pengantar": [["Surat pengantar"], ["Kepada Yth. Bu Ratna"]], "Data": TABLE}
    answer = desk.imported(desk.file(workbook(sheets), "bdt.xlsx"))
    assert "dibaca Data; dilewati: Pengantar" in answer.finding("sheet.chosen")["problem"]
    assert answer.rows["accepted"] == 4


def test_sheets_that_fit_alike_are_all_read(desk: Desk) -> None:
    sheets: dict[str, Cells] = {"Majalangu": [TITLES, *HOME[:3]], "Lain": [TITLES, JOKO]}
    answer = desk.imported(desk.file(workbook(sheets), "bdt.xlsx"))
    assert answer.rows["accepted"] == 4


def test_workbook_without_the_table_is_refused(desk: Desk) -> None:
    answer = desk.imported(desk.file(workbook({"Surat": [["Kepada Yth."]]}), "surat.xlsx"))
    assert (answer.exit_code, answer.codes) == (1, {"header.none"})


def test_titles_in_row_three_over_merged_cells_are_found(desk: Desk) -> None:
    group = ["KETERANGAN TEMPAT"] + [""] * (len(TITLES) - 1)
    rows = [["DAFTAR RUMAH TANGGA"], group, TITLES, *HOME]
    merged = [("BDT", (1, 0, 1, 4))]
    answer = desk.imported(desk.file(workbook({"BDT": rows}, merged), "bdt.xlsx"))
    assert answer.finding("file.header_row")["problem"].endswith("judul di baris 3")
    assert answer.rows["accepted"] == 4


def test_cells_merged_over_members_belong_to_each(desk: Desk) -> None:
    below = [("",) * 13 + tuple(row[13:]) for row in HOME[1:3]]
    rows = [TITLES, HOME[0], *below, JOKO]
    merged = [("BDT", (1, column, 3, column)) for column in range(13)]
    answer = desk.imported(desk.file(workbook({"BDT": rows}, merged), "bdt.xlsx"))
    assert answer.finding("sheet.merged")["problem"].endswith("13 gabungan")
    assert (answer.rows["accepted"], answer.table["households"]) == (4, 2)


def test_nik_kept_as_a_number_by_a_workbook_is_damaged(desk: Desk) -> None:
    numbered: list[Sequence[str | float]] = [
        [float(cell) if title == "NIK" else cell for title, cell in zip(TITLES, row, strict=True)]
        for row in HOME
    ]
    answer = desk.imported(desk.file(workbook({"BDT": [TITLES, *numbered]}), "bdt.xlsx"), "--accept-rejected")
    assert answer.finding("nik.number")["problem"] == "NIK rusak (format angka)"
    assert answer.rows["rejected"] == 4


def test_small_numbers_of_a_workbook_are_whole(desk: Desk) -> None:
    numbered: list[Sequence[str | float]] = [
        [float(cell) if title in WHOLE else cell for title, cell in zip(TITLES, row, strict=True)]
        for row in HOME
    ]
    answer = desk.imported(desk.file(workbook({"BDT": [TITLES, *numbered]}), "bdt.xlsx"))
    assert answer.rows["accepted"] == 4


def test_answer_workbook_has_a_remark_on_each_row_and_no_formula(desk: Desk) -> None:
    rows = [TITLES, *HOME[:3], changed(JOKO, persen="101", alamat="=1+1")]
    out = desk.folder / "jawaban.xlsx"
    desk.imported(desk.file(workbook({"BDT": rows}), "bdt.xlsx"), "--answer", out)
    cells = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert cells[0][-1] == "Keterangan"
    assert [row[-1] for row in cells[1:4]] == ["diterima"] * 3
    assert cells[4][-1] == "DITOLAK: peringkat di luar batas (kolom percentile)"
    with zipfile.ZipFile(out) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_old_workbook_is_read(desk: Desk) -> None:
    answer = desk.imported(desk.file(xls([TITLES, *HOME]), "bdt.xls"))
    assert (answer.rows["accepted"], answer.table["households"]) == (4, 2)


def test_dbf_with_names_cut_to_ten_letters_is_read(desk: Desk) -> None:
    names = [
        "idbdt",
        "kdprop",
        "kdkab",
        "nama_kecamatan",
        "nama_desa",
        "percentile",
        "no_urut_art",
        "nama_art",
    ]
    names += ["nik", "sumber_airminum", "umur"]
    places = (0, 1, 2, 3, 4, 12, 13, 14, 15, 8, 18)
    rows = [[row[at] for at in places] for row in HOME]
    answer = desk.imported(desk.file(dbf(names, [20] * len(names), rows), "BDT.DBF"))
    assert (answer.rows["accepted"], answer.table["households"]) == (4, 2)
    assert "header.unknown" not in answer.codes


def test_dbf_in_a_zip_is_read(desk: Desk) -> None:
    names = ["idbdt", "kdprop", "kdkab", "nama_kecamatan", "nama_desa", "percentile", "no_urut_art", "nik"]
    rows = [[row[at] for at in (0, 1, 2, 3, 4, 12, 13, 15)] for row in HOME]
    old = dbf(names, [20] * len(names), rows)
    assert desk.imported(desk.file(zipped({"BDT.DBF": old}), "bdt.zip")).rows["accepted"] == 4


def test_signs_in_the_name_of_a_file_are_only_signs(desk: Desk) -> None:
    assert desk.imported(desk.file(csv_text(HOME), "daftar [1] *.csv")).rows["accepted"] == 4


def test_parquet_is_read(desk: Desk) -> None:
    path = desk.folder / "bdt.parquet"
    pl.DataFrame([dict(zip(TITLES, row, strict=True)) for row in HOME]).write_parquet(path)
    assert desk.imported(path).rows["accepted"] == 4


def test_parquet_with_whole_numbers_keeps_sixteen_digits(desk: Desk) -> None:
    path = desk.folder / "bdt.parquet"
    frame = pl.DataFrame([dict(zip(TITLES, row, strict=True)) for row in HOME])
    frame.with_columns(pl.col("NIK").cast(pl.Int64)).write_parquet(path)
    assert "nik.number" not in desk.imported(path).codes


def test_parquet_with_fractions_has_damaged_nik(desk: Desk) -> None:
    path = desk.folder / "bdt.parquet"
    frame = pl.DataFrame([dict(zip(TITLES, row, strict=True)) for row in HOME])
    frame.with_columns(pl.col("NIK").cast(pl.Float64)).write_parquet(path)
    assert desk.imported(path).finding("nik.number")["count"] == 4


def test_zip_of_several_tables_is_one_register(desk: Desk) -> None:
    members = {
        "satu.csv": csv_text(HOME[:3]).encode(),
        "dua.csv": csv_text([JOKO]).encode(),
        "bacaan.pdf": b"%PDF-",
        "__MACOSX/._satu.csv": b"x",
    }
    answer = desk.imported(desk.file(zipped(members), "bdt.zip"))
    assert (answer.rows["accepted"], answer.table["households"]) == (4, 2)
    assert answer.finding("file.ignored")["example"] == "bdt.zip/bacaan.pdf"


def test_row_in_a_zip_is_named_by_its_file(desk: Desk) -> None:
    members = {
        "satu.csv": csv_text(HOME[:3]).encode(),
        "dua.csv": csv_text([changed(JOKO, persen="0")]).encode(),
    }
    answer = desk.imported(desk.file(zipped(members), "bdt.zip"))
    assert answer.finding("percentile.range")["example"] == "bdt.zip/dua.csv baris 2, kolom percentile"


@pytest.mark.parametrize("name", ["../luar.csv", "/etc/luar.csv", "C:\\luar.csv", "a/../../luar.csv"])
def test_zip_that_writes_outside_is_refused(desk: Desk, name: str) -> None:
    answer = desk.imported(desk.file(zipped({name: csv_text(HOME).encode()}), "bdt.zip"))
    assert (answer.exit_code, answer.codes) == (1, {"file.zip_path"})


def test_zip_in_a_zip_is_refused(desk: Desk) -> None:
    inner = zipped({"satu.csv": csv_text(HOME).encode()})
    assert desk.imported(desk.file(zipped({"isi.zip": inner}), "bdt.zip")).codes == {"file.zip_nested"}


def test_zip_with_too_many_files_is_refused(desk: Desk) -> None:
    many = {f"{n}.csv": b"" for n in range(2001)}
    assert desk.imported(desk.file(zipped(many), "bdt.zip")).codes == {"file.zip_many"}


def test_zip_that_swells_is_refused(desk: Desk) -> None:
    bomb = zipped({"satu.csv": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    assert desk.imported(desk.file(bomb, "bdt.zip")).codes == {"file.bomb"}


def test_zip_that_lies_about_its_size_is_refused(desk: Desk) -> None:
    content = bytearray(zipped({"satu.csv": csv_text(HOME).encode() * 20}))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 100)
    assert desk.imported(desk.file(bytes(content), "bdt.zip")).codes <= {"file.broken", "file.bomb"}


def rewritten(book: bytes, sheet: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZZ900000", "FA1048576"])
def test_workbook_with_one_cell_far_away_is_refused(desk: Desk, cell: str) -> None:
    row = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    bomb = rewritten(workbook({"BDT": TABLE}), sheet.encode())
    assert desk.imported(desk.file(bomb, "bom.xlsx")).codes == {"file.bomb"}


def test_workbook_with_a_swollen_sheet_is_refused(desk: Desk) -> None:
    sheet = b"<worksheet><sheetData>" + b" " * 60_000_000 + b"</sheetData></worksheet>"
    bomb = rewritten(workbook({"BDT": TABLE}), sheet)
    assert desk.imported(desk.file(bomb, "bom.xlsx")).codes == {"file.bomb"}


@pytest.mark.parametrize("name", ["rusak.xlsx", "rusak.xls", "rusak.dbf", "rusak.parquet", "rusak.zip"])
def test_broken_file_is_a_finding(desk: Desk, name: str) -> None:
    assert desk.imported(desk.file(b"PK\x03\x04 bukan apa-apa", name)).codes == {"file.broken"}


def test_web_page_named_as_a_workbook_is_recognised(desk: Desk) -> None:
    page = b"\xef\xbb\xbf<html><table><tr><td>NIK</td></tr></table></html>"
    assert desk.imported(desk.file(page, "unduhan.xls")).codes == {"file.html"}


def test_text_named_as_a_workbook_is_read(desk: Desk) -> None:
    answer = desk.imported(desk.file(csv_text(HOME, separator="\t"), "unduhan.xls"))
    assert answer.rows["accepted"] == 4
    assert "file.other_kind" in answer.codes


def test_workbook_named_as_text_is_read(desk: Desk) -> None:
    answer = desk.imported(desk.file(workbook({"BDT": TABLE}), "unduhan.csv"))
    assert answer.rows["accepted"] == 4


def test_cut_workbook_is_a_finding(desk: Desk) -> None:
    whole = workbook({"BDT": TABLE})
    assert desk.imported(desk.file(whole[: len(whole) // 2], "potong.xlsx")).codes == {"file.broken"}


@pytest.fixture
def small_disk() -> Any:
    """No file may grow beyond two kilobytes: to a writing program the same as a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def many() -> list[Row]:
    return [changed(JOKO, id=f"33270400100001{n:04d}", nik=f"332704170860{n:04d}") for n in range(1, 400)]


def test_full_disk_is_a_finding_and_leaves_nothing(desk: Desk, request: pytest.FixtureRequest) -> None:
    file = desk.file(csv_text(many()))
    request.getfixturevalue("small_disk")
    answer = desk.imported(file)
    assert (answer.exit_code, answer.codes) == (1, {"disk.full"})
    assert sorted(path.name for path in desk.folder.iterdir()) == ["daftar.csv", "data"]


def test_full_disk_leaves_no_key(desk: Desk, request: pytest.FixtureRequest) -> None:
    file = desk.file(csv_text(many()))
    request.getfixturevalue("small_disk")
    desk.imported(file)
    assert not list((desk.folder / "data" / "keys" / "data").iterdir())


def test_findings_never_show_a_cell(desk: Desk) -> None:
    rows = [changed(JOKO, nik="33270417086000XX", krt="RAHASIA", nama="RAHASIA")]
    answer = desk.imported(desk.file(workbook({"BDT": [TITLES, *rows]}), "bdt.xlsx"))
    assert "33270417086000XX" not in json.dumps(answer.table)
    assert "RAHASIA" not in json.dumps(answer.table)


def test_dirty_folder_holds_at_least_ten_files() -> None:
    assert len(list((Path(__file__).parent / "dirty").iterdir())) >= 10
