"""What is carried out, by whom, and what the office asks of it. All of it is data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from berdaya.rulebook.rules import Rulebook, shipped


class Kind(StrEnum):
    """What a budget line becomes. Grants, loans and courses are not carried out in this room."""

    GOODS = "barang"
    WORKS = "pekerjaan"
    SERVICE = "kegiatan"
    HONORARIA = "honorarium"

    @property
    def words(self) -> str:
        return _KINDS[self]


_KINDS = {
    Kind.GOODS: "Pengadaan barang",
    Kind.WORKS: "Pekerjaan fisik",
    Kind.SERVICE: "Kegiatan dan jasa",
    Kind.HONORARIA: "Honorarium bulanan",
}


class Way(StrEnum):
    """Who carries it out."""

    PROVIDER = "penyedia"
    SWAKELOLA = "swakelola"
    DIRECT = "langsung"

    @property
    def words(self) -> str:
        return _WAYS[self]


_WAYS = {
    Way.PROVIDER: "Melalui penyedia",
    Way.SWAKELOLA: "Swakelola (kelurahan, pokmas atau lembaga warga)",
    Way.DIRECT: "Dibayar langsung kepada penerima",
}

_HEADS = frozenset({"rt", "rw", "lpmk"})
_HINTS = (
    (Kind.HONORARIA, ("honor", "insentif", "uang jasa")),
    (Kind.WORKS, ("pembangunan", "paving", "drainase", "saluran", "rehabilitasi", "perbaikan jalan", "mck")),
    (Kind.GOODS, ("pengadaan", "cctv", "tenda", "belanja barang", "pembelian", "penyediaan alat")),
)


def kind_meant(text: str) -> Kind:
    """Which kind a budget line probably is, by its words: a suggestion that people correct."""
    words = text.casefold()
    found: Iterable[Kind] = (kind for kind, signs in _HINTS if any(sign in words for sign in signs))
    return next(iter(found), Kind.SERVICE)


def heads_meant(text: str) -> frozenset[str]:
    """Which heads a line of honoraria pays, by its words: RT, RW, LPMK; all of them where it names none."""
    words = frozenset(re.findall(r"[a-z]+", text.casefold()))
    return (words & _HEADS) or _HEADS


def way_meant(kind: Kind) -> Way:
    return {Kind.HONORARIA: Way.DIRECT, Kind.SERVICE: Way.SWAKELOLA}.get(kind, Way.PROVIDER)


@dataclass(frozen=True, slots=True)
class Practice:
    """What an office asks of whoever carries out: our proposal, to be changed by a local rule."""

    photo_marks: tuple[int, ...]
    honoraria_day: int
    warn_days: int
    last_day: str

    def due(self, year: int) -> date:
        """The last day of an activity that has none of its own."""
        month, day = map(int, self.last_day.split("-"))
        return date(year, month, day)

    def list_due(self, year: int, month: int) -> date:
        """Until when the list of a month is expected: some days into the next one."""
        return date(year + month // 12, month % 12 + 1, self.honoraria_day)


@lru_cache(maxsize=8)
def practice_on(day: date, book: Rulebook | None = None) -> Practice:
    values = (book or shipped()).in_force("delivery.practice", day).values
    return Practice(
        tuple(int(one) for one in values["photo_marks"]),
        int(values["honoraria_day"]),
        int(values["warn_days"]),
        str(values["last_day"]),
    )
