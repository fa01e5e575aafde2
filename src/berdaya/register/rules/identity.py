"""What a NIK or KK number shows about itself. There is no check digit: passing is weak evidence, not proof.

A NIK keeps the region and birth date under which it was first given; it is never rejected because they differ
from today's (UU 23/2006 art. 13). A number that passed through a spreadsheet as a number has lost digits and
is never repaired.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

LENGTH = 16
WOMEN_ADD = 40
_SPREADSHEET = re.compile(r"\d(?:[.,]\d+)?E\+?\d+|\d+[.,]0+", re.ASCII | re.IGNORECASE)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_spreadsheet_number(text: str) -> bool:
    """`3.32705E+15`, `3,3E+15` or `3327045507880001.0`: a spreadsheet made a number of it."""
    return _SPREADSHEET.fullmatch(text) is not None


def nik_fault(text: str, provinces: Collection[int]) -> str | None:
    """The first fault of a NIK as a code of `faults`, None when it passes."""
    if is_spreadsheet_number(text):
        return "nik.number"
    if not (text.isascii() and text.isdigit()):
        return "nik.letters"
    if len(text) != LENGTH:
        return "nik.length"
    if len(set(text)) == 1:
        return "nik.same_digits"
    if int(text[:2]) not in provinces:
        return "nik.province"
    day, month = _birth_day(text), int(text[8:10])
    if not 1 <= day <= 31:
        return "nik.day"
    if not 1 <= month <= 12:
        return "nik.month"
    if not _is_date(day, month, int(text[10:12])):
        return "nik.date"
    return "nik.serial" if text[12:] == "0000" else None


def _birth_day(nik: str) -> int:
    day = int(nik[6:8])
    return day - WOMEN_ADD if day > WOMEN_ADD else day


def _is_date(day: int, month: int, year: int) -> bool:
    """Is there such a day in 19YY or 20YY? 29 February: 1900 had none, 2000 had."""
    return day <= _DAYS[month - 1] and not (day == 29 and month == 2 and year % 4)


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What a NIK without a fault says about its holder."""

    woman: bool
    born: date


def read_nik(nik: str, reference: date, age: int | None = None) -> NikFacts:
    """Sex and birth date of a NIK that passed. YY up to the reference year is 20YY, else 19YY; an age that
    contradicts by 90 years or more turns the century."""
    day, month, year = _birth_day(nik), int(nik[8:10]), int(nik[10:12])
    century = 2000 if year <= reference.year % 100 else 1900
    if age is not None and abs(reference.year - (century + year) - age) >= 90:
        century = 3900 - century
    if (day, month, year, century) == (29, 2, 0, 1900):
        century = 2000
    return NikFacts(int(nik[6:8]) > WOMEN_ADD, date(century + year, month, day))


def kk_fault(text: str, provinces: Collection[int]) -> str | None:
    """The first fault of a KK number: region, day of recording (no + 40), serial."""
    if is_spreadsheet_number(text):
        return "kk.number"
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()):
        return "kk.form"
    day, month = int(text[6:8]), int(text[8:10])
    fits = (
        int(text[:2]) in provinces
        and 1 <= month <= 12
        and day >= 1
        and _is_date(day, month, int(text[10:12]))
        and text[12:] != "0000"
    )
    return None if fits else "kk.form"


def masked(number: str) -> str:
    """How a number may be shown: the region part and the last two digits."""
    return f"{number[:4]}••••••••••{number[-2:]}" if len(number) == LENGTH else "•" * len(number)
