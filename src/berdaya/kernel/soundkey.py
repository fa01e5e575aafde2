"""How a name sounds: the spellings of before 1972 and of today give one key.

Eleven steps, P1 to P11, word by word and in that order, on a name that `person_name` has brought to one form.
Equal keys are a reason to look, never a proof that two people are one. Worked examples:
`docs/explanations/name-normalisation.md`.
"""

import re
from dataclasses import dataclass

from berdaya.kernel.names import PersonName

_OLD_SPELLING = re.compile(r"oe|dj|tj|sj|nj(?=[aeiou])")
_ALWAYS = (("oe", "u"), ("dj", "J"), ("tj", "c"), ("sj", "sy"))
_IF_OLD = (("nj", "ny"), ("j", "y"))
_BACK = (("lj", "ly"), ("J", "j"))
_DIGRAPHS = (
    ("kh", "h"),
    ("ch", "h"),
    ("sy", "s"),
    ("dz", "j"),
    ("dh", "d"),
    ("th", "t"),
    ("ts", "s"),
    ("gh", "g"),
    ("ph", "p"),
)
_LETTERS = str.maketrans({"f": "p", "v": "p", "q": "k", "x": "ks", "z": "j"})
_Y_NOT_BEFORE_VOWEL = re.compile(r"y(?![aeiou])")
_DOUBLED = re.compile(r"(.)\1+")
_IY = re.compile(r"iy(?=[aou])")
_UW = re.compile(r"uw(?=[aei])")


@dataclass(frozen=True, slots=True)
class SoundKey:
    """`key` keeps the words apart, `joined` does not; `javanese` also reads a final a as o."""

    key: str
    joined: str
    javanese: str

    def same_as(self, other: "SoundKey") -> bool:
        """Do both sound alike, with the words apart or together? Two empty names never do."""
        return bool(self.joined) and self.joined == other.joined


def sound_key(name: PersonName) -> SoundKey:
    """`Sri Moeljani` and `Sri Mulyani` -> `sri mulyani`."""
    words = [sound_of(word) for word in name.kata]
    javanese = [word[:-1] + "o" if len(word) > 1 and word.endswith("a") else word for word in words]
    return SoundKey(" ".join(words), "".join(words), " ".join(javanese))


def sound_of(word: str) -> str:
    """The key of one word in plain lower-case letters."""
    old_spelling = _OLD_SPELLING.search(word) is not None  # P1
    word = _replaced(word, _ALWAYS)  # P2, P3
    if old_spelling:
        word = _replaced(word, _IF_OLD)  # P4
    word = _replaced(word, _BACK)  # P5
    word = _replaced(word, _DIGRAPHS)  # P6
    word = word.translate(_LETTERS)  # P7
    word = _Y_NOT_BEFORE_VOWEL.sub("i", word)  # P8
    word = _DOUBLED.sub(r"\1", word)  # P9
    word = _UW.sub("u", _IY.sub("i", word))  # P10
    return word[:-1] if len(word) > 1 and word.endswith("h") else word  # P11


def _replaced(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for written, heard in pairs:
        word = word.replace(written, heard)
    return word
