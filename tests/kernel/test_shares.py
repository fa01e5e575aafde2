from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.shares import as_ratio, mid_ranks, quantised, rank_scale, round_half_up, share_out

weights = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30).filter(any)


@given(st.integers(min_value=0, max_value=10**12), weights)
def test_the_parts_add_up(total, given_weights):
    assert sum(share_out(total, given_weights)) == total


@given(st.integers(min_value=0, max_value=10**6), weights)
def test_no_part_is_further_than_one_from_its_quota(total, given_weights):
    for part, weight in zip(share_out(total, given_weights), given_weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(given_weights))) < 1


def test_what_is_left_goes_to_the_largest_remainders_first():
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(10, [6, 6, 2]) == [4, 4, 2]
    assert share_out(1, [1, 3]) == [0, 1]


def test_equal_remainders_go_to_the_larger_weight():
    assert share_out(3, [1, 5]) == [0, 3]
    assert share_out(1, [2, 2, 4]) == [0, 0, 1]


@pytest.mark.parametrize("bad", [[], [0, 0], [-1, 2]])
def test_weights_that_share_nothing_are_refused(bad):
    with pytest.raises(ValueError):
        share_out(10, bad)


def test_equal_values_share_the_middle_rank():
    assert mid_ranks([520, 410, 300, 300, 150, 80]) == [6, 5, Fraction(7, 2), Fraction(7, 2), 2, 1]
    assert rank_scale([520, 410, 300, 300, 150, 80]) == [
        1,
        Fraction(4, 5),
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(1, 5),
        0,
    ]


def test_a_single_value_stands_in_the_middle():
    assert rank_scale([7]) == [Fraction(1, 2)]


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=40), st.randoms())
def test_ranks_do_not_depend_on_the_order_of_arrival(values, random):
    expected = dict(zip(values, mid_ranks(values), strict=True))
    shuffled = random.sample(values, len(values))
    assert mid_ranks(shuffled) == [expected[v] for v in shuffled]
    assert sum(mid_ranks(values)) == Fraction(len(values) * (len(values) + 1), 2)


def test_half_goes_away_from_zero():
    assert round_half_up(Fraction(5, 2)) == 3
    assert round_half_up(Fraction(-5, 2)) == -3
    assert round_half_up(Decimal("0.12345"), 4) == Decimal("0.1235")
    assert str(round_half_up(1, 2)) == "1.00"


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_a_value_by_half_a_unit_at_most(value, places):
    assert abs(Fraction(round_half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)


def test_exact_ratios_are_written_as_text():
    assert as_ratio(Fraction(6, 8)) == "3/4"
    assert as_ratio(1) == "1/1"
    assert quantised(Decimal(1) / 3) == Decimal("0.333333333333")
