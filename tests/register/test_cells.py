"""What one cell says, in all the ways offices write it; the three traps of the BDT file."""

from datetime import date

import polars as pl
import pytest

from berdaya.register.rules.cells import (
    UNREADABLE,
    PaperStyle,
    none_shift,
    paper_style,
    papers,
    read_cell,
    school_style,
    schooling,
    yes_or_no,
)
from berdaya.register.rules.identity import is_spreadsheet_number, kk_fault, masked, nik_fault, read_nik
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.ranking import decile_of
from tests.register.desk import AGUS, DARMI, HOME, JOKO, SITI, Desk, changed

BDT = shipped_profiles()["bdt2015"]
PROVINCES = frozenset({11, 33, 91, 97})
NIK = "3327045507880001"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("fasbab", "4", 4),
        ("fasbab", " 04 ", 4),
        ("fasbab", "4.0", 4),
        ("fasbab", "'4", 4),
        ("fasbab", "4 - Tidak ada", 4),
        ("fasbab", "4. tidak ada", 4),
        ("fasbab", "TIDAK ADA", 4),
        ("fasbab", "sungai", UNREADABLE),
        ("fasbab", "", None),
        ("fasbab", "-", None),
        ("fasbab", "NULL", None),
        ("sta_kip", "Ya", 1),
        ("sta_kip", "tidak", 2),
        ("jk", "P", 2),
        ("jk", "Laki-laki", 1),
        ("umur", "tiga puluh", UNREADABLE),
        ("umur", "7,5", UNREADABLE),
        ("umur", "-7", UNREADABLE),
        ("luas_lantai", "36", 360),
        ("luas_lantai", "36,9", 369),
        ("luas_lantai", "36.90", 369),
        ("luas_lantai", "36,99", 369),
        ("luas_lantai", "1.000", UNREADABLE),
        ("luas_lantai", "21,654", UNREADABLE),
        ("luas_lantai", "-3", UNREADABLE),
        ("percentile", "10.0", 10),
        ("percentile", "1.000", UNREADABLE),
    ],
)
def test_cell_is_read_as_written(name: str, text: str, value: int | None) -> None:
    assert read_cell(BDT.column(name), text) == value


@pytest.mark.parametrize(("value", "answer"), [(1, 1), (3, 1), (2, 0), (4, 0), (5, None), (0, None)])
def test_one_and_three_are_yes_two_and_four_are_no(value: int, answer: int | None) -> None:
    assert yes_or_no(value) == answer


def test_holder_of_kip_is_a_holder_though_the_form_says_three(desk: Desk) -> None:
    answer = desk.typed([changed(JOKO, kks="1", kip="3")])
    home = pl.read_parquet(answer.out / "households.parquet")
    assert home.select("sta_kks", "sta_kip").row(0) == (1, 1)


@pytest.mark.parametrize(
    ("values", "adults", "style"),
    [
        ([0, 1, 5], [5, 5, 4], PaperStyle.BITS),
        ([15], [15], PaperStyle.BITS),
        ([0, 1, 3], [3, 3, 1], PaperStyle.SINGLE),
        ([0, 3, 4], [3, 3, 4, 4], PaperStyle.ASK),
        ([0, 1, 4], [4, 4], PaperStyle.ASK),
        ([], [], PaperStyle.ASK),
    ],
)
def test_style_of_identity_papers_is_found(values: list[int], adults: list[int], style: PaperStyle) -> None:
    assert paper_style(values, adults) is style


@pytest.mark.parametrize(
    ("value", "style", "bits"),
    [
        (5, PaperStyle.BITS, 5),
        (16, PaperStyle.BITS, None),
        (3, PaperStyle.SINGLE, 4),
        (4, PaperStyle.SINGLE, 8),
        (5, PaperStyle.SINGLE, None),
        (2, PaperStyle.ASK, 2),
        (3, PaperStyle.ASK, None),
        (4, PaperStyle.ASK, None),
    ],
)
def test_papers_are_kept_as_bits(value: int, style: PaperStyle, bits: int | None) -> None:
    assert papers(value, style) == bits


def test_single_choice_of_papers_is_found_in_a_file(desk: Desk) -> None:
    rows = [changed(row, kartu=card) for row, card in zip(HOME, "3103", strict=True)]
    answer = desk.typed(rows)
    members = pl.read_parquet(answer.out / "members.parquet").sort("umur")
    assert "papers.single" in answer.codes
    assert members["kartu_id"].to_list() == [0, 1, 4, 4]


def test_papers_nobody_can_tell_stay_unknown_until_told(desk: Desk) -> None:
    rows = [changed(row, kartu=card) for row, card in zip(HOME, "4104", strict=True)]
    unsure = desk.typed(rows)
    assert unsure.finding("papers.ask")["count"] == 2
    assert "--identity-style" in unsure.finding("papers.ask")["advice"]
    assert pl.read_parquet(unsure.out / "members.parquet")["kartu_id"].null_count() == 2
    told = desk.typed(rows, "--identity-style", "bitsum")
    assert "papers.ask" not in told.codes
    assert sorted(pl.read_parquet(told.out / "members.parquet")["kartu_id"].to_list()) == [0, 1, 4, 4]


@pytest.mark.parametrize(
    ("counts", "shift"), [({1: 8, 2: 3}, 1), ({0: 1, 1: 8}, 0), ({1: 5, 2: 5}, 0), ({}, 0), ({2: 4}, 0)]
)
def test_none_written_as_one_is_found(counts: dict[int, int], shift: int) -> None:
    assert none_shift(counts) == shift


