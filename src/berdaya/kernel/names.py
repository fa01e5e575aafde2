"""Names of people as lists write them, brought to one form (`docs/explanations/name-normalisation.md`).

`person_name` follows nine steps, N1 to N9, in that order. It is for *finding* the same person in two lists;
it never replaces the name that was written, and it says nothing about who a person is.
"""

import re
import unicodedata
from dataclasses import dataclass

_MARKS = re.compile("['’‘`´ʼʻʹ′‛]")
_BRACKETED = re.compile(r"[(\[{][^()\[\]{}]*(?:[)\]}]|$)")

# Two letters or more behind the first dot cannot be initials: a degree wherever it stands.
_LONG_DEGREE = re.compile(
    r"(?<![a-z.])(?:"
    r"s ?\. ?(?:pd(?: ?\.? ?(?:i|sd))?|sos(?: ?\.? ?i)?|th ?\.? ?i"
    r"|ag|kom|ip|kep|km|si|hum|psi|pt|hut|farm|ked|gz|tr|ap)"
    r"|m ?\. ?(?:pd(?: ?\.? ?i)?|si|ag|kom|kes|hum|ap|sc|eng|ked|farm)"
    r"|a ?\. ?(?:md(?: ?\.? ?(?:keb|kep|kom|pd|gz|ak))?|ma(?: ?\.? ?pd)?)"
    r"|ph ?\. ?d|b ?\. ?sc"
    r")(?![a-z]) ?\.?"
)
# Two single letters could be initials ("S.H. Mintardja"): a degree only behind a whole word.
_SHORT_DEGREE = re.compile(
    r"(?<=[a-z]{2}[ .])(?:(?:s ?\. ?[ehtp]|m ?\. ?[hmt]|b ?\. ?a)(?![a-z]) ?\.? ?)+(?![a-z.])"
)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HAJI = _set_of("h hj haji hajah kh")
_LATE = _set_of("alm almh")
_TITLES = (
    _HAJI
    | _LATE
    | _set_of("k kyai ki nyai ustadz ust ustad ustadzah dr drs dra drg ir prof")
    | _set_of("bpk bapak ibu ny nyonya tn tuan sdr sdri rd raden")
)
_TRAILING = _LATE | _set_of("ii iii spd sag sh se skom ssos sip mm msi mpd amd skep skm ssi")
_CHILD_OF = _set_of("bin binti bt")
_MUHAMMAD = (
    _set_of("moh moch mohd mochamad mochammad mohamad mohammad moehamad moehammad moechamad moechammad")
    | _set_of("muh muhd mhd md muhamad muhammad muchamad muchammad mukhamad mukhammad")
    | _set_of("mokh mokhamad mokhammad")
)
_SHORTENED = {"m": "muhammad", "abd": "abdul", "abdl": "abdul", "abdoel": "abdul", "st": "siti"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in one form. `nama_baku` is None when nothing that could be a name was written."""

    nama_baku: str | None
    kata: tuple[str, ...]
    gelar_haji: bool
    alm: bool
    nama_ayah: str | None

    @property
    def n_kata(self) -> int:
        return len(self.kata)


def person_name(text: str) -> PersonName:
    """Bring a written name to one form: `H. Moch. Soekardjo, S.Pd` -> `muhammad soekardjo`, gelar_haji."""
    plain = _plain_letters(text)
    kept = _without_brackets_and_degrees(plain)
    words, titles = _without_titles(_as_words(kept))
    words, endings = _without_endings(words)
    words, father = _split_at_child_of(words)
    words, more_endings = _without_endings(words)
    kata = _with_full_first_word(words)
    return PersonName(
        nama_baku=" ".join(kata) or None,
        kata=tuple(kata),
        gelar_haji=bool(_HAJI & set(titles)),
        alm=_is_late(titles + more_endings + (endings if father is None else []), plain),
        nama_ayah=father,
    )


def _plain_letters(text: str) -> str:
    """N1: letters without accents or apostrophes, in lower case."""
    decomposed = unicodedata.normalize("NFKD", _MARKS.sub("", text))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"\s+", " ", _MARKS.sub("", bare)).strip().lower()


def _without_brackets_and_degrees(text: str) -> str:
    """N2: nothing in brackets, nothing from the first comma on, no degree written with dots."""
    while (shorter := _BRACKETED.sub(" ", text)) != text:
        text = shorter
    text = re.sub(r"\s+", " ", text.split(",", 1)[0])
    return _SHORT_DEGREE.sub(" ", _LONG_DEGREE.sub(" ", text))


def _as_words(text: str) -> list[str]:
    """N3: `.`, `-` and `/` part words; other signs and digits go."""
    return re.sub(r"[^a-z ]", "", re.sub(r"[.\-/\s]", " ", text)).split()


def _without_titles(words: list[str]) -> tuple[list[str], list[str]]:
    """N4: leading titles go while a word remains; a title alone is a name. Gives (words, titles)."""
    first = 0
    while first < len(words) - 1 and words[first] in _TITLES:
        first += 1
    return words[first:], words[:first]


def _without_endings(words: list[str]) -> tuple[list[str], list[str]]:
    """N5: trailing degrees and "alm" go while a word remains. Gives (words, endings)."""
    last = len(words)
    while last > 1 and words[last - 1] in _TRAILING:
        last -= 1
    return words[:last], words[last:]


def _split_at_child_of(words: list[str]) -> tuple[list[str], str | None]:
    """N6: "Kasturi bin Wastap" is Kasturi, child of Wastap."""
    for position, word in enumerate(words):
        if position and word in _CHILD_OF:
            return words[:position], " ".join(words[position + 1 :]) or None
    return words, None


def _with_full_first_word(words: list[str]) -> list[str]:
    """N7, N8: the short forms of Muhammad, Abdul and Siti in first place are written out."""
    if not words:
        return words
    first, rest = words[0], words[1:]
    if first in _MUHAMMAD:
        return ["muhammad", *rest]
    return [_SHORTENED.get(first, first), *rest] if rest else words


def _is_late(own_titles: list[str], plain: str) -> bool:
    """Dead, as the list says: a title or ending of the person himself, or `(Alm)` before any "bin"."""
    before_father = re.split(r"\s(?:bin|binti|bt)\s", plain)[0]
    return bool(_LATE & set(own_titles)) or re.search(r"[(\[{,]\s*almh?\b", before_father) is not None
