"""Names of places as people write them: the same name with and without spaces, and names that are close.

Equal after `normal_name` means the same name. Close means a proposal for a person, never a match by itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBER = re.compile(r"(?<![a-z0-9])(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2}|[0-9]+)(?![a-z0-9])")
_APOSTROPHES = re.compile("['’‘`´]")
_KIND_WORDS = re.compile(
    r"(?:provinsi|propinsi|prov|kabupaten|kab|kota administrasi|kota adm|kota|kotamadya|kecamatan|kec|distrik"
    r"|kelurahan|kel|desa adat|desa|ds)\b\.?\s+(?=\S)",
    re.IGNORECASE,
)


def normal_name(text: str) -> str:
    """One form for one name: `KENDAL REJO`, `Kendal-rejo` and `Kendalrejo` give `kendalrejo`.

    Case, accents, apostrophes, signs and spaces do not count. Numbers do, in digits or Roman numerals
    (`Ramunia II` = `Ramunia 2`), and stay apart from each other: `Pakam I,II` is not `Pakam III`.
    """
    return normal_names([text])[0]


def normal_names(texts: Iterable[str]) -> list[str]:
    """`normal_name` of many names in one pass; the whole country takes a few hundredths of a second."""
    lines = "\n".join(" ".join(text.split()) for text in texts).casefold()
    if not lines.isascii():
        decomposed = unicodedata.normalize("NFKD", lines)
        lines = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    lines = _APOSTROPHES.sub("", lines)
    lines = _NUMBER.sub(lambda match: f"#{_value(match[0])}", lines)
    return re.sub(r"[^a-z0-9#\n]+", "", lines).split("\n")


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    digits = [_ROMAN[sign] for sign in number]
    following = [*digits[1:], 0]
    return sum(-d if d < after else d for d, after in zip(digits, following, strict=True))


def without_kind_word(text: str) -> str:
    """`Desa Plakaran` -> `Plakaran`, `Kec. Moga` -> `Moga`; a name that is only such a word stays."""
    name = text.strip()
    word = _KIND_WORDS.match(name)
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


_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"))


def modern_spelling(name: str) -> str:
    """`tjandi` -> `candi`, `djatiredjo` -> `jatirejo`; only to look for close names."""
    for old, new in _OLD_SPELLING:
        name = name.replace(old, new)
    return name


def close_names(text: str, names: Sequence[str]) -> list[int]:
    """Positions of the names that lie within the allowed slips of a text, closest first, then as given."""
    wanted = modern_spelling(normal_name(text))
    most = allowed_slips(wanted)
    found = [
        (distance, position)
        for position, name in enumerate(normal_names(names))
        if (distance := slips(wanted, modern_spelling(name), most)) is not None
    ]
    return [position for _, position in sorted(found)]
