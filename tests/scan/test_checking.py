"""The double check: which differences must have a reason before the record closes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.checking import (
    AGREED,
    COLUMNS,
    FGD,
    FIELD,
    REGISTER,
    Topic,
    Value,
    checking_rule,
    closing_faults,
    difference,
    value_faults,
)

RULE = checking_rule(shipped(), date(2026, 6, 1))
VALUES = st.none() | st.tuples(st.integers(0, 200), st.integers(1, 200)).map(lambda p: Value(min(p), max(p)))


@pytest.mark.parametrize(
    ("register", "field", "large"),
    [
        (Value(50, 100), Value(60, 100), False),  # 10 points and 20 %: neither is above
        (Value(50, 100), Value(61, 100), True),
        (Value(80, 100), Value(91, 100), True),  # 11 points, 14 %
        (Value(20, 100), Value(24, 100), False),  # 4 points, 20 %
        (Value(20, 100), Value(25, 100), True),  # 5 points, 25 %
        (Value(40, 200), Value(10, 50), False),  # other households, the same share
        (Value(0, 100), Value(1, 100), False),  # one point: a single household
        (Value(0, 100), Value(2, 100), True),  # from nothing to something
        (Value(3, 100), Value(4, 100), False),  # a third of it, but one point
        (Value(30, 1000), Value(49, 1000), False),  # 1.9 points, 63 %
        (Value(30, 1000), Value(50, 1000), True),  # exactly 2 points, 67 %
        (Value(0, 100), Value(0, 80), False),
    ],
)
def test_above_ten_points_or_above_a_fifth_of_the_first_count(register, field, large):
    assert difference({REGISTER: register, FIELD: field}, RULE).large is large


@pytest.mark.parametrize(("whole", "large"), [(3, True), (65, True), (66, False), (131, False)])
def test_what_is_agreed_for_few_of_the_known_households_needs_a_reason(whole, large):
    found = difference({REGISTER: Value(0, 131), AGREED: Value(0, whole)}, RULE)
    assert found.large is large
    assert (f"menyangkut {whole}, padahal diketahui 131" in found.why) is large


def test_one_column_alone_has_no_difference():
    assert difference({REGISTER: Value(5, 10), FIELD: None}, RULE) is None


def test_without_a_register_the_field_is_the_first_count():
    assert difference({FIELD: Value(20, 100), FGD: Value(25, 100)}, RULE).first == FIELD


@given(st.dictionaries(st.sampled_from(COLUMNS), VALUES))
def test_equal_columns_never_need_a_reason(columns):
    same = dict.fromkeys(columns, Value(3, 7))
    found = difference(same, RULE)
    assert found is None or not found.large


@given(st.dictionaries(st.sampled_from(COLUMNS), VALUES))
def test_more_columns_never_make_the_distance_smaller(columns):
    whole = difference(columns, RULE)
    for name in columns:
        part = difference({k: v for k, v in columns.items() if k != name}, RULE)
        if part is not None:
            assert whole.points >= part.points


def test_the_record_stays_open_until_the_reason_stands():
    columns = {REGISTER: Value(20, 100), FIELD: Value(40, 100), AGREED: Value(40, 100)}
    assert [one.code for one in closing_faults([Topic("C7", "jamban", columns)], RULE)] == ["fgd.no_reason"]
    assert not closing_faults([Topic("C7", "jamban", columns, "17 rumah dibangun jamban tahun lalu")], RULE)


def test_the_record_stays_open_until_every_topic_is_agreed():
    columns = {REGISTER: Value(20, 100), FIELD: Value(20, 100)}
    assert [one.code for one in closing_faults([Topic("C7", "jamban", columns)], RULE)] == ["fgd.not_agreed"]


def test_a_record_without_topics_is_not_closed():
    assert [one.code for one in closing_faults([], RULE)] == ["fgd.empty"]


def test_a_part_larger_than_its_whole_is_found():
    assert [one.code for one in value_faults("jamban", {FGD: Value(8, 6)})] == ["fgd.part"]
