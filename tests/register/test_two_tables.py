"""A register that comes as two tables: households (RTS) and their members (ART)."""

import io
import zipfile

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.register.desk import AGUS, DARMI, HOME, JOKO, SITI, TITLES, Desk, changed, csv_text

HOUSEHOLD, MEMBER = slice(0, 13), slice(13, None)
HOME_TITLES = TITLES[HOUSEHOLD]
MEMBER_TITLES = ("nopesertapbdt", *TITLES[MEMBER])
FACTS = ("percentile", "decile", "persons", "men", "women", "sumber_airminum", "fasbab")


def of_home(row):
    return row[HOUSEHOLD]


def of_member(row):
    return (row[0], *row[MEMBER])


def zipped(homes, members) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("rts.csv", csv_text(homes, HOME_TITLES))
        archive.writestr("art.csv", csv_text(members, MEMBER_TITLES))
    return content.getvalue()


def book(homes, members) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        for name, titles, rows in (("RTS", HOME_TITLES, homes), ("ART", MEMBER_TITLES, members)):
            sheet = workbook.add_worksheet(name)
            for line, row in enumerate((titles, *rows)):
                sheet.write_row(line, 0, row)
    return content.getvalue()


def remarks(path, sheet: int) -> list[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()
    assert rows[0][-1] == "Keterangan"
    return [str(row[-1]) for row in rows[1:]]


HOMES = [of_home(SITI), of_home(JOKO)]
MEMBERS = [of_member(row) for row in HOME]


def facts(answer):
    households = pl.read_parquet(answer.out / "households.parquet").sort("percentile")
    return households.select(FACTS).rows()


@pytest.mark.parametrize(("make", "name"), [(zipped, "bdt.zip"), (book, "bdt.xlsx")])
def test_two_tables_give_the_snapshot_of_the_wide_one(desk: Desk, make, name):
    wide, two = desk.typed(HOME), desk.imported(desk.file(make(HOMES, MEMBERS), name))
    assert two.exit_code == 0, two.stderr
    assert two.rows == wide.rows == {"in": 4, "accepted": 4, "rejected": 0, "duplicate": 0}
    assert facts(two) == facts(wide)
    assert two.finding("household.joined")["count"] == 2


def test_a_household_without_members_is_a_rejected_row(desk: Desk):
    answer = desk.imported(desk.file(zipped(HOMES, MEMBERS[:3]), "bdt.zip"), "--accept-rejected")
    assert answer.rows == {"in": 4, "accepted": 3, "rejected": 1, "duplicate": 0}
    assert "rts.csv baris 3" in answer.finding("row.cut")["where"]


def test_a_member_whose_household_is_not_listed_is_a_rejected_row(desk: Desk):
    answer = desk.imported(desk.file(zipped(HOMES[:1], MEMBERS), "bdt.zip"), "--accept-rejected")
    assert answer.rows == {"in": 4, "accepted": 3, "rejected": 1, "duplicate": 0}
    assert "art.csv baris 5" in answer.finding("household.not_listed")["where"]


def test_the_smaller_of_two_rows_of_one_household_holds_wherever_it_stands(desk: Desk):
    again = of_home(changed(SITI, persen="39"))
    before = desk.imported(desk.file(zipped([again, *HOMES], MEMBERS), "bdt.zip"), "--accept-rejected")
    assert "rts.csv baris 2" in before.finding("household.listed_again")["where"]
    assert facts(before)[0][0] == 7


def test_a_second_row_of_one_household_is_a_rejected_row(desk: Desk):
    again = of_home(changed(SITI, persen="39"))
    answer = desk.imported(desk.file(zipped([*HOMES, again], MEMBERS), "bdt.zip"), "--accept-rejected")
    assert answer.rows == {"in": 5, "accepted": 4, "rejected": 1, "duplicate": 0}
    assert "rts.csv baris 4" in answer.finding("household.listed_again")["where"]
    assert facts(answer)[0][0] == 7


def test_both_tables_come_back_with_what_became_of_each_row(desk: Desk):
    back = desk.folder / "kembali.xlsx"
    desk.imported(desk.file(zipped(HOMES, MEMBERS[:3]), "bdt.zip"), "--accept-rejected", "--answer", back)
    told = [remarks(back, sheet) for sheet in (0, 1)]
    homes, members = told if len(told[0]) == 2 else reversed(told)
    assert ["digabung" in words for words in homes] == [True, False]
    assert "tidak berisi anggota" in homes[1]
    assert members == ["diterima"] * 3


def test_two_whole_tables_are_not_joined(desk: Desk):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("satu.csv", csv_text([SITI, DARMI, AGUS]))
        archive.writestr("dua.csv", csv_text([JOKO]))
    answer = desk.imported(desk.file(content.getvalue(), "bdt.zip"))
    assert answer.rows["accepted"] == 4
    assert "household.joined" not in answer.codes


def test_tables_without_a_common_number_say_which_title_is_missing(desk: Desk):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("rts.csv", csv_text(HOMES, HOME_TITLES))
        archive.writestr("art.csv", csv_text([row[1:] for row in MEMBERS], MEMBER_TITLES[1:]))
    answer = desk.imported(desk.file(content.getvalue(), "bdt.zip"))
    assert answer.exit_code == 1
    assert "art.csv" in answer.finding("header.missing")["where"]
