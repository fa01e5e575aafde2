"""Boards and families judged: tables of cases and properties, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.community.rules.boards import BoardFacts, SeatFacts, Standing, end_of_term, findings_of, standing
from berdaya.community.rules.bodies import faults, name_of
from berdaya.community.rules.kinds import Kind, Office, Sex, law_on, practice_on
from berdaya.kernel.findings import Severity

TODAY = date(2026, 11, 21)
LAW, PRACTICE = law_on(TODAY), practice_on(TODAY)
VILLAGE = "33.27.01.2001"
CHAIR = SeatFacts(Office.KETUA, Sex.P)


def codes(**facts):
    board = {"kind": Kind.RT, "name": "RT 003", "first": date(2024, 2, 1), "last": date(2029, 1, 31)}
    board |= {"seats": [CHAIR], "kk": 85, "poor": 14}
    found = findings_of(BoardFacts(**(board | facts)), LAW, PRACTICE, TODAY)
    return {finding.code.removeprefix("community.") for finding in found}


def test_a_board_in_order_has_no_finding():
    assert codes() == set()


@pytest.mark.parametrize(
    "facts, code",
    [
        ({"first": None, "last": None, "seats": []}, "no_term"),
        ({"last": TODAY - timedelta(days=1)}, "term_over"),
        ({"last": TODAY + timedelta(days=60)}, "term_ends"),
        ({"seats": [SeatFacts(Office.SEKRETARIS, Sex.P)]}, "no_chair"),
        ({"seats": [SeatFacts(Office.KETUA, Sex.P, period=3)]}, "third_term"),
        ({"seats": [SeatFacts(Office.KETUA, Sex.P, elsewhere="LPMK")]}, "two_boards"),
        ({"seats": [SeatFacts(Office.KETUA, Sex.L), SeatFacts(Office.SEKRETARIS, Sex.L)]}, "no_women"),
        ({"kk": None, "poor": None}, "no_families"),
        ({"poor": 86}, "more_poor_than_all"),
    ],
)
def test_each_oddity_has_its_finding(facts, code):
    assert codes(**facts) == {code}


@pytest.mark.parametrize(
    "facts",
    [
        {"last": TODAY + timedelta(days=61)},
        {"seats": [SeatFacts(Office.KETUA, Sex.P, period=2)]},
        {"seats": [SeatFacts(Office.KETUA, Sex.L)]},
        {"poor": 85},
        {"poor": None},
        {"kind": Kind.LPMK, "kk": None, "poor": None},
    ],
)
def test_what_is_allowed_is_not_told(facts):
    assert codes(**facts) == set()


def test_a_pokmas_is_not_under_the_law_of_village_bodies():
    many = [SeatFacts(Office.KETUA, Sex.P, period=5, elsewhere="RT 003")]
    assert codes(kind=Kind.POKMAS, seats=many) == set()


def test_no_finding_about_a_board_blocks():
    worst = BoardFacts(
        Kind.RT,
        "RT 003",
        date(2010, 1, 1),
        date(2014, 12, 31),
        [SeatFacts(Office.SEKRETARIS, Sex.L, 4, "LPMK"), SeatFacts(Office.BENDAHARA, Sex.L)],
        10,
        11,
    )
    found = findings_of(worst, LAW, PRACTICE, TODAY)
    assert len(found) == 6
    assert all(finding.severity is not Severity.ERROR for finding in found)


@pytest.mark.parametrize(
    "first, last",
    [
        (date(2024, 2, 1), date(2029, 1, 31)),
        (date(2024, 2, 29), date(2029, 2, 27)),
        (date(2025, 1, 1), date(2029, 12, 31)),
    ],
)
def test_a_term_of_five_years_ends_the_day_before(first, last):
    assert end_of_term(first, LAW.term_years) == last


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_two_terms_in_a_row_leave_no_day_out(first):
    last = end_of_term(first, 5)
    assert last > first
    assert 1825 <= (last - first).days + 1 <= 1827


@given(st.dates(), st.integers(0, 4000), st.dates())
def test_a_term_stands_in_one_way_on_each_day(first, days, today):
    last = min(first.toordinal() + days, date.max.toordinal())
    now = standing(first, date.fromordinal(last), today, 60)
    assert (now is Standing.COMING) == (today < first)
    assert (now is Standing.OVER) == (today.toordinal() > last)


@pytest.mark.parametrize(
    "kind, territory, given, name",
    [
        (Kind.RT, f"{VILLAGE}.002.003", "apa saja", "RT 003/RW 002"),
        (Kind.RT, f"{VILLAGE}.000.003", "", "RT 003"),
        (Kind.RW, f"{VILLAGE}.002", "", "RW 002"),
        (Kind.LPMK, VILLAGE, "", "LPMK/LPM"),
        (Kind.KARANG_TARUNA, f"{VILLAGE}.002", "", "Karang Taruna RW 002"),
        (Kind.POKMAS, VILLAGE, " Melati  1 ", "Pokmas Melati 1"),
        (Kind.POKMAS, VILLAGE, "pokmas Melati", "pokmas Melati"),
        (Kind.POKMAS, VILLAGE, "", ""),
    ],
)
def test_a_body_is_called_as_people_call_it(kind, territory, given, name):
    assert name_of(PRACTICE.kinds[kind], territory, given) == name


@pytest.mark.parametrize(
    "kind, territory, code",
    [
        (Kind.RT, VILLAGE, "community.place"),
        (Kind.RT, "33.27.01.9001.002.003", "community.place"),
        (Kind.RW, f"{VILLAGE}.000", "community.place"),
        (Kind.LPMK, f"{VILLAGE}.002", "community.place"),
        (Kind.LPMK, "33.27.01", "community.place"),
    ],
)
def test_a_body_stands_where_its_kind_belongs(kind, territory, code):
    found = faults(PRACTICE.kinds[kind], territory, "Nama", None, None, TODAY)
    assert [finding.code for finding in found] == [code]


def test_a_body_does_not_begin_tomorrow_nor_end_before_it_began():
    sheet = PRACTICE.kinds[Kind.LPMK]
    tomorrow, yesterday = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    assert [f.code for f in faults(sheet, VILLAGE, "LPMK", tomorrow, None, TODAY)] == ["community.future"]
    assert [f.code for f in faults(sheet, VILLAGE, "LPMK", TODAY, yesterday, TODAY)] == [
        "community.ends_first"
    ]


def test_the_law_names_its_source_and_what_it_says():
    assert (LAW.term_years, LAW.most_terms, LAW.one_board_only) == (5, 2, True)
    assert Kind.POKMAS not in LAW.kinds
    assert "18/2018" in LAW.source
    assert PRACTICE.units == {Kind.RT, Kind.RW, Kind.POKMAS}
