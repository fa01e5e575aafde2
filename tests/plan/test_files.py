"""Lists as files: what is read, what is told, templates that read back, remarks on each line."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import LOCALE_EN, LOCALE_ID
from berdaya.plan.files import look_at_content, of_rows, starter_exists, template, with_remarks
from berdaya.plan.rules.lists import FIELDS, Level, ListKind
from berdaya.plan.rules.reading import Manner, read_row
from tests.plan.cases import AUTHORITY, MCK, PAVING, PRIORITIES, SEWING, kamus_text

DAY = date(2026, 11, 1)
HERE, ENGLISH = Manner(LOCALE_ID, DAY), Manner(LOCALE_EN, DAY)


def looked(text: str, kind: ListKind = ListKind.KAMUS, manner: Manner = HERE):
    return look_at_content(kind, text.encode(), "daftar.csv", manner)


def codes(text: str, kind: ListKind = ListKind.KAMUS, manner: Manner = HERE) -> list[str]:
    return [finding.code for finding in looked(text, kind, manner).checked.findings]


def test_a_kamus_is_read_with_whole_rupiah_and_codes():
    rows = list(looked(kamus_text()).checked.rows.values())
    assert [(row.code, row.menu, row.sub_item) for row in rows] == [
        ("SP.01", "sarpras", "jalan"),
        ("SP.02", "sarpras", "mck"),
        ("PB.01", "pemberdayaan", "keterampilan"),
    ]
    assert (rows[0].price_low, rows[0].price_high, rows[0].work) == (165_000, 260_000, "jalan")
    assert rows[2].level is Level.VILLAGE


def test_an_authority_table_is_read_with_its_limits():
    rows = list(looked(AUTHORITY, ListKind.AUTHORITY).checked.rows.values())
    assert [(row.above, row.up_to) for row in rows] == [(None, 10**9), (10**9, None), (None, None)]


def test_priorities_name_their_document_as_the_series():
    checked = looked(PRIORITIES, ListKind.PRIORITIES).checked
    assert checked.series == "RPJMD"
    assert [(row.first_year, row.last_year, row.year) for row in checked.rows.values()] == [
        (2025, 2029, None),
        (2025, 2029, 2027),
    ]


@pytest.mark.parametrize(
    "wrong, code",
    [
        (PAVING.replace("sarpras", "olahraga"), "plan.menu"),
        (PAVING.replace("transportasi", "umkm"), "plan.part"),
        (PAVING.replace(";jalan;", ";jembatan layang;"), "plan.sub_item"),
        (PAVING.replace("kelurahan", "camat"), "plan.level"),
        (PAVING.replace("165.000", "murah"), "plan.rupiah"),
        (PAVING.replace("165.000", "165.00"), "plan.rupiah"),
        (PAVING.replace("165.000", "165,000"), "plan.ambiguous"),
        (PAVING.replace("165.000", "-165.000"), "plan.rupiah"),
        (PAVING.replace("165.000", "9" * 17), "plan.rupiah"),
        (PAVING.replace("165.000", "365.000"), "plan.range"),
        (PAVING.replace("260.000", "0"), "plan.zero_price"),
        (PAVING.replace("Paving jalan lingkungan", ""), "plan.empty"),
        (PAVING.replace("SP.01", "S" * 41), "plan.too_long"),
        (PAVING.replace("kelurahan;", "dinas;"), "plan.no_agency"),
    ],
)
def test_what_is_wrong_in_a_kamus_is_told_with_line_and_column(wrong, code):
    found = looked(kamus_text(wrong, MCK)).checked.findings
    assert [finding.code for finding in found][:1] == [code]
    assert "baris 2, kolom" in found[0].where
    assert found[0].advice


@pytest.mark.parametrize(
    "kind, text, code",
    [
        (ListKind.AUTHORITY, AUTHORITY.replace("DPUPRPKP", ""), "plan.no_agency"),
        (ListKind.AUTHORITY, AUTHORITY.replace(";;1.000.000.000;;", ";;2.000.000.000;;"), "plan.overlap"),
        (ListKind.AUTHORITY, AUTHORITY.replace(";;1.000.000.000;;", ";5;4;;"), "plan.range"),
        (ListKind.PRIORITIES, PRIORITIES.replace("2025-2029", "lima tahun", 1), "plan.period"),
        (ListKind.PRIORITIES, PRIORITIES.replace("2025-2029", "2029-2025", 1), "plan.period"),
        (ListKind.PRIORITIES, PRIORITIES.replace(";2027;", ";2031;"), "plan.year_outside"),
        (ListKind.PRIORITIES, PRIORITIES.replace(";2027;", ";27;"), "plan.year"),
        (ListKind.PRIORITIES, PRIORITIES.replace("RPJMD;2025-2029;P2", "RKPD;2027;P2"), "plan.two_documents"),
    ],
)
def test_what_is_wrong_in_the_other_lists_is_told(kind, text, code):
    assert code in codes(text, kind)


def test_a_repeated_code_names_both_lines():
    (finding,) = looked(kamus_text(PAVING, PAVING.lower())).checked.findings
    assert finding.code == "plan.twice"
    assert "baris 3" in finding.where
    assert "baris 2" in finding.problem


def test_a_priority_may_stand_once_for_each_year():
    text = PRIORITIES + PRIORITIES.splitlines()[2].replace(";2027;", ";2028;") + "\n"
    assert codes(text, ListKind.PRIORITIES) == []


def test_numbers_are_read_in_the_manner_that_was_named():
    english = kamus_text(PAVING.replace("165.000", "165,000").replace("260.000", "260,000"))
    (row,) = looked(english, manner=ENGLISH).checked.rows.values()
    assert (row.price_low, row.price_high) == (165_000, 260_000)
    assert codes(english) == ["plan.ambiguous", "plan.ambiguous"]
    assert codes(kamus_text(PAVING), manner=ENGLISH) == ["plan.ambiguous", "plan.ambiguous"]


def test_a_file_without_the_columns_is_refused_with_what_it_needs():
    with pytest.raises(Refused) as refused:
        looked("a;b\n1;2\n")
    assert "harga_bawah" in refused.value.findings[0].advice


def test_columns_may_come_in_any_order_under_other_names_below_a_title():
    table = list(csv.reader(io.StringIO(kamus_text(PAVING)), delimiter=";"))
    head = [{"nama": "Usulan", "perangkat_daerah": "OPD"}.get(name, name) for name in table[0]]
    turned = [["Kamus usulan Kota Malang"], head[::-1], table[1][::-1]]
    text = "\n".join(";".join(row) for row in turned)
    assert [row.code for row in looked(text).checked.rows.values()] == ["SP.01"]


@pytest.mark.parametrize("kind", ListKind)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_has_every_column_and_no_rows(kind, ending):
    found = look_at_content(kind, template(kind, ending, DAY), f"daftar.{ending}", HERE).checked
    assert [finding.code for finding in found.findings] == ["table.no_rows"]


@pytest.mark.parametrize("kind", [kind for kind in ListKind if starter_exists(kind)])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_starter_can_be_brought_as_it_is_but_says_what_is_invented(kind, ending):
    content = template(kind, ending, DAY, starter=True)
    found = look_at_content(kind, content, f"daftar.{ending}", HERE).checked
    assert not found.blocked
    assert len(found.rows) >= 15
    if kind is ListKind.KAMUS:
        assert {finding.code for finding in found.findings} == {"plan.design_price"}
        assert len({row.sub_item for row in found.rows.values()}) == 11


@pytest.mark.parametrize(
    "kind, text",
    [(ListKind.KAMUS, kamus_text()), (ListKind.AUTHORITY, AUTHORITY), (ListKind.PRIORITIES, PRIORITIES)],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_edition_that_went_out_comes_back_the_same(kind, text, ending):
    rows = list(looked(text, kind).checked.rows.values())
    content = of_rows(kind, rows, ending, DAY)
    assert list(look_at_content(kind, content, f"edisi.{ending}", HERE).checked.rows.values()) == rows


def test_cells_never_run_as_formulas():
    row = next(iter(looked(kamus_text(PAVING.replace("gang", "=1+1"))).checked.rows.values()))
    assert "'=1+1" in of_rows(ListKind.KAMUS, [row], "csv", DAY).decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(of_rows(ListKind.KAMUS, [row], "xlsx", DAY)))
    assert "=1+1" in book.get_sheet_by_index(0).to_python()[1]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_same_file_comes_back_with_a_remark_on_each_line(ending):
    before = list(looked(kamus_text(PAVING, MCK)).checked.rows.values())
    text = kamus_text(PAVING.replace("260.000", "280.000"), MCK, SEWING, SEWING.replace("umkm", "lomba"))
    content = with_remarks(looked(text), before, ending)
    again = look_at_content(ListKind.KAMUS, content, f"jawaban.{ending}", HERE)
    lines = remarks(content, ending)
    assert lines[0] == "berubah: Harga satuan tertinggi: Rp260.000 → Rp280.000"
    assert lines[1] == "tetap"
    assert lines[2] == "baru"
    assert "bagian “lomba” tidak ada" in lines[3]
    assert again.grid[0][-1] == "perangkat_daerah", "the remarks of an earlier answer are left out"


def remarks(content: bytes, ending: str) -> list[str]:
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Keterangan"
    return [row[-1] for row in rows[1:]]


def test_two_thousand_items_are_checked_in_one_go():
    rows = [PAVING.replace("SP.01", f"SP.{n:04}") for n in range(2_000)]
    assert len(looked(kamus_text(*rows)).checked.rows) == 2_000


def test_more_rows_than_a_list_may_have_block():
    rows = [PAVING.replace("SP.01", f"SP.{n:04}") for n in range(5_001)]
    assert codes(kamus_text(*rows)) == ["plan.too_many"]


CELLS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=60)


@given(st.sampled_from(ListKind), st.data())
def test_no_cell_is_too_strange_to_be_read_or_told(kind, data):
    cells = {field.name: data.draw(CELLS) for field in FIELDS[kind]}
    row, found = read_row(kind, cells, "baris 2", HERE)
    assert (row is None) == any(finding.severity == "E" for finding in found)
    assert all(finding.problem and finding.advice for finding in found)
