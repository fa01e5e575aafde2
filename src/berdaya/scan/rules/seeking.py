"""Somebody in the households of a round by name: words begun, spelled otherwise, or heard alike. Pure.

A name that fits is a reason to look, never a proof of who somebody is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from berdaya.kernel.findings import Finding
from berdaya.kernel.names import person_name
from berdaya.kernel.soundkey import sound_of

LEAST_LETTERS: Final = 3


class Fit(IntEnum):
    """How well a name fits, the best first."""

    SAME = 0
    BEGUN = 1
    HEARD = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A household (its number in the list that was searched), the place of the name that fits best in it,
    and how well. Place 0 is the head."""

    home: int
    place: int
    fit: Fit


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody typed, brought to one form once. Words that occur again are heard once for a search;
    nothing is kept after it."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    _heard: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Sought":
        words = person_name(text).kata
        return cls(words, tuple(sound_of(word) for word in words))

    def fit(self, written: str) -> Fit | None:
        """Every word asked for begins a word of the name, or sounds like its beginning; in any order."""
        words = person_name(written).kata
        if words == self.words:
            return Fit.SAME
        if all(any(word.startswith(asked) for word in words) for asked in self.words):
            return Fit.BEGUN
        sounds = [self._sound(word) for word in words]
        return (
            Fit.HEARD if all(any(_heard_in(asked, one) for one in sounds) for asked in self.sounds) else None
        )

    def _sound(self, word: str) -> str:
        if word not in self._heard:
            self._heard[word] = sound_of(word)
        return self._heard[word]


def _heard_in(asked: str, sound: str) -> bool:
    """A sound of one or two letters begins too many words to say anything: it must be the whole word."""
    return sound == asked or (len(asked) >= LEAST_LETTERS and sound.startswith(asked))


def sought_faults(text: str) -> list[Finding]:
    """Too little to look for anybody; numbers are looked for elsewhere."""
    if any(sign.isdigit() for sign in text):
        advice = "Tulis namanya. NIK dan nomor KK dicari di Register, Cari satu rumah tangga."
        return [Finding("scan.sought_number", "nama", "memuat angka", advice)]
    if sum(len(word) for word in person_name(text).kata) < LEAST_LETTERS:
        advice = f"Tulis paling sedikit {LEAST_LETTERS} huruf dari namanya."
        return [Finding("scan.sought_short", "nama", "terlalu pendek untuk dicari", advice)]
    return []


def found_in(sought: Sought, homes: Iterable[tuple[str, ...]]) -> list[Hit]:
    """The households in which somebody fits, best first: the same name, the head before others, then in the
    order in which the households came. `homes` are the names of each, the head first."""
    hits = (_best(sought, at, names) for at, names in enumerate(homes))
    return sorted((hit for hit in hits if hit), key=lambda hit: (hit.fit, hit.place > 0, hit.home))


def _best(sought: Sought, home: int, names: tuple[str, ...]) -> Hit | None:
    fits = ((sought.fit(name), place) for place, name in enumerate(names))
    best = min(((fit, place) for fit, place in fits if fit is not None), default=None)
    return None if best is None else Hit(home, best[1], best[0])
