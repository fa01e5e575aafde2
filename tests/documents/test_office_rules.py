"""Where a paper stands, what may become of it, and how a number is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.documents.rules import OVER, STEPS, Standing, Step, against, number_text, pattern_faults

DAY = date(2025, 3, 21)


def test_a_number_is_written_into_the_form_of_the_book():
    assert number_text("188.4/{n}/Tahun {tahun}", 118, DAY) == "188.4/118/Tahun 2025"


def test_the_month_of_a_number_is_roman():
    assert number_text("005/{n}/{bulan}/{tahun}", 7, DAY) == "005/7/III/2025"


def test_a_form_that_looks_like_code_stays_text():
    assert number_text("{n}/{tahun}/{0.__class__}", 1, DAY) == "1/2025/{0.__class__}"


@pytest.mark.parametrize(
    "pattern, code",
    [
        ("188.4/Tahun {tahun}", "number.no_place"),
        ("{n}/{n}/{tahun}", "number.no_place"),
        ("188.4/{n}", "number.no_year"),
        ("{n}/{tahun}/{kode}", "number.unknown_part"),
        ("{n}/{tahun}/{", "number.unknown_part"),
        ("{n}/{tahun}/" + "x" * 60, "number.too_long"),
    ],
)
def test_a_form_that_cannot_number_a_year_is_refused(pattern, code):
    assert code in {finding.code for finding in pattern_faults(pattern)}


def test_the_form_of_a_decree_has_no_fault():
    assert list(pattern_faults("188.4/{n}/Tahun {tahun}")) == []


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_two_numbers_of_one_book_are_never_written_the_same(one, other):
    form = "188.4/{n}/{bulan}/{tahun}"
    assert (number_text(form, one, DAY) == number_text(form, other, DAY)) == (one == other)


def test_what_is_signed_is_only_replaced():
    assert STEPS[Standing.SIGNED] == {Step.REPLACE}


def test_what_is_over_stays_as_it_is():
    assert all(STEPS[standing] == frozenset() for standing in OVER)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("standing", Standing)
def test_every_refused_step_says_why_and_what_to_do(step, standing):
    found = against(step, standing, "Surat 7")
    assert bool(found) is (step not in STEPS[standing])
    assert all(finding.problem and finding.advice for finding in found)
