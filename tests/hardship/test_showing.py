"""What of the signs of a place may be shown: small counts hidden, and what would give them away."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.hardship.rules.showing import SignRow, Thresholds, standing_out, told_of, whole_percents

LIMITS = Thresholds(least=10, base=30)
HERE, NEXT, THIRD = "33.27.01.2001", "33.27.01.2002", "33.27.01.2003"


def rows(*met: int, known: int = 60, z: str = "1") -> list[SignRow]:
    codes = (HERE, NEXT, THIRD)
    return [
        SignRow(code, "C7", one, known, Decimal(z), Decimal("0.5"))
        for code, one in zip(codes, met, strict=False)
    ]


def words(*met: int, known: int = 60) -> str:
    return told_of(HERE, rows(*met, known=known), LIMITS)[0].met


@pytest.mark.parametrize(("met", "told"), [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (45, "45")])
def test_counts_below_ten_are_hidden_and_zero_is_told(met, told):
    assert words(met, 40, 50) == told


def test_a_neighbour_hides_what_the_total_would_tell():
    assert [told_of(code, rows(4, 20, 50), LIMITS)[0].met for code in (HERE, NEXT, THIRD)] == [
        "<10",
        "–",
        "50",
    ]


def test_all_of_a_few_are_nearly_all():
    assert words(25, 25, 25, known=25) == "hampir semua"
    assert words(60, 60, 60) == "60"


@pytest.mark.parametrize(("known", "percent"), [(29, None), (30, 50)])
def test_per_cent_need_a_base_of_thirty(known, percent):
    told = told_of(HERE, rows(15, 20, 20, known=known), LIMITS)[0]
    assert told.percent == percent


def test_where_a_count_is_hidden_so_is_everything_it_could_be_told_from():
    told = told_of(HERE, rows(4, 20, 50), LIMITS)[0]
    assert (told.percent, told.z) == (None, None)


def test_the_kabupaten_is_told_beside_the_place():
    told = told_of(HERE, rows(30, 15, 15), LIMITS)[0]
    assert (told.percent, told.whole) == (50, 33)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_need_shares_in_per_cent_add_up_to_a_hundred(weights):
    shares = {f"C{n}": Fraction(weight) for n, weight in enumerate(weights, start=1)}
    assert sum(whole_percents(shares).values()) == (100 if any(weights) else 0)


def test_few_answers_come_after_the_others():
    few = SignRow(HERE, "C3", 9, 10, Decimal(5), Decimal(0))
    many = [SignRow(HERE, f"C{n}", 30, 60, Decimal(n), Decimal(0)) for n in (5, 6, 7)]
    assert standing_out([few, *many], 20, 3) == ["C7", "C6", "C5"]
    assert standing_out([few, *many[:1]], 20, 3) == ["C5", "C3"]
