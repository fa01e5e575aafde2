"""Cells of workbooks as text. A number too long for a spreadsheet is shown as one, never repaired."""

from datetime import date, datetime, time, timedelta
from typing import Any

DIGITS_KEPT = 15


def as_text(value: Any) -> str:
    """What a cell says. A number of 16 digits or more lost its last ones, and comes out as `3.327…E+15`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "2"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: int | float) -> str:
    if value == int(value) if value == value and abs(value) != float("inf") else False:
        whole = int(value)
        if abs(whole) >= 10**DIGITS_KEPT:
            return f"{float(value):.14E}"
        return str(whole)
    return repr(value)
