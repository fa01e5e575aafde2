"""What a sentence claims of the two sexes: each word that claims, with the sex that it belongs to.

`lebih banyak laki-laki`, `perempuan lebih sedikit`, `didominasi laki-laki` say who has more. A sex that is
only compared with (`dibanding perempuan`) claims nothing. Where grammar leaves the subject open, or a denial
or a wish is not understood, the claim has no direction: nobody is blamed for a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from berdaya.budget.rules.words import Words, flat

_FIGURES: Final = re.compile(r"\([\d\s.,%/:=+LP]*\)")
_CLAUSE: Final = re.compile(
    r"[;:!?()]|[.,](?!\d)|\b(?:sehingga|sedangkan|sementara|tetapi|tapi|namun|padahal|karena|maka)\b",
    re.IGNORECASE,
)
_BODY: Final = r"kaum|para|pihak|jumlah|peserta|pengurus|anggota|ketua|warga"
_COMPARED: Final = re.compile(
    r"(?<!terdiri )(?<!berasal )\b(?:dari(?:pada)?|dibanding(?:kan)?(?:\s+dengan)?|ketimbang|melebihi)"
    rf"\s+(?:(?:{_BODY})\s+)*$",
    re.IGNORECASE,
)
_BETWEEN_BEFORE: Final = re.compile(
    r"\s*(?:(?:yang|masih|sangat|jauh|tetap|cenderung|juga|hadir|itu|orang|persen|[\d.,%/]+)\s+)*", re.I
)
_BETWEEN_AFTER: Final = re.compile(
    rf"\s*(?:(?:oleh|adalah|diterima|dihadiri|diikuti|diisi|dipegang|dijabat|orang|[\d.,%/]+|{_BODY})\s+)*",
    re.I,
)
_DENIED: Final = re.compile(
    r"\b(?:tidak|tak|bukan|belum|tanpa)\s+(?:(?:lagi|ada|terdapat|ditemukan)\s+)?$", re.IGNORECASE
)
_BOUNDED: Final = re.compile(r"\s+dari(?:pada)?\s+\d", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:dan|maupun|serta|atau|/)\s*", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is said to have more (None: not told clearly).

    `dominates` asks for the share of domination. `denied` turns the claim around. What is not `firm`
    (`hanya`, `kurang`) may speak of something else than the count: data can confirm it, never refute it.
    """

    men_more: bool | None
    dominates: bool = False
    denied: bool = False
    firm: bool = True


@dataclass(frozen=True, slots=True)
class _Sex:
    """A sex named in a clause; `compared` when the claim is held against it."""

    start: int
    end: int
    men: bool
    compared: bool


def claims_in(words: Words, text: str) -> tuple[Claim, ...]:
    """Every claim of a text about both sexes, in its order; none where no sex is named."""
    plain = _FIGURES.sub(" ", flat(text))
    if not (words.has("men", plain) or words.has("women", plain)):
        return ()
    return tuple(claim for clause in _CLAUSE.split(plain) for claim in _of_clause(words, clause))


def _of_clause(words: Words, clause: str) -> Iterator[Claim]:
    idle = words.spans("no_claim", clause)
    sexes = [
        _Sex(start, end, men, _COMPARED.search(clause[:start]) is not None)
        for name, men in (("men", True), ("women", False))
        for start, end in words.spans(name, clause)
    ]
    for name in ("more", "less"):
        for start, end in words.spans(name, clause):
            if any(from_ < end and start < to for from_, to in idle):
                continue
            claim = _claim(words, clause, (start, end), sexes, more=name == "more")
            if claim.firm or claim.men_more is not None:
                yield claim


def _claim(words: Words, clause: str, span: tuple[int, int], sexes: list[_Sex], *, more: bool) -> Claim:
    word = clause[slice(*span)]
    denied = _DENIED.search(clause[: span[0]])
    begin = denied.start() if denied else span[0]
    sex = _subject(words, clause, (begin, span[1]), sexes)
    firm = not words.has("vague", word) and not _BOUNDED.match(clause[span[1] :])
    if words.has("majority", word):  # `mayoritas perempuan bekerja` counts not the women but those who work
        firm = sex is not None and not any(_LETTERS.search(clause[one.end :]) for one in sexes)
    open_words = clause[:begin] + " " + clause[span[1] :]
    if sex is None or words.has("doubt", open_words) or (denied and not firm):
        return Claim(None, firm=firm)
    return Claim(sex == more, words.has("dominate", word), denied is not None, firm)


def _subject(words: Words, clause: str, span: tuple[int, int], sexes: list[_Sex]) -> bool | None:
    """Men (True) or women (False), or None: of whom the word between `span` speaks."""
    own = [one for one in sexes if not one.compared]
    passive = words.has("passive", clause[slice(*span)])
    if passive:
        own = [one for one in own if one.start >= span[1]]
    near = {one.men for one in own if _is_beside(clause, span, one, own)}
    if not near:
        near = {one.men for one in own}
    if not near and not passive:
        near = {not one.men for one in sexes}
    return near.pop() if len(near) == 1 else None


def _is_beside(clause: str, span: tuple[int, int], one: _Sex, own: list[_Sex]) -> bool:
    """Next to the word, and not one of two that are named together: `laki-laki dan perempuan`."""
    after = one.start >= span[1]
    between = clause[span[1] : one.start] if after else clause[one.end : span[0]]
    if not (_BETWEEN_AFTER if after else _BETWEEN_BEFORE).fullmatch(between):
        return False
    left, right = sorted((one.start, one.end))
    return not any(
        _AND.fullmatch(clause[other.end : left]) or _AND.fullmatch(clause[right : other.start])
        for other in own
        if other is not one
    )
