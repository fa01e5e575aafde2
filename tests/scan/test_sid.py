"""The eleven classes of the village information system: freshness, score, and names that must not be seen."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.sid import Seen, check_faults, freshness, sid_rule, sid_score

RULE = sid_rule(shipped(), date(2026, 6, 1))
DAY = date(2026, 6, 15)
FRESH, OLDER, OLD = DAY - timedelta(days=30), DAY - timedelta(days=500), DAY - timedelta(days=900)


def seen(*, updated=FRESH, exists=True):
    return [Seen(number, exists, updated) for number in range(1, 12)]


@pytest.mark.parametrize(
    ("updated", "fresh"),
    [
        (date(2026, 6, 15), Fraction(1)),
        (date(2025, 6, 15), Fraction(1)),
        (date(2025, 6, 14), Fraction(1, 2)),
        (date(2024, 6, 15), Fraction(1, 2)),
        (date(2024, 6, 14), Fraction(0)),
        (None, Fraction(0)),
    ],
)
def test_content_is_fresh_to_the_day_twelve_months_later(updated, fresh):
    assert freshness(updated, DAY, RULE) == fresh


@pytest.mark.parametrize("leap", [date(2024, 2, 29)])
def test_twelve_months_before_a_leap_day_is_the_last_of_february(leap):
    assert freshness(date(2023, 2, 28), leap, RULE) == 1
    assert freshness(date(2023, 2, 27), leap, RULE) == Fraction(1, 2)


def test_the_rule_has_the_eleven_classes_of_the_kabupaten():
    assert len(RULE.classes) == 11
    assert RULE.classes[RULE.poverty - 1].title == "kemiskinan dan kerentanan"


def test_a_worked_check():
    """Four fresh, two half, one old, four missing: 5 of 11."""
    mixed = [Seen(n, True, FRESH) for n in (1, 2, 3, 4)] + [Seen(n, True, OLDER) for n in (5, 6)]
    mixed += [Seen(7, True, OLD)] + [Seen(n, False) for n in (8, 9, 10, 11)]
    assert sid_score(mixed, DAY, RULE).score == Fraction(5, 11)


def test_a_class_that_does_not_apply_never_lowers_the_score():
    whole = seen()
    without = [replace(one, exists=None) if one.number in RULE.only_desa else one for one in whole]
    assert sid_score(without, DAY, RULE).score == sid_score(whole, DAY, RULE).score == 1
    assert sid_score(without, DAY, RULE).applying == 8


def test_where_nothing_applies_there_is_no_score():
    assert sid_score(seen(exists=None), DAY, RULE).score is None


def test_names_of_the_poor_are_a_fault_whatever_the_score():
    shown = [replace(one, names_visible=one.number == 5) for one in seen()]
    found = sid_score(shown, DAY, RULE)
    assert found.score == 1
    assert [fault.code for fault in found.faults] == ["sid.names_visible"]


def test_names_in_a_list_of_organisations_are_no_fault():
    assert not sid_score([replace(one, names_visible=one.number == 9) for one in seen()], DAY, RULE).faults


ONE = st.builds(
    Seen,
    st.just(1),
    st.sampled_from([True, False, None]),
    st.none() | st.dates(date(2020, 1, 1), DAY),
)


@given(st.lists(ONE, min_size=11, max_size=11))
def test_the_score_lies_between_nothing_and_all_and_its_classes_add_up(ones):
    given_ = [replace(one, number=n) for n, one in enumerate(ones, start=1)]
    found = sid_score(given_, DAY, RULE)
    if found.score is None:
        assert found.applying == 0
    else:
        assert 0 <= found.score <= 1
        assert found.points == found.score * found.applying


def test_a_class_that_nobody_answered_is_found():
    given_ = {one.number: one for one in seen() if one.number != 4}
    assert [one.code for one in check_faults(given_, DAY, False, RULE)] == ["sid.unanswered"]


def test_does_not_apply_is_an_answer_in_a_kelurahan_only():
    given_ = {one.number: replace(one, exists=None) if one.number == 7 else one for one in seen()}
    assert not check_faults(given_, DAY, True, RULE)
    assert check_faults(given_, DAY, False, RULE)


def test_an_update_after_the_day_of_the_check_is_found():
    given_ = {one.number: one for one in seen(updated=DAY + timedelta(days=1))}
    assert {one.code for one in check_faults(given_, DAY, False, RULE)} == {"sid.date"}
