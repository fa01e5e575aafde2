"""Values as plain data, and text that the fonts of our paper can print.

Nothing is lost silently: a sign without a glyph (an emoji, a Chinese character) prints as `□`, and
`unprintable` names it, so that the page can say so before anybody signs.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from berdaya.kernel.findings import Finding, Severity

NO_GLYPH = "□"
_LARGEST = 2**63 - 1
_KEPT_CONTROLS = "\n\u200c\u200d"
_GLYPHS = Path(__file__).with_name("typst") / "glyphs.txt"


def as_plain(value: Any) -> Any:
    """Text, whole numbers, yes/no, lists and dictionaries; decimals and dates become text.

    Floats and fractions are refused: a rule decides how a ratio is rounded, never a template.
    """
    match value:
        case None | bool():
            return value
        case Enum():
            return as_plain(value.value)
        case str():
            return printable(value)
        case int():
            return value if abs(value) <= _LARGEST else str(value)
        case Decimal():
            return f"{value:f}"
        case dt.datetime():
            raise TypeError("a paper knows dates, not moments: give the date of the territory")
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {str(key): as_plain(item) for key, item in value.items()}
        case Sequence() if not isinstance(value, (bytes, bytearray)):
            return [as_plain(item) for item in value]
    raise TypeError(f"a template prints text, whole numbers and dates, not {type(value).__name__}")


def printable(text: str) -> str:
    """The text with every sign that can be printed; others become `□`, controls and bidi marks go."""
    if text.isascii() and text.isprintable():
        return text
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(kept for sign in normal if (kept := _printed(sign)))


@cache
def _printed(sign: str) -> str:
    """A control or a mark that turns the reading order round has no place on paper: it could hide a name."""
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf"):
        return sign if sign in _KEPT_CONTROLS else ""
    if _has_glyph(ord(sign)):
        return sign
    return "" if category in ("Mn", "Me") else NO_GLYPH


def unprintable(values: Any) -> tuple[Finding, ...]:
    """The signs in these values for which our paper has no glyph, one finding for all of them."""
    lost = sorted({sign for text in _texts(values) for sign in text if _printed(sign) == NO_GLYPH != sign})
    if not lost:
        return ()
    return (
        Finding(
            "documents.no_glyph",
            "Naskah",
            "tanda ini tidak dapat dicetak: " + " ".join(lost[:20]),
            f"Tulis dengan kata-kata; di kertas tanda itu tercetak sebagai {NO_GLYPH}.",
            Severity.WARNING,
        ),
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        for item in value:
            yield from _texts(item)


def _has_glyph(point: int) -> bool:
    return any(first <= point <= last for first, last in _glyph_ranges())


@cache
def _glyph_ranges() -> tuple[tuple[int, int], ...]:
    """Ranges of code points in the fonts of the Typst wheel, measured with the compiler itself."""
    pairs = (line.split("-") for line in _GLYPHS.read_text("ascii").split())
    return tuple((int(pair[0], 16), int(pair[-1], 16)) for pair in pairs)
