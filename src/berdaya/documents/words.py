"""Amounts and dates in words, as receipts and minutes need them."""

import datetime as dt

from lokal import terbilang

from berdaya.kernel.calendar import DAYS, MONTHS


def count_words(value: int) -> str:
    """96 -> `sembilan puluh enam`."""
    return str(terbilang(value))


def rupiah_words(value: int) -> str:
    """1500000 -> `satu juta lima ratus ribu rupiah`."""
    return str(terbilang(value, currency=True))


def receipt_words(value: int) -> str:
    """1500000 -> `Satu juta lima ratus ribu rupiah`, as it stands after "Terbilang"."""
    return str(terbilang(value, currency=True, case="sentence"))


def date_words(day: dt.date) -> str:
    """The opening of minutes: `Kamis, tanggal empat belas bulan Januari tahun dua ribu …`."""
    return (
        f"{DAYS[day.weekday()]}, tanggal {count_words(day.day)} bulan {MONTHS[day.month - 1]}"
        f" tahun {count_words(day.year)} ({day:%d-%m-%Y})"
    )
