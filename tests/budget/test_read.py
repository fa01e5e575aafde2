"""Statements as offices write them: text, Word, workbook, PDF; nothing on the paper is lost."""

import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from berdaya.budget.rules.paper import read_paper
from berdaya.cli import berdaya
from tests.budget.cases import SEED, needs_seed, seed_record

PAPER = """
NAMA PERANGKAT DAERAH
Kecamatan Contoh
TAHUN ANGGARAN
2025
KODE SUB KEGIATAN
7.01.03.2.02.0003 (KELURAHAN CONTOH)
ANALISIS SITUASI
- Data Pembuka wawasan
- Jumlah kader:
L: 3 orang
P: 12 orang
- Jumlah Lansia: 1.204 orang
Isu dan Faktor Kesenjangan Gender
Akses:
Perempuan lebih sedikit menerima undangan
Sebab Kesenjangan Internal :
• Undangan hanya atas nama kepala keluarga
CAPAIAN SUB KEGIATAN
Tolak Ukur :
Undangan merata
Indikator dan Target Kinerja :
Output: a. Undangan 200 lembar
Outcome: Sub Kegiatan: Yang hadir 40% perempuan
JUMLAH ANGGARAN SUB KEGIATAN(Rp.)
12.500.000
RENCANA AKSI
Aktivitas 1
Undangan dua nama Rp 12.500.000
INDIKATOR OUTCOME / DAMPAK / HASIL SECARA LUAS
Keputusan rapat memuat kebutuhan perempuan
Contoh, 3 Januari 2025
Lurah Contoh
Siti Rekaan
NIP. 19700101 200001 2 001
"""


def read(path: Path) -> tuple[int, Any]:
    done = CliRunner().invoke(berdaya, ["budget", "read", str(path), "--json"])
    return done.exit_code, json.loads(done.stdout)


