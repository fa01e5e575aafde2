"""Signs counted over households, and how a part of a whole is told to those who do not work with them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.hardship.rules.showing import Thresholds
from berdaya.scan.rules.checking import Value
from berdaya.scan.rules.counting import SIGNS, Homes, most_met, signs_counted
from berdaya.scan.rules.telling import told_homes, told_percent, told_value

LIMITS = Thresholds(10, 30)
VALUES = st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Value(min(pair), max(pair)))
BITS = st.text("01-", min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(40, 132), "40 dari 132 (30%)"),
        (Value(1155, 1861), "1.155 dari 1.861 (62%)"),
        (Value(9, 132), "<10 dari 132"),
        (Value(0, 132), "0 dari 132 (0%)"),
        (Value(12, 25), "12 dari 25"),
        (Value(25, 25), "hampir semua"),
        (Value(4, 7), "dari <10"),
        (None, "–"),
    ],
)
def test_a_part_is_told_without_telling_of_anybody(value, words):
    assert told_value(value, LIMITS) == words


@given(VALUES)
def test_no_count_from_one_to_nine_is_ever_told(value):
    told = re.sub(r"<10|\(\d+%\)", "", told_value(value, LIMITS))
    assert not {int(number.replace(".", "")) for number in re.findall(r"[\d.]+", told)} & set(range(1, 10))


@given(VALUES)
def test_a_percentage_has_a_base_of_thirty_and_no_small_part(value):
    percent = told_percent(value, LIMITS)
    if percent is not None:
        assert value.whole >= 30
        assert value.part == 0 or value.part >= 10


def test_who_works_with_the_households_sees_their_counts():
    assert told_value(Value(4, 7), None) == "4 dari 7 (57%)"


@given(st.lists(BITS, max_size=30))
def test_unknown_is_counted_neither_as_met_nor_as_known(rows):
    for at, (sign, value) in enumerate(signs_counted(rows).items()):
        met, known = (sum(bits[at] in signs for bits in rows) for signs in ("1", "01"))
        assert sign == SIGNS[at]
        assert value == (Value(met, known) if known else None)


def test_equal_shares_stand_out_in_the_order_of_codes_and_nothing_never_does():
    found = signs_counted(["110000000", "110000000", "001000000", "00000000-"])
    assert most_met(found, 3) == ["C1", "C2", "C3"]
    assert most_met(signs_counted(["000000000"]), 3) == []


@pytest.mark.parametrize(
    ("homes", "limits", "words"),
    [
        (Homes(131, 1), None, "132 rumah tangga: 131 dari register, 1 ditambahkan musyawarah"),
        (Homes(131), None, "131 rumah tangga"),
        (Homes(0, 2), None, "2 rumah tangga: 0 dari register, 2 ditambahkan musyawarah"),
        (Homes(131, 1), LIMITS, "132 rumah tangga: dari register dan tambahan musyawarah"),
        (Homes(1131, 12), LIMITS, "1.143 rumah tangga: 1.131 dari register, 12 ditambahkan musyawarah"),
        (Homes(4), LIMITS, "<10 rumah tangga"),
        (Homes(), None, "0 rumah tangga"),
    ],
)
def test_the_households_of_a_round_are_told_with_where_they_come_from(homes, limits, words):
    assert told_homes(homes, limits) == words


def test_large_numbers_have_their_dots_with_and_without_limits():
    assert told_value(Value(1155, 1861), None) == told_value(Value(1155, 1861), LIMITS)
