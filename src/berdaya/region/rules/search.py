"""Finding places by what people type: a code, the beginning of a code, a name, or nearly a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from berdaya.region.rules.codes import Kind, Level, kind_of, level_of
from berdaya.region.rules.names import (
    close_names,
    normal_name,
    normal_names,
    split_kind_word,
)

_CODE = re.compile(r"[\d.\s]*\d[\d.\s]*", re.ASCII)
_SHORTEST_BEGINNING = 3
_SHORTEST_INSIDE = 4
_CLOSE_BESIDE_SAME = 5


class How(StrEnum):
    """Why a place was found, best first."""

    CODE = "kode"
    NAME = "nama sama"
    BEGINNING = "awal nama"
    INSIDE = "bagian nama"
    CLOSE = "nama mirip"


_RANK = {how: rank for rank, how in enumerate(How)}
_KIND_MEANT = {
    "prov": Kind.PROVINSI,
    "prop": Kind.PROVINSI,
    "kab": Kind.KABUPATEN,
    "kota": Kind.KOTA,
    "kec": Kind.KECAMATAN,
    "distrik": Kind.KECAMATAN,
    "kel": Kind.KELURAHAN,
    "desa adat": Kind.DESA_ADAT,
    "des": Kind.DESA,
    "ds": Kind.DESA,
}


@dataclass(frozen=True, slots=True)
class Searched:
    """The places to search, in code order, and their names in normal form."""

    codes: Sequence[str]
    normal: Sequence[str]

    def hits(self, text: str, most: int) -> list[tuple[str, How]]:
        """At most so many codes, best first.

        Order: how it was found; the kind that the text names (`Kelurahan …`); nearness of close names; larger
        places; code. Close names fill what room is left, a few only beside the very name.
        """
        if _CODE.fullmatch(text):
            return [(code, How.CODE) for code in self._begun_by(text)[:most]]
        word, bare = split_kind_word(text)
        wanted = (normal_name(text), normal_name(bare))
        if not wanted[1]:
            return []
        found = {p: how for p, name in enumerate(self.normal) if (how := _how(name, wanted))}
        nearness: dict[int, int] = {}
        if len(found) < most:
            close = [p for p in close_names(bare, self.normal) if p not in found]
            if How.NAME in found.values():
                close = close[:_CLOSE_BESIDE_SAME]
            nearness = {position: rank for rank, position in enumerate(close)}
            found |= dict.fromkeys(close, How.CLOSE)
        meant = _kind_meant(word)

        def order(position: int) -> tuple[int, bool, int, int, int]:
            code = self.codes[position]
            other = meant is not None and kind_of(code) is not meant
            return (_RANK[found[position]], other, nearness.get(position, 0), level_of(code).depth, position)

        return [(self.codes[p], found[p]) for p in sorted(found, key=order)[:most]]

    def _begun_by(self, text: str) -> list[str]:
        """Codes that begin with what was typed, the shortest first; digits may come without dots."""
        typed = ".".join(part for part in re.split(r"[\s.]+", text.strip()) if part)
        if "." not in typed:
            typed = ".".join(part for part in (typed[:2], typed[2:4], typed[4:6], typed[6:]) if part)
        return sorted((c for c in self.codes if c.startswith(typed)), key=lambda c: (len(c), c))


def _how(name: str, wanted: tuple[str, str]) -> How | None:
    bare = wanted[1]
    if name in wanted:
        return How.NAME
    if len(bare) >= _SHORTEST_BEGINNING and name.startswith(wanted):
        return How.BEGINNING
    if len(bare) >= _SHORTEST_INSIDE and bare in name:
        return How.INSIDE
    return None


def _kind_meant(word: str) -> Kind | None:
    return next((kind for start, kind in _KIND_MEANT.items() if word.startswith(start)), None)


def searched(codes: Sequence[str], names: Sequence[str]) -> Searched:
    """A kabupaten or kota is found by its bare name too (`Pemalang`); a village only as it is called."""
    depth = Level.KABUPATEN.depth - 1
    bare = [
        split_kind_word(name)[1] if code.count(".") == depth else name
        for code, name in zip(codes, names, strict=True)
    ]
    return Searched(codes, normal_names(bare))
