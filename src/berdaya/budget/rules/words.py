"""Looking for words in what people wrote. It suggests; the reviewer decides."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from berdaya.kernel.numbers import parse_count

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?![\d.,]\d)|(?<![\w.,])\d+(?![\d]|[.,]\d)")
_BULLET = re.compile(r"^\s*(?:[-–•*]|[a-z0-9]{1,2}[.)])\s+", re.IGNORECASE)
_SO_MANY = r"(?:\s+(?:sebanyak|sejumlah|berjumlah))?\s*[:=]?\s*"
_COUNT = r"(\d[\d.]*)(?![\d.,]*\s*(?:%|persen))"
_SHARE = r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|persen)"
_MEN = re.compile(rf"\bL(?:aki-laki)?{_SO_MANY}{_COUNT}", re.IGNORECASE)
_WOMEN = re.compile(rf"\bP(?:erempuan)?{_SO_MANY}{_COUNT}", re.IGNORECASE)
_LETTERS = re.compile(r"(?<![\w/.])[LP](?=\s*[:=]?\s*\d)|(?<=\d )[LP](?![\w/.])|(?<=\d)[LP](?![\w/.])")
_MEN_SHARE = re.compile(rf"\bL(?:aki-laki)?{_SO_MANY}{_SHARE}", re.IGNORECASE)
_WOMEN_SHARE = re.compile(rf"\bP(?:erempuan)?{_SO_MANY}{_SHARE}", re.IGNORECASE)


def flat(text: str) -> str:
    """One line: pasted tables and line breaks become single spaces."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Without the bullet or letter in front of it."""
    return _BULLET.sub("", flat(text))


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def numbers_in(text: str) -> list[int]:
    """The whole numbers of a text; `62,5` and `7.01.03` are none."""
    found = (parse_count(match) for match in _NUMBER.findall(text))
    return [number for number in found if number is not None]


def sexes_in(text: str) -> tuple[int, int] | None:
    """`L 36, P 54` anywhere in a text."""
    men, women = _MEN.search(text), _WOMEN.search(text)
    if men is None or women is None:
        return None
    counts = parse_count(men[1].rstrip(".")), parse_count(women[1].rstrip("."))
    return None if counts[0] is None or counts[1] is None else (counts[0], counts[1])


def sex_letters_in(text: str) -> list[str]:
    """`L` and `P` as capital letters of their own beside a number: `RT P 17/96`."""
    return [match.group() for match in _LETTERS.finditer(text)]


def shares_in(text: str) -> tuple[str, str] | None:
    """`laki-laki 76,08%, perempuan 23,92%` anywhere in a text, as typed."""
    men, women = _MEN_SHARE.search(text), _WOMEN_SHARE.search(text)
    return (men[1], women[1]) if men and women else None


def likeness(one: str, other: str) -> Fraction:
    """The share of words that two texts have in common, of the longer one; 1 is the same words."""
    mine, yours = set(words_of(one)), set(words_of(other))
    return Fraction(len(mine & yours), max(len(mine), len(yours), 1))


@cache
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    parts = sorted(terms, key=len, reverse=True)
    body = "|".join(
        re.escape(term.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if term.endswith("*") else "(?![\\w])")
        for term in parts
    )
    return re.compile(rf"(?<![\w])(?:{body})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """The term lists of the rulebook."""

    lists: Mapping[str, tuple[str, ...]]

    def found(self, name: str, text: str) -> list[str]:
        """The terms of a list that stand in a text, as written there."""
        return [match.casefold() for match in _pattern(self.lists[name]).findall(text)]

    def spans(self, name: str, text: str) -> list[tuple[int, int]]:
        """Where the terms of a list stand in a text."""
        return [match.span() for match in _pattern(self.lists[name]).finditer(text)]

    def has(self, name: str, text: str) -> bool:
        return _pattern(self.lists[name]).search(text) is not None

    def distinctive(self, text: str, beside: Iterable[str] = ()) -> set[str]:
        """The words that tell one subject from another: no common words, none of `beside`, no numbers."""
        common = set(self.lists["stop"]) | {word for name in beside for word in words_of(name)}
        parts = {part for word in words_of(text) for part in (word, *re.split("[-/]", word))}
        return {word for word in parts - common if not word.isdigit() and (len(word) > 2 or _is_body(word))}


def _is_body(word: str) -> bool:
    return word in ("rt", "rw")


def words_from(values: Mapping[str, Iterable[str]]) -> Words:
    return Words({name: tuple(terms) for name, terms in values.items()})
