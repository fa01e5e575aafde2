"""Fiscal years, periods and dates as Indonesian offices use them. Legal dates are dates, without a zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """Tahun anggaran: 1 January to 31 December (UU 17/2003 art. 4)."""

    year: int

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def next(self) -> "FiscalYear":
        return FiscalYear(self.year + 1)

    def __contains__(self, day: date) -> bool:
        return day.year == self.year

    def __str__(self) -> str:
        return f"TA {self.year}"


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and including another; no last day means "still in force"."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("a period must not end before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )


def format_date(day: date) -> str:
    """2026-11-21 -> `21 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_day(day: date) -> str:
    """2026-11-21 -> `Sabtu, 21 November 2026`."""
    return f"{DAYS[day.weekday()]}, {format_date(day)}"


WIB = timezone(timedelta(hours=7), "WIB")


def until_words(due: date, today: date) -> str:
    """`paling lambat 31 Januari 2026`, and once that is over `batasnya 31 Januari 2026 sudah lewat`."""
    return f"batasnya {format_date(due)} sudah lewat" if due < today else f"paling lambat {format_date(due)}"


def today() -> date:
    """Today in western Indonesia, for commands; pages use the zone of their territory."""
    return datetime.now(WIB).date()


def greeting(hour: int) -> str:
    """Selamat pagi until eleven, siang until fifteen, sore until eighteen, malam after."""
    for until, words in ((11, "Selamat pagi"), (15, "Selamat siang"), (18, "Selamat sore")):
        if hour < until:
            return words
    return "Selamat malam"
