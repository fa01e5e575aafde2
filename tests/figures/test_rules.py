from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.figures.rules import Facts, Unit, faults, rounded, rounding_on, stale
from berdaya.kernel.sexes import BySex

TODAY = date(2026, 11, 21)
PEOPLE = Facts(
    "33.27.01.2001", "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BPS 2026", people=BySex(3001, 2950)
)


def codes(facts: Facts) -> list[str]:
    return [finding.code for finding in faults(facts, today=TODAY)]


def test_a_dated_figure_with_its_source_can_be_filed():
    assert codes(PEOPLE) == []


@pytest.mark.parametrize(
    "broken, code",
    [
        ({"people": None}, "figure.one_value"),
        ({"number": 5951}, "figure.one_value"),
        ({"unit": Unit.HOUSEHOLDS}, "figure.unit"),
        ({"people": None, "ratio": Fraction(1, 2)}, "figure.unit"),
        ({"people": None, "number": -1}, "figure.negative"),
        ({"source": "  "}, "figure.no_source"),
        ({"as_of": date(2026, 11, 22)}, "figure.future"),
    ],
)
def test_what_a_figure_lacks_is_named(broken, code):
    assert codes(replace(PEOPLE, **broken)) == [code]


def test_rupiah_may_be_less_than_nothing():
    assert codes(replace(PEOPLE, unit=Unit.RUPIAH, people=None, number=-500_000)) == []


def test_a_figure_of_today_is_not_of_the_future():
    assert codes(replace(PEOPLE, as_of=TODAY)) == []


@pytest.mark.parametrize(
    "as_of, old", [(date(2024, 11, 21), True), (date(2024, 11, 22), False), (date(2026, 1, 1), False)]
)
def test_a_figure_is_stale_after_two_whole_years(as_of, old):
    assert stale(as_of, today=TODAY, months=24) is old


@given(st.integers(0, 100_000), st.integers(1, 50))
def test_rounding_moves_a_count_by_half_a_step_at_the_most(number, step):
    seen = rounded(number, step)
    assert seen % step == 0
    assert abs(seen - number) * 2 <= step


@pytest.mark.parametrize("poor, shown", [(0, 0), (4, 0), (5, 10), (14, 10), (15, 20), (25, 30)])
def test_poor_families_leave_their_unit_to_the_nearest_ten(poor, shown):
    assert rounded(poor, rounding_on(date(2026, 1, 1))["KK miskin"]) == shown
