from datetime import date

import pytest

from berdaya.kernel.calendar import FiscalYear, Period, format_date, format_day


def test_a_fiscal_year_runs_from_january_to_december():
    year = FiscalYear(2026)
    assert (year.first, year.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert date(2026, 12, 31) in year
    assert date(2027, 1, 1) not in year
    assert str(year.next()) == "TA 2027"


def test_a_period_holds_on_its_first_and_last_day():
    period = Period(date(2022, 1, 1), date(2024, 12, 31))
    assert date(2022, 1, 1) in period
    assert date(2024, 12, 31) in period
    assert date(2025, 1, 1) not in period
    assert date(2050, 1, 1) in Period(date(2022, 1, 1))


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError):
        Period(date(2024, 1, 2), date(2024, 1, 1))


def test_two_periods_that_share_a_day_overlap():
    first = Period(date(2022, 1, 1), date(2024, 12, 31))
    assert first.overlaps(Period(date(2024, 12, 31)))
    assert not first.overlaps(Period(date(2025, 1, 1)))


def test_dates_are_written_in_indonesian():
    assert format_date(date(2026, 11, 21)) == "21 November 2026"
    assert format_day(date(2026, 11, 21)) == "Sabtu, 21 November 2026"
