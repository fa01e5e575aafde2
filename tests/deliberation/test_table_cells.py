"""How numbers may be written in tables that offices bring."""

from decimal import Decimal

import pytest

from berdaya.deliberation.table_cells import is_blank, rupiah_in, volume_in


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("13.000.000", 13_000_000),
        ("0", 0),
        ("999.999.999.999.999", 10**15 - 1),
        ("1.000.000.000.000.000", None),
        ("-5", None),
        ("1" * 41, None),
        ("tiga juta", None),
    ],
)
def test_rupiah_are_whole_and_within_reason(text, rupiah):
    assert rupiah_in(text) == rupiah


@pytest.mark.parametrize(
    ("text", "volume"),
    [("2,5", Decimal("2.5")), ("2.5", Decimal("2.5")), ("120", Decimal(120)), ("0", None), ("1,2345", None)],
)
def test_a_volume_is_above_zero_with_three_decimals_at_most(text, volume):
    assert volume_in(text) == volume


def test_a_dash_is_nothing_written():
    assert [is_blank(text) for text in ("", "-", "–", "0")] == [True, True, True, False]
