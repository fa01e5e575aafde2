from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.numbers import (
    LOCALE_EN,
    LOCALE_ID,
    format_count,
    format_decimal,
    format_percent,
    format_rupiah,
    parse_count,
    parse_decimal,
    parse_percent,
    parse_rupiah,
)


@pytest.mark.parametrize(
    "text, locale, value",
    [
        ("19.623", LOCALE_ID, 19623),
        ("19623", LOCALE_ID, 19623),
        ("133,419,082,500", LOCALE_EN, 133_419_082_500),
        (" 1.594.389.976 ", LOCALE_ID, 1_594_389_976),
        ("0", LOCALE_ID, 0),
    ],
)
def test_counts_on_real_slides_are_read(text, locale, value):
    assert parse_count(text, locale) == value


@pytest.mark.parametrize("text", ["19.62", "1.2345", "banyak", "", "-3", "3,5", "3,0", "1.000.00", "۱۲"])
def test_what_is_not_a_whole_count_is_refused(text):
    assert parse_count(text, LOCALE_ID) is None


@pytest.mark.parametrize(
    "text, share", [("34,51%", Fraction(3451, 10000)), ("74, 40%", Fraction(744, 1000)), ("0%", Fraction(0))]
)
def test_percentages_on_real_slides_are_read(text, share):
    assert parse_percent(text, LOCALE_ID) == share


def test_a_percentage_without_its_sign_is_refused():
    assert parse_percent("34,51", LOCALE_ID) is None


@pytest.mark.parametrize(
    "text, locale, rupiah",
    [
        ("10,983M", LOCALE_ID, 10_983_000_000),
        ("Rp 1.594.389.976", LOCALE_ID, 1_594_389_976),
        ("Rp1.000,00", LOCALE_ID, 1000),
        ("Rp. 2.500.000,-", LOCALE_ID, 2_500_000),
        ("133,419,082,500", LOCALE_EN, 133_419_082_500),
        ("2,5 juta", LOCALE_ID, 2_500_000),
    ],
)
def test_rupiah_on_real_slides_are_read(text, locale, rupiah):
    assert parse_rupiah(text, locale) == rupiah


@pytest.mark.parametrize("text", ["Rp 10,5", "sepuluh ribu", "Rp", "10,9835678912M", "5 ekor"])
def test_what_is_not_whole_rupiah_is_refused(text):
    assert parse_rupiah(text, LOCALE_ID) is None


def test_the_same_text_means_two_things_in_two_locales():
    assert parse_decimal("19.623", LOCALE_ID) == 19623
    assert parse_decimal("19.623", LOCALE_EN) == Decimal("19.623")


def test_numbers_are_written_as_offices_write_them():
    assert format_count(1594389976) == "1.594.389.976"
    assert format_count(-1200) == "−1.200"
    assert format_percent(Fraction(5, 8)) == "62,5%"
    assert format_decimal(Fraction(19, 25), 4) == "0,7600"
    assert format_decimal(Fraction(-1, 3), 2) == "−0,33"
    assert format_rupiah(-500) == "−Rp500"


@given(st.integers(min_value=0, max_value=10**15))
def test_a_count_survives_writing_and_reading(value):
    assert parse_count(format_count(value)) == value


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_rupiah_survive_writing_and_reading(value):
    assert parse_rupiah(format_rupiah(value).replace("−Rp", "-")) == value


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    for read in (parse_count, parse_percent, parse_rupiah):
        read(text, LOCALE_ID)