def test_shifted_codes_are_put_back_and_told(desk: Desk) -> None:
    rows = [changed(row, cacat=code) for row, code in zip(HOME, ("1", "1", "1", "13"), strict=True)]
    answer = desk.typed(rows)
    assert answer.finding("code.shifted.cacat")["count"] == 4
    assert sorted(pl.read_parquet(answer.out / "members.parquet")["cacat"].to_list()) == [0, 0, 0, 12]


def test_shift_can_be_forbidden(desk: Desk) -> None:
    answer = desk.typed([changed(row, cacat="1") for row in HOME], "--none-shift", "cacat=0")
    assert pl.read_parquet(answer.out / "members.parquet")["cacat"].to_list() == [1] * 4


@pytest.mark.parametrize(
    ("values", "style"), [([0, 1, 2], "012"), ([1, 2, 3], "123"), ([1, 2], "012"), ([0, 3], "012")]
)
def test_style_of_schooling_is_found(values: list[int], style: str) -> None:
    assert school_style(values, "012") == style


def test_schooling_has_one_form() -> None:
    assert [schooling(v, "123") for v in (1, 2, 3, 0)] == [0, 1, 2, None]
    assert [schooling(v, "012") for v in (0, 1, 2, 3)] == [0, 1, 2, None]


def test_other_school_codes_are_turned_and_told(desk: Desk) -> None:
    rows = [changed(row, sekolah=code) for row, code in zip((SITI, DARMI, AGUS, JOKO), "3323", strict=True)]
    answer = desk.typed(rows)
    assert "code.school_style" in answer.codes
    assert sorted(pl.read_parquet(answer.out / "members.parquet")["sekolah"].to_list()) == [1, 2, 2, 2]


@pytest.mark.parametrize(("percentile", "decile"), [(1, 1), (10, 1), (11, 2), (40, 4), (41, 5), (100, 10)])
def test_decile_holds_the_percentile(percentile: int, decile: int) -> None:
    assert decile_of(percentile) == decile


@pytest.mark.parametrize("percentile", [0, 101])
def test_there_is_no_decile_beyond_the_hundred(percentile: int) -> None:
    with pytest.raises(ValueError):
        decile_of(percentile)


def test_worked_example_of_a_nik() -> None:
    facts = read_nik(NIK, date(2015, 12, 31))
    assert nik_fault(NIK, PROVINCES) is None
    assert (facts.woman, facts.born) == (True, date(1988, 7, 15))


@pytest.mark.parametrize(
    ("nik", "reference", "age", "year"),
    [
        ("3327041507120001", date(2015, 12, 31), None, 2012),
        ("3327041507160001", date(2015, 12, 31), None, 1916),
        ("3327041507120001", date(2015, 12, 31), 103, 1912),
        ("3327041507160001", date(2026, 1, 1), 9, 2016),
    ],
)
def test_century_of_a_nik(nik: str, reference: date, age: int | None, year: int) -> None:
    assert read_nik(nik, reference, age).born.year == year


@pytest.mark.parametrize(
    ("nik", "fault"),
    [
        ("332704550788000", "nik.length"),
        ("33270455078800011", "nik.length"),
        ("33270455O7880001", "nik.letters"),
        ("3.32705E+15", "nik.number"),
        ("3,3E+15", "nik.number"),
        ("3327045507880001.0", "nik.number"),
        ("1111111111111111", "nik.same_digits"),
        ("9927045507880001", "nik.province"),
        ("3327040007880001", "nik.day"),
        ("3327043207880001", "nik.day"),
        ("3327047207880001", "nik.day"),
        ("3327045500880001", "nik.month"),
        ("3327045513880001", "nik.month"),
        ("3327043102880001", "nik.date"),
        ("3327042902870001", "nik.date"),
        ("3327045507880000", "nik.serial"),
        ("3327042902880001", None),
        ("3327047107880001", None),
        ("9101045507880001", None),
    ],
)
def test_each_fault_of_a_nik_is_told_apart(nik: str, fault: str | None) -> None:
    assert nik_fault(nik, PROVINCES) == fault


def test_nik_of_papua_above_two_to_the_53_is_whole_as_text(desk: Desk) -> None:
    answer = desk.typed([changed(JOKO, nik="9401041708600004")])
    assert not {code for code in answer.codes if code.startswith("nik.")}


@pytest.mark.parametrize("text", ["3E15", "3.32705e+15", "12.0"])
def test_numbers_of_a_spreadsheet_are_known(text: str) -> None:
    assert is_spreadsheet_number(text)


@pytest.mark.parametrize(
    ("kk", "fault"),
    [
        ("3327040101150001", None),
        ("3327044101150001", "kk.form"),
        ("332704", "kk.form"),
        ("3.3E+15", "kk.number"),
    ],
)
def test_kk_number_has_no_forty_for_women(kk: str, fault: str | None) -> None:
    assert kk_fault(kk, PROVINCES) == fault


def test_number_is_shown_masked() -> None:
    assert masked(NIK) == "3327••••••••••01"
    assert masked("123") == "•••"


def test_file_whose_nik_mostly_end_in_zero_is_suspect(desk: Desk) -> None:
    rows = [changed(JOKO, id=f"33270400100001{n:04d}", nik=f"33270417086{n:04d}0") for n in range(1, 41)]
    assert desk.typed(rows).finding("nik.zeros")["count"] == 40
