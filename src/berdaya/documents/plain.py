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
    normal = _normal(text)
    return "".join(_printed(sign, before) for before, sign in zip(f" {normal}", normal, strict=False))


def _normal(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", lines)


def _printed(sign: str, before: str) -> str:
    """A control or a mark that turns the reading order round has no place on paper: it could hide a name."""
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf"):
        return sign if sign == "\n" else ""
    if category in ("Mn", "Me"):
        return sign if _sits_on(sign, before) else ""
    return sign if _has_glyph(ord(sign)) else NO_GLYPH


def _sits_on(mark: str, before: str) -> bool:
    """One mark over a Latin or Arabic letter: both stand in one font. Other pairs the compiler refuses."""
    latin = "\u0300" <= mark <= "\u036f" and before < "\u0250"
    arabic = "\u064b" <= mark <= "\u0655" and "\u0620" <= before <= "\u06ff"
    return (latin or arabic) and before.isalpha() and _has_glyph(ord(mark)) and _has_glyph(ord(before))


def unprintable(values: Any) -> tuple[Finding, ...]:
    """The signs in these values for which our paper has no glyph, one finding for all of them."""
    lost = sorted({sign for text in _texts(values) for sign in _lost(_normal(text))})
    if not lost:
        return ()
    return (
        Finding(
            "documents.no_glyph",
            "Naskah",
            "tanda ini tidak dapat dicetak: " + " ".join(lost[:20]),
            f"Tulis dengan kata-kata; di kertas tanda itu hilang atau tercetak sebagai {NO_GLYPH}.",
            Severity.WARNING,
        ),
    )


def _lost(text: str) -> Iterator[str]:
    for before, sign in zip(f" {text}", text, strict=False):
        if unicodedata.category(sign) not in ("Cc", "Cf") and _printed(sign, before) != sign:
            yield sign


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        for item in value:
            yield from _texts(item)


@cache
def _has_glyph(point: int) -> bool:
    return any(first <= point <= last for first, last in _glyph_ranges())


@cache
def _glyph_ranges() -> tuple[tuple[int, int], ...]:
    """Signs of the fonts in the Typst wheel, measured with the compiler itself, one by one and in company.

    Scripts whose letters are built from parts (Devanagari, Thai, Lao) are left out: the fonts have some of
    their signs, but not their words.
    """
    pairs = (line.split("-") for line in _GLYPHS.read_text("ascii").split())
    return tuple((int(pair[0], 16), int(pair[-1], 16)) for pair in pairs)
