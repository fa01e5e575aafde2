"""What Berdaya printed it reads again: every field comes back, and row numbers are nobody's text."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter

from berdaya.budget.commands import EXAMPLE
from berdaya.budget.printing.files import record_print
from berdaya.budget.printing.frames import frame_of
from berdaya.budget.rules.grid import grid_lines
from berdaya.budget.rules.pages import page_lines
from tests.budget.cases import CORRECTED, corrected, needs_seed, seed_record
from tests.budget.test_read import PAPER, read

SHIPPED = json.loads(EXAMPLE.read_text(encoding="utf-8"))
ASIDE = "Lain-lain"


def read_back(folder: Path, record: dict[str, Any], ending: str) -> dict[str, Any]:
    path = folder / f"gbs.{ending}"
    path.write_bytes(record_print(record, "surabaya", ending))
    code, told = read(path)
    assert code == 0
    return told


def parts(record: dict[str, Any]) -> list[Any]:
    """The form as it is printed, without what found no place."""
    return [one for one in frame_of(record, "surabaya").parts if one.label != ASIDE]


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("record", [SHIPPED, CORRECTED], ids=["shipped", "corrected"])
def test_a_print_that_is_read_again_prints_the_same(tmp_path, record, ending):
    told = read_back(tmp_path, record, ending)
    assert parts(told) == parts(record)
    for key in ("tempat", "tanggal", "jabatan", "penanggung_jawab"):
        assert (told[key] or "").casefold() == (record[key] or "").casefold()


@needs_seed
@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_the_seed_printed_and_read_again_prints_the_same(tmp_path, ending):
    assert parts(read_back(tmp_path, seed_record(), ending)) == parts(seed_record())


def test_the_annex_of_a_printed_pdf_is_kept_and_in_no_field(tmp_path):
    told = read_back(tmp_path, SHIPPED, "pdf")
    assert any("LAMPIRAN: HASIL PEMERIKSAAN" in one for one in told["tidak_ditempatkan"])
    assert any(one.startswith("Temuan: G03") for one in told["tidak_ditempatkan"])
    assert len(told["findings"]) == len(told["tidak_ditempatkan"]) < 20
    assert (told["jabatan"], told["penanggung_jawab"]) == ("LURAH WONOKROMO", None)


def test_a_label_that_a_column_broke_is_a_label_again():
    lines = ["1 NAMA PERANGKAT ", "DAERAH", "Dinas", "11 JUMLAH ANGGARAN", "SUB KEGIATAN (Rp.)", "5.000"]
    assert page_lines([lines]) == [
        "1 NAMA PERANGKAT DAERAH", "Dinas", "11 JUMLAH ANGGARAN SUB KEGIATAN (Rp.)", "5.000",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_the_shipped_example_comes_back_field_by_field(tmp_path, ending):
    told = read_back(tmp_path, SHIPPED, ending)
    texts = ("tahun_anggaran", "jumlah_anggaran", "program", "kegiatan", "tujuan", "kode_isian", "tolok_ukur",
             "sebab_internal", "sebab_eksternal", "rencana_aksi", "faktor")  # fmt: skip
    assert {key: told[key] for key in texts} == {key: SHIPPED[key] for key in texts}
    assert [one["teks"] for one in told["keluaran"]] == SHIPPED["keluaran"]
    assert [(one["tingkat"], one["teks"], one["tahun"]) for one in told["hasil"]] == [
        (one["tingkat"], one["teks"], one["tahun"]) for one in SHIPPED["hasil"]
    ]
    for mine, theirs in zip(told["data"], SHIPPED["data"], strict=True):
        for key, value in theirs.items():
            assert mine[key] == value
    assert [one["teks"] for one in told["dampak"]["hasil"]] == SHIPPED["dampak"]["hasil"]


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_what_has_no_field_of_its_own_is_kept_and_told(tmp_path, ending):
    shelved = [{"teks": "Pelatihan las", "nasib": "ditunda", "alasan": "dana kurang"}]
    told = read_back(
        tmp_path, corrected(ditunda=shelved, tidak_ditempatkan=["Coretan"], gedsi="Lansia ikut"), ending
    )
    kept = "\n".join(told["tidak_ditempatkan"])
    assert "Pelatihan las: ditunda. dana kurang" in kept
    assert "Coretan" in told["tidak_ditempatkan"]
    assert len(told["findings"]) == len(told["tidak_ditempatkan"])
    assert (told["gedsi"], len(told["rencana_aksi"])) == ("Lansia ikut", 5)


def rows_of(paper: str) -> list[list[str]]:
    """The paper as a table with row numbers: number, label, value."""
    rows: list[list[str]] = []
    for line in paper.strip().splitlines():
        if line.isupper() and not line[0].isdigit() or line.startswith("JUMLAH ANGGARAN"):
            rows.append([str(len(rows) + 1), line, ""])
        else:
            rows[-1][2] += "\n" * bool(rows[-1][2]) + line
    return rows


@pytest.mark.parametrize("head", [[], [["No.", "Uraian", "Isi"]], [["No", "Komponen", "Keterangan"]]])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_column_of_row_numbers_is_left_aside(tmp_path, head, ending):
    path, rows = tmp_path / f"gbs.{ending}", [*head, *rows_of(PAPER)]
    if ending == "docx":
        document = docx.Document()
        table = document.add_table(rows=0, cols=3)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        document.save(str(path))
    else:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                for column, words in enumerate(row):
                    sheet.write(at, column, int(words) if words.isdigit() else words)
    _, plain = read(_text(tmp_path, PAPER))
    _, told = read(path)
    aside = {"tidak_ditempatkan", "findings"}
    assert {k: v for k, v in told.items() if k not in aside} == {
        k: v for k, v in plain.items() if k not in aside
    }


def _text(folder: Path, words: str) -> Path:
    path = folder / "gbs.txt"
    path.write_text(words)
    return path


def test_numbers_that_do_not_count_rows_are_content():
    assert grid_lines([["7", "Honor"], ["3", "Tenda"]]) == ["7", "Honor", "3", "Tenda"]
    assert grid_lines([["1", "a"], ["2", "b"], ["lihat", "c"], ["3", "d"]]) == ["a", "b", "lihat", "c", "d"]
