"""RT, RW, dusun and birth dates as lists write them, made comparable. Nothing is guessed: unclear is None."""

import re
from dataclasses import dataclass
from datetime import date

_BOTH_LABELS = re.compile(r"\brt\s*[/.\-]?\s*rw\b", re.IGNORECASE)
_RT = re.compile(r"\brt\s*[.:]?\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_RW = re.compile(r"(?:\b|(?<=\d))rw\s*[.:]?\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_PAIR = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3})(?![\d/])")
_WORDS_AROUND_A_DUSUN = frozenset(
    ("dkh", "dk", "dsn", "dusun", "dukuh", "kp", "kampung", "jl", "jln", "gg", "rt", "rw")
)
_DEFAULT_BIRTHDAYS = frozenset({(1, 1), (12, 31), (7, 1)})


@dataclass(frozen=True, slots=True)
class RtRw:
    """RT and RW with three digits, in the order written; None where it was not written."""

    rt: str | None
    rw: str | None

    @property
    def sorted_pair(self) -> tuple[str, ...]:
        """For two lists of which one swapped RT and RW."""
        return tuple(sorted(part for part in (self.rt, self.rw) if part is not None))


def parse_rt_rw(text: str) -> RtRw | None:
    """`RT 3/RW 1`, `003/001`, `RT03 RW.01`, `RT/RW 3/1` -> 003, 001. None when neither is there."""
    if not _BOTH_LABELS.search(text):
        rt, rw = _RT.search(text), _RW.search(text)
        if rt or rw:
            return RtRw(_three_digits(rt and rt[1]), _three_digits(rw and rw[1]))
    pair = _PAIR.search(text)
    return RtRw(_three_digits(pair[1]), _three_digits(pair[2])) if pair else None


def plain_dusun(text: str) -> str:
    """`Dk. Krajan RT 03/RW 01` -> `krajan`: without the words for hamlet and street, RT and RW."""
    words = re.sub(r"[^a-z]", " ", text.lower()).split()
    return " ".join(word for word in words if word not in _WORDS_AROUND_A_DUSUN)


def default_birthday(day: date) -> bool:
    """Written because nobody knew the day (1 January, 31 December, 1 July)? Then compare the year only."""
    return (day.month, day.day) in _DEFAULT_BIRTHDAYS


def _three_digits(digits: str | None) -> str | None:
    return None if digits is None else digits.zfill(3)
