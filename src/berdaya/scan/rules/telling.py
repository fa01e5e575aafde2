"""How a part of a whole is told to those who do not work with the households themselves, and on paper.

Small parts are hidden, percentages need a base, "all of a few" is not said outright.
"""

from typing import Final

from berdaya.hardship.rules.showing import NEARLY_ALL, Thresholds
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.kernel.shares import round_half_up
from berdaya.scan.rules.checking import Value
from berdaya.scan.rules.counting import Homes

NO_NEWS: Final = "belum ada kabar"


def told_count(number: int, limits: Thresholds | None) -> str:
    """`132`; with limits `<10`."""
    return f"<{limits.least}" if limits and 0 < number < limits.least else format_count(number)


def told_parts(homes: Homes, limits: Thresholds | None) -> str:
    """Where the households of a round come from; with limits no small part, nor what would give it away."""
    small = limits is not None and any(0 < n < limits.least for n in (homes.register, homes.added))
    return "dari register dan tambahan musyawarah" if small and homes.added else homes.parts


def told_homes(homes: Homes, limits: Thresholds | None) -> str:
    """`132 rumah tangga: 131 dari register, 1 ditambahkan musyawarah`."""
    words = f"{told_count(homes.total, limits)} rumah tangga"
    return f"{words}: {told_parts(homes, limits)}" if homes.added else words


def told_value(value: Value | None, limits: Thresholds | None) -> str:
    """`40 dari 132 (30%)`; with limits `<10 dari 132`. Without limits (who works here) nothing is hidden."""
    if value is None:
        return "–"
    if limits is None:
        return value.words
    if 0 < value.whole < limits.least:
        return f"dari <{limits.least}"
    whole = f"dari {format_count(value.whole)}"
    if 0 < value.part == value.whole < limits.base:
        return NEARLY_ALL
    if 0 < value.part < limits.least:
        return f"<{limits.least} {whole}"
    words = f"{format_count(value.part)} {whole}"
    return f"{words} ({format_percent(value.share, 0)})" if value.whole >= limits.base else words


def told_percent(value: Value | None, limits: Thresholds | None) -> int | None:
    """Whole per cent where it may be told."""
    if value is None or (limits and (value.whole < limits.base or 0 < value.part < limits.least)):
        return None
    return int(round_half_up(value.share * 100))


def told_done(done: int | None, volume: int, unit: str) -> str:
    """How far a line of a plan is: `5 dari 12 unit`. A line of which nobody wrote news is not at zero."""
    return NO_NEWS if done is None else f"{format_count(done)} dari {format_count(volume)} {unit}"


def told_silent(silent: int) -> str:
    """`2 baris belum ada kabar`; nothing where every line has news."""
    return f"{format_count(silent)} baris {NO_NEWS}" if silent else ""


def told_marks(value: Value | None) -> str:
    """Marks of potentials are about no person: `58%`."""
    return "–" if value is None else format_percent(value.share, 0)
