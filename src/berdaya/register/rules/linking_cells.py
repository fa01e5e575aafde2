"""Cells of a list of people as values that can be compared. Unclear is None; nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date

from berdaya.kernel.addresses import default_birthday
from berdaya.kernel.calendar import MONTHS

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2}|[A-Za-z]{3,10})\s*[/.\- ]\s*(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)")
_YEAR_ONLY = re.compile(r"(?:19|20)\d{2}")
_MONTH_WORDS = {word[:3].lower(): number for number, word in enumerate(MONTHS, start=1)} | {
    "agt": 8,
    "aug": 8,
    "may": 5,
    "oct": 10,
    "dec": 12,
    "nop": 11,
    "peb": 2,
}
_MEN = frozenset(("l", "lk", "lakilaki", "laki", "pria", "1", "m"))
_WOMEN = frozenset(("p", "pr", "perempuan", "wanita", "2", "f"))
_VILLAGE_CODE = re.compile(r"(\d{2})\.?(\d{2})\.?(\d{2})\.?(\d{4})")
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Born:
    """A year of birth, and the day where it was written and is no stand-in for an unknown one."""

    year: int
    day: date | None


def read_birth(text: str, reference: date) -> Born | None:
    """`3/7/1988`, `1988-07-03`, `3 Juli 1988`, `03-07-88`, `1988`; of stand-in days only the year.

    Two digits up to the reference year's are 20YY, else 19YY.
    """
    text = text.strip()
    if _YEAR_ONLY.fullmatch(text):
        return _born(int(text), 0, 0, reference)
    if match := _YEAR_FIRST.match(text):
        return _born(int(match[1]), int(match[2]), int(match[3]), reference)
    if match := _DAY_FIRST.match(text):
        month = int(match[2]) if match[2].isdigit() else _MONTH_WORDS.get(match[2][:3].lower(), 13)
        year = int(match[3])
        if len(match[3]) == 2:
            year += 2000 if year <= reference.year % 100 else 1900
        return _born(year, month, int(match[1]), reference)
    return None


def _born(year: int, month: int, day: int, reference: date) -> Born | None:
    if not reference.year - _OLDEST <= year <= reference.year:
        return None
    if not month and not day:
        return Born(year, None)
    try:
        known = date(year, month, day)
    except ValueError:
        return None
    return Born(year, None if default_birthday(known) else known)


def read_age(text: str, reference: date) -> Born | None:
    """`37`, `37 th`, `37,0` -> the year of birth, one more or less."""
    match = re.match(r"\s*(\d{1,3})(?:[.,]0+)?\s*(?:th|thn|tahun)?\.?\s*$", text, re.IGNORECASE)
    if match is None or int(match[1]) > _OLDEST:
        return None
    return Born(reference.year - int(match[1]), None)


def read_sex(text: str) -> str | None:
    """`L` or `P`; also 1 and 2 as the registers write it."""
    word = "".join(sign for sign in text.lower() if sign.isalnum())
    return "L" if word in _MEN else "P" if word in _WOMEN else None


def village_code(text: str) -> str | None:
    """`33.27.04.2010` or `3327042010` with dots; None when it is no code of a village."""
    match = _VILLAGE_CODE.fullmatch(text.strip())
    return ".".join(match.groups()) if match else None
