"""Workbooks read back the way an office would: by another program."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.documents.csvtext import csv_text
from berdaya.documents.paper import Status
from berdaya.documents.tables import Band, Column, Kind, Sheet, for_paper, shown
from berdaya.documents.workbook import MOST_SIGNS, workbook
from berdaya.kernel.findings import Refused
from tests.documents.cases import BU_RATNA, PAK_DARMO, paper

COLUMNS = (
    Column("No.", Kind.COUNT),
    Column("Kode", Kind.CODE),
    Column("Nama"),
    Column("N", Kind.COUNT, unit="ruta"),
    Column("Indeks", Kind.DECIMAL, places=4),
    Column("Bagian", Kind.PERCENT, places=1),
    Column("Biaya", Kind.RUPIAH),
    Column("Tanggal", Kind.DATE),
)
PLAKARAN = (
    1,
    "33.27.01.2001",
    "Plakaran",
    350,
    Decimal("0.6754"),
    Decimal("0.625"),
    1_500_000,
    dt.date(2025, 3, 21),
)
TOTAL = ("Jumlah", None, None, 350, None, None, 1_500_000, None)


def sheet(*rows, **changes):
    facts = {"name": "Lampiran", "columns": COLUMNS, "rows": rows or (PLAKARAN,), "totals": TOTAL}
    return Sheet(**{**facts, **changes})


def read_back(content, name="Lampiran"):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def row_of(content, first):
    return next(row for row in read_back(content) if row[0] == first)


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def test_numbers_are_numbers_and_codes_are_text():
    row = row_of(workbook(paper(), [sheet()]), 1)
    assert row == [1.0, "33.27.01.2001", "Plakaran", 350.0, 0.6754, 0.625, 1_500_000.0, dt.date(2025, 3, 21)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "=HYPERLINK(1)", "https://x.go.id", "0012", "1e5", "{=A1}", "'x"]
)
def test_what_looks_like_a_formula_stays_text(text):
    content = workbook(paper(), [sheet((1, text, text, text, text, text, text, None))])
    assert row_of(content, 1)[1:7] == [text] * 6
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in part(content, "xl/worksheets/sheet1.xml")


def test_hostile_heads_stay_text():
    content = workbook(paper(title="=1+1", office="=2", number="=3"), [sheet(notes=("=4",), title="=5")])
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back(text):
    content = workbook(paper(), [sheet((1, "k", f"|{text}|", None, None, None, None, None))])
    got = row_of(content, 1)[2]
    expected = f"|{text}|"
    if not re.search(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_", expected):
        assert got == expected


def test_heads_stand_above_the_table():
    cells = [cell for row in read_back(workbook(paper(), [sheet()])) for cell in row if cell]
    assert cells[:3] == ["PEMERINTAH KABUPATEN PEMALANG", "BAPPEDA", "Jalan Uji 1"]
    assert "Nomor: 188.4/118/Tahun 2025" in cells
    assert "N (ruta)" in cells


def test_missing_number_says_so():
    draft = paper(number=None, status=Status.DRAFT)
    assert "Nomor: belum diisi" in [row[0] for row in read_back(workbook(draft, [sheet()]))]


def test_missing_cell_is_a_dash_and_small_count_stays_hidden():
    row = row_of(workbook(paper(), [sheet((1, "k", "n", "<10", None, None, None, None))]), 1)
    assert row[3:5] == ["<10", "–"]


def test_band_names_its_group():
    content = workbook(paper(), [sheet(Band("Kecamatan Moga"), PLAKARAN)])
    first = [row[0] for row in read_back(content)]
    assert first.index("Kecamatan Moga") == first.index(1.0) - 1


def test_signatories_stand_below():
    cells = [
        c for row in read_back(workbook(paper(signatories=(PAK_DARMO, BU_RATNA)), [sheet()])) for c in row
    ]
    assert "Pemalang, 21 Maret 2025" in cells
    assert cells.index("KETUA RT 03,") < cells.index("Ratna, S.E.")
    assert "NIP 197004121996032005" in cells


def test_print_setup_is_f4_landscape_with_repeated_head():
    content = workbook(paper(), [sheet()])
    page = part(content, "xl/worksheets/sheet1.xml")
    assert 'paperSize="14"' in page
    assert 'orientation="landscape"' in page
    assert "Halaman &amp;P dari &amp;N" in page
    assert "_xlnm.Print_Titles" in part(content, "xl/workbook.xml")
    assert 'state="frozen"' in page


def test_same_sheets_give_the_same_bytes():
    assert workbook(paper(), [sheet()]) == workbook(paper(), [sheet()])


def test_file_is_dated_by_the_paper():
    assert "2025-03-21T00:00:00Z" in part(workbook(paper(), [sheet()]), "docProps/core.xml")


@pytest.mark.parametrize("name", ["A/B:[C]*?", "x" * 40, "", "'petik'", "LAMPIRAN"])
def test_any_sheet_name_is_made_to_fit(name):
    content = workbook(paper(), [sheet(), sheet(name=name)])
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names) == 2


def test_cell_that_does_not_fit_is_refused_not_cut():
    with pytest.raises(Refused) as refused:
        workbook(paper(), [sheet((1, "k", "x" * (MOST_SIGNS + 1), 1, None, None, None, None))])
    assert refused.value.findings[0].code == "documents.cell_too_long"
    assert "baris 1 kolom Nama" in refused.value.findings[0].where


def test_row_of_the_wrong_length_is_a_slip_of_the_programmer():
    with pytest.raises(ValueError, match="cells"):
        sheet((1, 2))


def test_table_for_paper_is_already_in_words():
    table = for_paper(sheet(Band("Moga"), PLAKARAN))
    assert table["groups"] == [
        {
            "label": "Moga",
            "rows": [["1", "33.27.01.2001", "Plakaran", "350", "0,6754", "62,5%", "1.500.000", "21-03-2025"]],
        }
    ]


def test_closing_row_joins_empty_cells_to_its_words():
    total = for_paper(sheet())["total"]
    assert [(cell["span"], cell["body"]) for cell in total[:2]] == [(3, "Jumlah"), (1, "350")]
    assert sum(cell["span"] for cell in total) == len(COLUMNS)


def test_nothing_is_shown_as_a_dash():
    assert shown(COLUMNS[3], None) == "–"


def test_csv_quotes_what_would_run():
    text = csv_text(
        ["kode", "=nama"], [["33.27", "=1+1"], [-5, Decimal("0.50")], [None, dt.date(2025, 3, 21)]]
    )
    assert text == "kode,'=nama\n33.27,'=1+1\n-5,0.50\n,2025-03-21\n"


def test_csv_keeps_commas_and_lines_inside_a_cell():
    assert csv_text(["a"], [['x,"y"\nz']], delimiter=";") == 'a\n"x,""y""\nz"\n'
