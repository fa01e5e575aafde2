"""The table of bodies as it is read: one row whole, findings for what cannot be read, nobody named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.community.inputs import read_day, read_lines
from berdaya.community.rules.kinds import Kind, practice_on
from berdaya.community.template import COLUMNS, known_row, template
from tests.community.things import HEAD, ROW, RT
from tests.office import PLAKARAN

TODAY = date(2026, 11, 21)


def read(*rows: str, head: str = HEAD, territory: str = PLAKARAN):
    content = "\n".join([head, *rows]).encode()
    return read_lines("lembaga.csv", content, territory, practice_on(TODAY), TODAY)


def codes(*rows: str, **how: str) -> list[str]:
    return [f.code.removeprefix("community.") for f in read(*rows, **how).findings]


def test_a_row_is_read_whole():
    (line,) = read(ROW).good
    assert (line.kind, line.territory, line.name) == (Kind.RT, RT, "RT 003/RW 002")
    assert (line.chair.name, line.first, line.families.kk) == ("Sutrisno", date(2024, 2, 1), 85)


@pytest.mark.parametrize(
    "row, code",
    [
        ("BKM" + ROW[2:], "kind"),
        (ROW.replace("RT,3,2", "RT,,2"), "no_rt"),
        (ROW.replace("RT,3,2", "RT,0,2"), "no_rt"),
        (ROW.replace("RT,3,2", "RW,,"), "no_rw"),
        (ROW.replace(",L,", ",X,"), "sex"),
        (ROW.replace(",L,", ",,"), "sex"),
        (ROW.replace(",Sutrisno,", ",,"), "chair"),
        (ROW.replace("01/02/2024", "32/02/2024"), "day"),
        (ROW.replace(",85,", ",delapan,"), "number"),
        (ROW.replace(",85,", ",,"), "kk"),
        (ROW.replace("31/12/2025", ""), "kk_source"),
        (ROW.replace("31/12/2025", "31/12/2030"), "kk_future"),
        (ROW.replace(",14,", ",86,"), "more_poor_than_all"),
        ("Pokmas,,2,,,,,,,,,", "no_name"),
        ("LPMK,,,,,,,,10,,31/12/2025,x", "kk"),
    ],
)
def test_a_row_that_cannot_be_read_has_its_finding(row, code):
    assert codes(row)[:1] == [code]


def test_a_body_stands_once_in_a_table():
    assert codes(ROW, ROW) == ["twice"]


def test_a_table_of_many_villages_names_each():
    head, row = "kode," + HEAD, "," + ROW
    assert codes(row, head=head, territory="33.27") == ["no_village"]
    assert codes("35.78.04.1005" + row, head=head, territory="33.27") == ["elsewhere"]
    assert codes("33.27.01" + row, head=head, territory="33.27") == ["village"]
    assert [line.territory for line in read(PLAKARAN + row, head=head, territory="33.27").good] == [RT]


def test_findings_name_the_row_and_nobody():
    for finding in read(ROW.replace(",L,", ",X,")).findings:
        assert "baris 2" in finding.where
        assert "Sutrisno" not in finding.where + finding.problem + finding.advice


@pytest.mark.parametrize(
    "text, day",
    [
        ("31/12/2025", date(2025, 12, 31)),
        ("1-2-2024", date(2024, 2, 1)),
        ("2024-02-01 00:00:00", date(2024, 2, 1)),
        ("31/02/2024", None),
        ("Februari 2024", None),
        ("45000", None),
    ],
)
def test_a_day_is_read_as_offices_write_it(text, day):
    assert read_day(text) == day


@given(st.text(max_size=12))
def test_no_text_in_a_cell_breaks_the_reading(text):
    cell = '"' + text.replace('"', "").replace("\x00", "") + '"'
    rows = (f"RT,{cell},{cell},{cell},{cell},{cell},{cell},x,{cell},{cell},{cell},x",)
    found = read(*rows)
    assert found.good or found.findings


def test_the_template_can_be_read_back_with_what_is_known():
    made = template([known_row("rt", RT, "RT 003/RW 002"), known_row("pokmas", PLAKARAN, "Pokmas Melati")])
    found = read_lines("templat.xlsx", made, PLAKARAN, practice_on(TODAY), TODAY)
    assert [(line.territory, line.name) for line in found.good] == [
        (RT, "RT 003/RW 002"),
        (PLAKARAN, "Pokmas Melati"),
    ]
    assert found.table.columns == {column.name for column in COLUMNS}
