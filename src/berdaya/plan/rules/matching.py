"""Suggestions while typing: items whose words begin like, or sound like, what was typed.

A `Matcher` is built once for an edition and asked at each key; it looks at each different word once, so that
thousands of items cost a few milliseconds.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, Protocol, TypeVar

from berdaya.kernel.soundkey import sound_of

MOST: Final = 8
LEAST_LETTERS: Final = 2
_SOUND_FROM: Final = 4
_PASSED_OVER: Final = frozenset({"dan", "di", "ke", "untuk", "yang", "dari", "dengan", "atau", "pada"})
_SAME, _BEGINS, _SOUNDS, _SOUNDS_BEGUN = 8, 6, 4, 3


class Named(Protocol):
    """What can be found: by its name, what it is called besides, and its code."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def also(self) -> str: ...


Item = TypeVar("Item", bound=Named)


@dataclass(frozen=True, slots=True)
class Match(Generic[Item]):
    """An item, how many of the typed words it has, and how well they fit."""

    item: Item
    words: int
    score: int


class Matcher(Generic[Item]):
    """Items by their words. Names weigh twice what other names weigh."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: Sequence[Item] = tuple(items)
        self._holders: dict[str, dict[int, int]] = {}
        for at, item in enumerate(self.items):
            for text, weight in ((item.also, 1), (item.code, 2), (item.name, 2)):
                for word in words_of(text):
                    held = self._holders.setdefault(word, {})
                    held[at] = max(weight, held.get(at, 0))

    def find(self, text: str, most: int = MOST) -> list[Match[Item]]:
        """Best first: more of the typed words, then the better fit, then the order of the list."""
        typed = words_of(text)
        if not typed or len(text.strip()) < LEAST_LETTERS:
            return []
        words: dict[int, int] = {}
        scores: dict[int, int] = {}
        for word in typed:
            for at, score in self._fits(word).items():
                words[at] = words.get(at, 0) + 1
                scores[at] = scores.get(at, 0) + score
        best = sorted(words, key=lambda at: (-words[at], -scores[at], at))
        return [Match(self.items[at], words[at], scores[at]) for at in best[:most]]

    def _fits(self, word: str) -> dict[int, int]:
        fits: dict[int, int] = {}
        for known, held in self._holders.items():
            if fit := _fit(word, known):
                for at, weight in held.items():
                    fits[at] = max(fits.get(at, 0), fit * weight)
        return fits


def matches(text: str, items: Iterable[Item], most: int = MOST) -> list[Item]:
    """The items that a typed text may mean, best first. Asked often, keep a `Matcher`."""
    return [match.item for match in Matcher(items).find(text, most)]


def words_of(text: str) -> list[str]:
    """The telling words of a text, each once: lower case, without marks."""
    found = re.findall(r"[a-z0-9]+", text.lower())
    return [word for word in dict.fromkeys(found) if word not in _PASSED_OVER]


def _fit(typed: str, known: str) -> int:
    """How well a known word answers a typed one; 0 when it does not."""
    if typed == known:
        return _SAME
    if known.startswith(typed):
        return _BEGINS
    if len(typed) < _SOUND_FROM or not typed.isalpha() or not known.isalpha():
        return 0
    heard, other = _sound(typed), _sound(known)
    if heard == other:
        return _SOUNDS
    return _SOUNDS_BEGUN if len(heard) >= _SOUND_FROM and other.startswith(heard) else 0


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    return sound_of(word)