def word_file(path: Path, lines: list[str]) -> Path:
    """The form as Word has it: a table of labels and values, cells with several paragraphs."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    cells: Any = None
    for line in lines:
        if line.isupper() and not line[0].isdigit() or line.startswith("JUMLAH ANGGARAN"):
            cells = table.add_row().cells
            cells[0].text = line
        elif cells is not None:
            cells[1].text = line if not cells[1].text else cells[1].text + "\n" + line
    document.save(str(path))
    return path


def workbook_file(path: Path, lines: list[str]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write(row, 0 if line.isupper() else 1, int(line) if line.isdigit() else line)
    return path


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


LABELS = set(
    words(
        """
        NAMA PERANGKAT DAERAH UNIT ORGANISASI TAHUN ANGGARAN PROGRAM SUB KEGIATAN TUJUAN KODE ANALISIS SITUASI
        Data Pembuka wawasan L P Isu dan Faktor Sebab Kesenjangan Gender Akses Partisipasi Kontrol Manfaat
        Internal Eksternal CAPAIAN Tolak Ukur Indikator dan Target Kinerja Output Outcome a b c d JUMLAH Rp
        RENCANA AKSI Aktivitas 1 2 3 4 DAMPAK HASIL SECARA LUAS Kelompok NIP
        """
    )
)


def values(record: Any) -> str:
    """All that a record holds, as one text."""
    if isinstance(record, dict):
        return " ".join(values(value) for key, value in record.items() if key not in ("tingkat", "nomor"))
    if isinstance(record, list):
        return " ".join(values(value) for value in record)
    return "" if record is None else str(record)


def test_each_line_finds_its_field():
    record = read_paper(PAPER.splitlines())
    assert record is not None
    assert (record["tahun_anggaran"], record["kelurahan"]) == (2025, "KELURAHAN CONTOH")
    assert [(one["L"], one["P"], one["total"], one["nomor"]) for one in record["data"]] == [
        (3, 12, None, "1"),
        (None, None, 1204, "2"),
    ]
    assert record["faktor"]["akses"]["ringkas"] == "Perempuan lebih sedikit menerima undangan"
    assert record["faktor"]["kontrol"]["ringkas"] == ""
    assert (record["sebab_internal"], record["sebab_eksternal"]) == (
        ["Undangan hanya atas nama kepala keluarga"],
        [],
    )
    assert record["hasil"][0]["tingkat"] == "sub_kegiatan"
    assert record["rencana_aksi"] == [{"teks": "Undangan dua nama", "anggaran": 12_500_000}]
    assert (record["tempat"], record["tanggal"], record["jabatan"]) == (
        "Contoh",
        "3 Januari 2025",
        "Lurah Contoh",
    )
    assert (record["penanggung_jawab"], record["nip"]) == ("Siti Rekaan", "19700101 200001 2 001")


def test_a_field_without_a_line_is_empty_on_the_paper_and_not_unread():
    record = read_paper(PAPER.splitlines())
    assert record is not None
    assert (record["program"], record["tujuan"], record["sebab_eksternal"]) == (None, None, [])
    assert "rka" not in record


def test_what_fits_no_field_is_kept_and_told(tmp_path):
    path = tmp_path / "gbs.txt"
    path.write_text("Coretan di atas formulir\n" + PAPER)
    code, told = read(path)
    assert code == 0
    assert told["tidak_ditempatkan"] == ["Coretan di atas formulir"]
    assert [one["code"] for one in told["findings"]] == ["budget.unplaced"]


@needs_seed
def test_the_seed_is_read_whole_with_nothing_left_over():
    record = seed_record()
    assert record["tidak_ditempatkan"] == []
    assert record["jumlah_anggaran"] == 1594389976
    assert [one["label"] for one in record["data"] if one.get("total") == 330] == ["Jumlah Keluarga Miskin"]
    lists = ("sebab_internal", "sebab_eksternal", "keluaran", "hasil", "rencana_aksi")
    assert [len(record[key]) for key in lists] == [3, 4, 4, 3, 4]


@needs_seed
def test_every_word_of_the_seed_outside_its_labels_is_somewhere_in_the_record():
    text, kept = words(SEED.read_text(encoding="utf-8")), words(values(seed_record()))
    figures = {"19", "20", "623", "207"}  # of 19.623 and 20.207, kept as numbers
    assert set(text) - LABELS - figures - set(kept) == set()
    assert text["jahit"] == kept["jahit"]


@needs_seed
@pytest.mark.parametrize("make", [word_file, workbook_file])
def test_word_and_workbook_give_the_same_record_as_the_text(tmp_path, make):
    lines = [line.strip(" |") for line in SEED.read_text(encoding="utf-8").splitlines()]
    ending = ".docx" if make is word_file else ".xlsx"
    code, told = read(make(tmp_path / f"gbs{ending}", [line for line in lines if line not in ("", "-")]))
    assert code == 0
    assert {key: value for key, value in told.items() if key != "findings"} == seed_record()


def test_a_scanned_pdf_is_said_to_be_unreadable(tmp_path):
    path = tmp_path / "pindai.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 400)
    document.save(str(path))
    document.close()
    code, told = read(path)
    assert code == 1
    assert "tidak terbaca" in told["findings"][0]["problem"]


@pytest.mark.parametrize("ending", [".txt", ".docx", ".xlsx", ".pdf", ".jpg"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rusak", b"%PDF-1.7 rusak", b"\x00\xff\xfe", b"hanya teks biasa"]
)
def test_a_file_that_is_no_statement_is_refused_in_words(tmp_path, ending, content):
    path = tmp_path / f"gbs{ending}"
    path.write_bytes(content)
    code, told = read(path)
    assert code == 1
    assert told["findings"][0]["advice"]


def test_a_zip_that_is_no_word_file_is_refused(tmp_path):
    import zipfile

    path, packed = tmp_path / "gbs.docx", io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")
    path.write_bytes(packed.getvalue())
    assert read(path)[0] == 1


def test_the_record_can_be_written_and_checked_and_never_replaces_the_paper(tmp_path):
    path, out = tmp_path / "gbs.txt", tmp_path / "isian.json"
    path.write_text(PAPER)
    runner = CliRunner()
    assert runner.invoke(berdaya, ["budget", "read", str(path), "--out", str(out)]).exit_code == 0
    assert runner.invoke(berdaya, ["budget", "check", str(out), "--json"]).exit_code == 1
    json_paper = tmp_path / "x.txt"
    json_paper.write_text(PAPER)
    assert (
        runner.invoke(berdaya, ["budget", "read", str(json_paper), "--out", str(json_paper)]).exit_code == 2
    )


@given(
    st.lists(st.sampled_from(PAPER.splitlines()) | st.text(alphabet="abc PQ:-•.", max_size=24), max_size=40)
)
def test_lines_in_any_order_lose_no_words(lines):
    record = read_paper(lines)
    if record is not None:
        letters = {word for word in words(" ".join(lines)) if word.isalpha() and len(word) > 1}
        assert letters - LABELS - set(words(values(record))) == set()


def test_capitals_change_no_field_and_no_bullet(tmp_path):
    lower, upper = tmp_path / "gbs.txt", tmp_path / "besar.txt"
    paper = PAPER.replace("200 lembar", "200 lembar\nb. Rapat 4 kali\nc. Kursi 30 buah")
    lower.write_text(paper)
    upper.write_text(paper.upper())
    told, raised = read(lower)[1], read(upper)[1]
    assert raised["jumlah_anggaran"] == 12_500_000
    assert [one["teks"] for one in raised["keluaran"]] == [
        "UNDANGAN 200 LEMBAR",
        "RAPAT 4 KALI",
        "KURSI 30 BUAH",
    ]
    assert json.dumps(raised).casefold() == json.dumps(told).casefold()


@needs_seed
def test_the_seed_in_capitals_is_the_same_record():
    text = SEED.read_text(encoding="utf-8")
    for raised in (text.upper(), text.translate(UPPER)):
        assert json.dumps(read_paper(raised.splitlines())).casefold() == json.dumps(seed_record()).casefold()


UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize("label", ["JUMLAH ANGGARAN SUB KEGIATAN(RP.)", "Jumlah anggaran sub kegiatan (rp)"])
def test_the_total_is_found_under_its_label_in_any_case(label):
    record = read_paper(PAPER.replace("JUMLAH ANGGARAN SUB KEGIATAN(Rp.)", label).splitlines())
    assert record is not None
    assert (record["jumlah_anggaran"], len(record["hasil"])) == (12_500_000, 1)


def test_a_name_with_an_initial_begins_no_output():
    record = read_paper(PAPER.replace("200 lembar", "200 lembar di Jalan\nA. Yani").splitlines())
    assert record is not None
    assert [one["teks"] for one in record["keluaran"]] == ["Undangan 200 lembar di Jalan\nA. Yani"]


def test_a_label_with_its_text_behind_a_colon_is_a_label_in_any_case():
    top = "Nama Perangkat Daerah: Kecamatan Contoh\nTahun anggaran : 2025\nProgram: Pemberdayaan\n"
    record = read_paper((top + PAPER.partition("2025\n")[2]).splitlines())
    assert record is not None
    assert (record["perangkat_daerah"], record["tahun_anggaran"]) == ("Kecamatan Contoh", 2025)
    assert record["program"] == "Pemberdayaan"
    outcome = PAPER.replace("Sub Kegiatan: Yang hadir", "Program: Yang hadir")
    told = read_paper(outcome.splitlines())
    assert told is not None
    assert [one["tingkat"] for one in told["hasil"]] == ["program"]
