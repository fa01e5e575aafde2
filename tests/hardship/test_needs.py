"""From signs of hardship to the needs of a place: shares above the kabupaten, and what stands out."""

from decimal import Decimal
from fractions import Fraction

import pytest

from berdaya.hardship.rules.needs import SignCount, dominant_of, need_z, needs_of
from berdaya.hardship.rules.places import needs_by_place

RULE = {"dominant": 3, "enough_known": 20}


def test_the_z_of_a_share():
    assert need_z(SignCount(30, 100), Fraction(1, 5)) == Decimal("2.5")


@pytest.mark.parametrize("everywhere", [Fraction(0), Fraction(1)])
def test_a_share_of_nothing_or_of_all_in_the_kabupaten_gives_z_0(everywhere):
    assert need_z(SignCount(3, 10), everywhere) == 0


def test_need_shares_follow_the_signs_above_the_kabupaten_and_add_up():
    signs = {"C3": SignCount(30, 100), "C7": SignCount(25, 100), "C8": SignCount(1, 100)}
    needs = needs_of(signs, dict.fromkeys(signs, Fraction(1, 5)), **RULE)
    assert sum(needs.shares.values()) == 1
    assert needs.shares["C8"] == 0
    assert needs.dominant[:2] == ("C3", "C7")
    assert not needs.few_data


def test_where_nothing_stands_out_the_plain_shares_are_taken():
    signs = {"C3": SignCount(10, 100), "C7": SignCount(30, 100)}
    needs = needs_of(signs, dict.fromkeys(signs, Fraction(1, 2)), **RULE)
    assert needs.shares == {"C3": Fraction(1, 4), "C7": Fraction(3, 4)}


def test_few_answers_are_marked_and_come_after_the_others():
    signs = {"C3": SignCount(9, 10), "C7": SignCount(30, 100)}
    needs = needs_of(signs, dict.fromkeys(signs, Fraction(1, 5)), **RULE)
    assert (needs.dominant, needs.few_data) == (("C7", "C3"), True)


def test_the_largest_shares_are_the_dominant_needs_and_nothing_is_no_need():
    shares = {"C7": Fraction(1, 5), "C3": Fraction(1, 5), "C9": Fraction(2, 5), "C1": Fraction(0)}
    assert dominant_of(shares, 3) == ("C9", "C3", "C7")
    assert dominant_of({"C1": Fraction(0)}, 3) == ()


def test_each_place_is_compared_with_its_own_kabupaten():
    met = {"33.27.01.2001": 30, "33.27.01.2002": 10, "33.73.01.1001": 30, "33.73.01.1002": 50}
    counts = {code: (100, {"C3": SignCount(n, 100)}) for code, n in met.items()}
    told = {place.code: place.z["C3"] for place in needs_by_place(counts, **RULE)}
    assert told["33.27.01.2001"] == Decimal("2.5")
    assert told["33.73.01.1001"] < 0


def test_a_sign_that_nobody_answered_has_no_z_and_no_share():
    counts = {"33.27.01.2001": (5, {"C3": SignCount(0, 0), "C7": SignCount(1, 5)})}
    (place,) = needs_by_place(counts, **RULE)
    assert place.z["C3"] is None
    assert place.needs.shares == {"C3": 0, "C7": 1}
