import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.territory import COUNTRY, covers, within, within_filter

WIDTHS = (2, 2, 2, 4, 3, 3)


@st.composite
def codes(draw: st.DrawFn) -> str:
    depth = draw(st.integers(1, 6))
    return ".".join(draw(st.text("0123456789", min_size=w, max_size=w)) for w in WIDTHS[:depth])


@pytest.mark.parametrize("code", ["33.27", "33.27.01", "33.27.01.2001", "33.27.01.2001.003.002"])
def test_a_territory_holds_itself_and_all_below_it(code):
    assert covers("33.27", code)


@pytest.mark.parametrize("code", ["33", "33.28", "33.271", "33.26.99.2999", "3.327", "34"])
def test_a_territory_does_not_hold_what_is_above_or_beside_it(code):
    assert not covers("33.27", code)


def test_a_village_does_not_hold_a_village_whose_number_begins_alike():
    assert not covers("33.27.01.200", "33.27.01.2001")


@given(codes(), codes())
def test_the_range_says_the_same_as_the_parts_of_the_code(territory, code):
    parts = territory.split(".")
    assert covers(territory, code) == (code.split(".")[: len(parts)] == parts)


@given(codes(), codes())
def test_bytes_are_ordered_as_characters_are(territory, code):
    first, behind = within(territory)
    assert covers(territory, code) == (first.encode() <= code.encode() < behind.encode())


@given(codes())
def test_the_country_holds_every_code(code):
    assert covers(COUNTRY, code)


@given(codes(), codes(), codes())
def test_what_a_part_holds_the_whole_holds(outer, inner, code):
    if covers(outer, inner) and covers(inner, code):
        assert covers(outer, code)


def test_a_queryset_gets_the_same_range():
    assert within_filter("33.27", "place_id") == {"place_id__gte": "33.27", "place_id__lt": "33.27/"}
