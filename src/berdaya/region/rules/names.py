"""Names of places as people write them: the same name with and without spaces, and names that are close.

Equal after `normal_name` means the same name. Close means a proposal for a person, never a match by itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from berdaya.kernel.soundkey import sound_of

_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBER = re.compile(r"(?<![a-z0-9])(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2}|[0-9]+)(?![a-z0-9])")
_SHORTEST_CLOSE = 3
_APOSTROPHES = re.compile("['’‘`´]")
_BEHIND_KIND_WORD = r"\b(?:\.\s*|\s+)(?=\S)"
_SMALL_KIND_WORDS = r"kecamatan|kec|distrik|kelurahan|kel|desa adat|desa|ds"
_LARGE_KIND_WORDS = r"provinsi|propinsi|prov|kabupaten|kab|kota administrasi|kota adm|kotamadya|kota"
_SMALL = re.compile(rf"({_SMALL_KIND_WORDS}){_BEHIND_KIND_WORD}", re.IGNORECASE)
_ANY = re.compile(rf"({_LARGE_KIND_WORDS}|{_SMALL_KIND_WORDS}){_BEHIND_KIND_WORD}", re.IGNORECASE)


def normal_name(text: str) -> str:
    """One form for one name: `KENDAL REJO`, `Kendal-rejo` and `Kendalrejo` give `kendalrejo`.

    Case, accents, apostrophes, signs and spaces do not count. Numbers do, in digits or Roman numerals
    (`Ramunia II` = `Ramunia 2`), and stay apart from each other: `Pakam I,II` is not `Pakam III`.
    """
    return normal_names([text])[0]


def normal_names(texts: Iterable[str]) -> list[str]:
    """`normal_name` of many names in one pass; the whole country takes a few hundredths of a second."""
    given = [text.replace("\n", " ") for text in texts]
    if not given:
        return []
    lines = "\n".join(given)
    lines = _APOSTROPHES.sub("", lines).casefold()
    if not lines.isascii():
        lines = unicodedata.normalize("NFKD", lines).encode("ascii", "ignore").decode()
    lines = _NUMBER.sub(lambda match: f"#{_value(match[0])}", lines)
    return re.sub(r"[^a-z0-9#\n]+", "", lines).split("\n")


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    digits = [_ROMAN[sign] for sign in number]
    following = [*digits[1:], 0]
    return sum(-d if d < after else d for d, after in zip(digits, following, strict=True))


def split_kind_word(text: str) -> tuple[str, str]:
    """`Kec. Moga` -> `kec`, `Moga`; a name that is only such a word stays whole: `Kota` -> ``, `Kota`."""
    name = text.strip()
    word = _ANY.match(name)
    return (word[1].lower(), name[word.end() :]) if word else ("", name)


def without_kind_word(text: str) -> str:
    """The bare name of a village or kecamatan: `Desa Plakaran` -> `Plakaran`.

    `Kota` and the like stay: 166 villages and 46 kecamatan are called `Kota …`.
    """
    name = text.strip()
    word = _SMALL.match(name)
    return name[word.end() :] if word else name


def slips(a: str, b: str, most: int) -> int | None:
    """How many slips (a letter left out, added or changed, or two neighbours swapped) lie between two names.

    None when there are more than `most`.
    """
    if abs(len(a) - len(b)) > most:
        return None
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, sign in enumerate(a):
        older, above, row = above, row, [i + 1]
        for j, other in enumerate(b):
            fewest = min(above[j] + (sign != other), above[j + 1] + 1, row[j] + 1)
            if i and j and sign == b[j - 1] and a[i - 1] == other:
                fewest = min(fewest, older[j - 1] + 1)
            row.append(fewest)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def allowed_slips(name: str) -> int:
    """One slip up to six letters, two beyond: more would make neighbours look like namesakes."""
    return 1 if len(name) <= 6 else 2


def close_names(text: str, normal: Sequence[str]) -> list[int]:
    """Positions of the (normal) names within the allowed slips of a text, closest first, then as given.

    The text counts as written and as it sounds, so that `Tjandi` finds `Candi`.
    """
    wanted = normal_name(text)
    found: dict[int, int] = {}
    for form in {wanted, sound_of(wanted)}:
        if len(form) < _SHORTEST_CLOSE:
            continue
        most = allowed_slips(form)
        for position in _sharing_letters(form, normal, most):
            distance = slips(form, normal[position], most)
            if distance is not None:
                found[position] = min(distance, found.get(position, distance))
    return sorted(found, key=lambda position: (found[position], position))


def _sharing_letters(form: str, normal: Sequence[str], most: int) -> list[int]:
    """Only names that can lie within `most` slips: each slip adds or takes at most two kinds of letters."""
    letters, length = frozenset(form), len(form)
    return [
        position
        for position, name in enumerate(normal)
        if -most <= len(name) - length <= most and len(letters.symmetric_difference(name)) <= 2 * most
    ]
