"""Word and workbook beside the PDF: the labels of the form in their order, the total to the rupiah."""

import io
import json

import docx
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from berdaya.budget.papers import lines_of
from berdaya.budget.printing.files import record_print
from berdaya.budget.printing.frames import NOTES, frame_of
from berdaya.budget.printing.layouts import FORMS
from berdaya.budget.rules.paper import read_paper
from berdaya.cli import berdaya
from tests.budget.cases import CORRECTED, corrected
from tests.budget.test_print import ORDER

ROUNDED = 4 * 635  # a width is kept in twentieths of a point
SAID = ["G17 Anggaran aktivitas, dilewati penyusun: RKA dibulatkan oleh SIPD (Bu Siti)"]


def words(content: bytes) -> str:
    """All that a Word file says, in its order."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def cells(content: bytes) -> list[list]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_city_form_has_its_labels_in_the_official_order(ending):
    content = record_print(CORRECTED, "surabaya", ending)
    text = words(content) if ending == "docx" else "\n".join(str(c) for row in cells(content) for c in row)
    places = [text.index(f"\n{label}") for label in ORDER]
    assert places == sorted(places)


def test_the_workbook_holds_budgets_as_numbers_that_add_up_to_the_total():
    rows = cells(record_print(CORRECTED, "surabaya", "xlsx"))
    plan = [row for row in rows if str(row[2]).startswith("Aktivitas ")]
    total = next(row for row in rows if row[2] == "Jumlah anggaran subkegiatan")
    assert sum(row[6] for row in plan) == total[6] == 1_594_389_976


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same_in_word_as_its_frame_and_keeps_the_notes(form):
    text = words(record_print(CORRECTED, form, "docx", said=SAID)).replace("\n", "")
    assert "1.594.389.976" in text or form == "gap"
    assert SAID[0] in text
    assert frame_of(CORRECTED, form, said=SAID).parts[-1].label == NOTES


def test_a_word_file_that_berdaya_wrote_is_read_back_by_berdaya(tmp_path):
    file = tmp_path / "gbs.docx"
    file.write_bytes(record_print(CORRECTED, "surabaya", "docx"))
    read = read_paper(lines_of(file))
    assert read is not None
    assert (read["perangkat_daerah"], read["kode_isian"]) == ("Kecamatan Wonokromo", "7.01.03.2.02.0003")


@pytest.mark.parametrize("size, height", [("a4", 297), ("f4", 330)])
def test_paper_has_the_size_that_was_asked_for(size, height):
    document = docx.Document(io.BytesIO(record_print(CORRECTED, "surabaya", "docx", size=size)))
    assert round(document.sections[0].page_height.mm) == height


def test_signs_that_no_file_may_hold_do_not_break_a_print():
    record = corrected(tujuan="Kue \x00\x0b😀 =1+1 <b>")
    assert "=1+1" in words(record_print(record, "tor", "docx"))
    assert record_print(record, "tor", "xlsx").startswith(b"PK")


def test_the_command_writes_word_and_workbook_by_the_ending(tmp_path):
    source = tmp_path / "gbs.json"
    source.write_text(json.dumps(CORRECTED))
    for ending in ("docx", "xlsx"):
        out = tmp_path / f"gbs.{ending}"
        done = CliRunner().invoke(
            berdaya, ["budget", "print", str(source), "--form", "nasional", "--out", str(out), "--json"]
        )
        assert (done.exit_code, out.read_bytes()[:2]) == (0, b"PK")


@pytest.mark.parametrize("form", FORMS)
def test_no_table_of_a_word_file_is_wider_than_the_place_it_stands_in(form):
    document = docx.Document(io.BytesIO(record_print(CORRECTED, form, "docx")))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert document.tables
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + ROUNDED
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=True):
                for inner in cell.tables:
                    assert sum(one.width for one in inner.columns) <= column.width + ROUNDED


def test_sub_points_in_word_hang_from_their_marks():
    content = record_print(corrected(tujuan="Dua hal:\na. satu\nb. dua"), "tor", "docx")
    lines = {one.text: one.paragraph_format for one in docx.Document(io.BytesIO(content)).paragraphs}
    assert lines["a. satu"].first_line_indent == -lines["a. satu"].left_indent < 0
    assert lines["Dua hal:"].left_indent is None
