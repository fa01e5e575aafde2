"""What one cell says: codes, counts, yes/no in the two styles of the paper form, identity papers as bits.

These functions are the definition; `importing.values` reads plain whole numbers by the million and asks here
for every other way of writing, once per distinct text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from berdaya.register.rules.profiles import Column, Type, plain

UNREADABLE = -1

_WHOLE = re.compile(r"\+?(\d{1,9})(?:[.,]0{1,2})?", re.ASCII)
_AREA = re.compile(r"\+?(\d{1,9})(?:[.,](\d+))?", re.ASCII)
_THOUSANDS = 3  # as many digits behind a sign may be a thousand as well as a decimal
_LABELLED = re.compile(r"(\d{1,2})\s*[-.:)=]\s*[^\W\d].*", re.DOTALL)
_YES_NO_WORDS = {"ya": 1, "y": 1, "ada": 1, "tidak": 2, "t": 2, "tdk": 2, "tidakada": 2}
_SEX_WORDS = {"l": 1, "lk": 1, "lakilaki": 1, "pria": 1, "p": 2, "pr": 2, "perempuan": 2, "wanita": 2}


def read_cell(column: Column, text: str) -> int | None:
    """The value of a cell: None when it is empty, UNREADABLE when no value can be read from it.

    Forgiven: spaces, a leading apostrophe, `5.0`, `05`, `3 - Kayu`, and the label in words. An area is told
    in tenths of a square metre (`read_area`); elsewhere a decimal cannot be read.
    """
    cleaned = _cleaned(text)
    if not cleaned or cleaned in {"-", "NULL", "null", "NaN"}:
        return None
    if column.recode:
        told = column.recode.get(plain(cleaned))
        return UNREADABLE if told is None else told * (10 if column.type is Type.AREA else 1)
    if column.type is Type.AREA:
        return read_area(cleaned)[0]
    if whole := _WHOLE.fullmatch(cleaned):
        return int(whole[1])
    if column.type is Type.COUNT:
        return UNREADABLE
    if labelled := _LABELLED.fullmatch(cleaned):
        return int(labelled[1])
    return _words(column).get(plain(cleaned), UNREADABLE)


def _cleaned(text: str) -> str:
    return text.strip().lstrip("'").strip()


def read_area(text: str) -> tuple[int, bool]:
    """Tenths of a square metre, and whether anything smaller was left out: `21,65` is 216, and 0,05 is gone.

    `1.000` may be a thousand or one: three digits behind the sign cannot be read.
    """
    found = _AREA.fullmatch(_cleaned(text))
    if found is None or len(found[2] or "") == _THOUSANDS:
        return UNREADABLE, False
    decimals = found[2] or "0"
    return 10 * int(found[1]) + int(decimals[0]), bool(decimals[1:].strip("0"))


def _words(column: Column) -> Mapping[str, int]:
    labels = {plain(label): code for code, label in column.codes.items()}
    if column.type is Type.YES_NO:
        return labels | _YES_NO_WORDS
    return labels | _SEX_WORDS if column.name == "jk" else labels


def yes_or_no(value: int) -> int | None:
    """1 and 3 are yes, 2 and 4 are no: neighbouring questions of the form use 1/2 and 3/4 in turn."""
    return {1: 1, 3: 1, 2: 0, 4: 0}.get(value)


class PaperStyle(StrEnum):
    """How a file writes the identity papers a person holds."""

    BITS = "bitsum"
    SINGLE = "single"
    ASK = "ask"


BIRTH_CERTIFICATE, STUDENT_CARD, KTP, DRIVING_LICENCE = 1, 2, 4, 8
_SINGLE_TO_BITS = {0: 0, 1: BIRTH_CERTIFICATE, 2: STUDENT_CARD, 3: KTP, 4: DRIVING_LICENCE}
_SAME_IN_BOTH = frozenset({0, 1, 2})
_ONLY_BITS = frozenset({5, 6, 7, *range(9, 16)})


def paper_style(all_ages: Iterable[int], adults: Iterable[int]) -> PaperStyle:
    """Bit sum when a sum occurs; single choice when 3 is the commonest among adults; else ask.

    In the bit sum 3 is certificate + student card and 4 is KTP; in the single choice 3 is KTP and 4 SIM.
    """
    if any(value in _ONLY_BITS for value in all_ages):
        return PaperStyle.BITS
    counts = Counter(adults)
    if counts and counts[3] == max(counts.values()) and list(counts.values()).count(counts[3]) == 1:
        return PaperStyle.SINGLE
    return PaperStyle.ASK


def papers(value: int, style: PaperStyle) -> int | None:
    """The papers as bits 1 certificate, 2 student card, 4 KTP, 8 SIM; None when nobody can tell."""
    if style is PaperStyle.BITS:
        return value if 0 <= value <= 15 else None
    if style is PaperStyle.SINGLE:
        return _SINGLE_TO_BITS.get(value)
    return value if value in _SAME_IN_BOTH else None


def none_shift(values: Mapping[int, int]) -> int:
    """1 when a file renumbers "none" from 0 to 1: no zero at all, and more than half of the values are 1."""
    total = sum(values.values())
    return 1 if values.get(0, 0) == 0 and 2 * values.get(1, 0) > total else 0


def school_style(values: Iterable[int], usual: str) -> str:
    """`012` (never, attending, no longer) or `123`; the profile's own when the values do not tell."""
    seen = set(values)
    if 0 in seen:
        return "012"
    return "123" if 3 in seen else usual


def schooling(value: int, style: str) -> int | None:
    """0 never, 1 attending, 2 no longer, whatever the style of the file."""
    canonical = value - 1 if style == "123" else value
    return canonical if canonical in (0, 1, 2) else None
