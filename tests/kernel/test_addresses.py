from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.addresses import RtRw, default_birthday, parse_rt_rw, plain_dusun


@pytest.mark.parametrize(
    "written",
    [
        "RT 3/RW 1",
        "003/001",
        "RT03 RW.01",
        "Rt.3 Rw 001",
        "RW 1 RT 3",
        "RT/RW 03/01",
        "RT/RW: 3 / 1",
        "DK KRAJAN RT003RW001",
    ],
)
def test_rt_and_rw_are_read_however_they_are_written(written):
    assert parse_rt_rw(written) == RtRw("003", "001")


def test_an_rt_without_rw_leaves_the_rw_open():
    assert parse_rt_rw("Dk. Krajan RT 4") == RtRw("004", None)


@pytest.mark.parametrize("written", ["", "Dk. Krajan", "12/03/2015", "PERTAMA", "RT/RW"])
def test_no_rt_or_rw_is_not_guessed(written):
    assert parse_rt_rw(written) is None


def test_swapped_rt_and_rw_have_the_same_sorted_pair():
    assert RtRw("003", "001").sorted_pair == RtRw("001", "003").sorted_pair == ("001", "003")


@pytest.mark.parametrize(
    "written, dusun",
    [
        ("Dk. Krajan RT 03/RW 01", "krajan"),
        ("DUSUN SIKASUR", "sikasur"),
        ("Jl. Melati Gg. 3", "melati"),
        ("Kp Baru rt03 rw01", "baru"),
        ("Kporan", "kporan"),
        ("0KP Baru", "baru"),
    ],
)
def test_a_dusun_loses_the_words_around_it(written, dusun):
    assert plain_dusun(written) == dusun


@pytest.mark.parametrize("month, day, default", [(1, 1, True), (12, 31, True), (7, 1, True), (7, 15, False)])
def test_a_day_written_for_want_of_a_better_one_is_known(month, day, default):
    assert default_birthday(date(1960, month, day)) is default


@given(st.text())
def test_any_text_is_read_without_a_fault(written):
    found = parse_rt_rw(written)
    assert found is None or found.sorted_pair
    assert plain_dusun(plain_dusun(written)) == plain_dusun(written)
