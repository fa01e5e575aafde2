"""The lists of this room, and the rows that stand in them.

An edition holds one list for one territory between two days. All lists share that; what differs is the row.
A list that comes later adds a `ListKind`, a row and its fields; nothing else changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from berdaya.plan.rules.code_lists import APBDES, NOMENCLATURE, ApbdesRow, NomenclatureRow
from berdaya.plan.rules.fields import Field

DESIGN: Final = "[design]"
"""How a file marks a line that is nobody's rule, but our proposal."""


class ListKind(StrEnum):
    """What a list is about."""

    PRIORITIES = "prioritas"
    AUTHORITY = "kewenangan"
    KAMUS = "kamus"
    NOMENCLATURE = "nomenklatur"
    APBDES = "apbdes"

    @property
    def words(self) -> str:
        return _TITLES[self]

    @property
    def inside(self) -> str:
        """The same within a sentence: `kode APB Desa`."""
        return self.words[0].lower() + self.words[1:]


_TITLES: Final = {
    ListKind.PRIORITIES: "Prioritas pembangunan",
    ListKind.AUTHORITY: "Tabel kewenangan",
    ListKind.KAMUS: "Kamus usulan",
    ListKind.NOMENCLATURE: "Nomenklatur kegiatan daerah",
    ListKind.APBDES: "Kode APB Desa",
}


class Level(StrEnum):
    """Who carries a kind of work out, from the nearest to the people upward."""

    RT_RW = "rt_rw"
    VILLAGE = "kelurahan"
    KECAMATAN = "kecamatan"
    AGENCY = "dinas"
    WIDER = "pusat"

    @property
    def words(self) -> str:
        return _LEVELS[self][0]

    @property
    def also(self) -> tuple[str, ...]:
        """How lists in use write it."""
        return _LEVELS[self][1]


_LEVELS: Final[Mapping[Level, tuple[str, tuple[str, ...]]]] = {
    Level.RT_RW: ("RT/RW", ("rt", "rw", "rt/rw", "rt rw", "swadaya", "lingkungan")),
    Level.VILLAGE: ("Kelurahan/desa", ("kelurahan/desa", "desa", "kel", "desa/kelurahan")),
    Level.KECAMATAN: ("Kecamatan", ("kec",)),
    Level.AGENCY: ("Perangkat daerah", ("perangkat daerah", "opd", "skpd", "dinas/badan", "badan")),
    Level.WIDER: ("Provinsi/pusat", ("provinsi", "pusat", "provinsi/pusat", "kementerian")),
}


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """What a plan promises: for one year, or with `year` None for each year of its period."""

    document: str
    first_year: int
    last_year: int
    code: str
    year: int | None
    title: str
    indicator: str
    unit: str
    target: str
    agency: str
    source: str

    @property
    def key(self) -> str:
        return f"{self.code} {self.year}" if self.year else self.code

    @property
    def name(self) -> str:
        return self.title

    @property
    def also(self) -> str:
        return self.indicator

    def holds_in(self, year: int) -> bool:
        """Is it promised for that year?"""
        return self.year == year if self.year else self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """Work of more than `above` and up to `up_to` rupiah belongs to this level; None is no limit."""

    code: str
    work: str
    title: str
    level: Level
    above: int | None
    up_to: int | None
    agency: str
    source: str

    @property
    def key(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.title or self.work

    @property
    def also(self) -> str:
        return f"{self.work} {self.agency}"

    def holds(self, cost: int) -> bool:
        """Does work that costs so much fall under this row?"""
        return (self.above is None or cost > self.above) and (self.up_to is None or cost <= self.up_to)


@dataclass(frozen=True, slots=True)
class KamusRow:
    """Something that may be proposed: menu, unit, what one unit costs, who is responsible."""

    code: str
    menu: str
    part: str
    sub_item: str
    name: str
    also: str
    unit: str
    price_low: int
    price_high: int
    level: Level
    agency: str
    work: str
    note: str

    @property
    def key(self) -> str:
        return self.code


Row = PriorityRow | AuthorityRow | KamusRow | NomenclatureRow | ApbdesRow

_CODE = Field("kode", "code", "Kode", "Tetap sama dari tahun ke tahun", ("no", "nomor", "id"), True, 40)
_AGENCY = Field(
    "perangkat_daerah",
    "agency",
    "Perangkat daerah",
    "Yang bertanggung jawab",
    ("opd", "skpd", "perangkat_daerah_penanggung_jawab", "dinas"),
    most=120,
)
_LEVEL = Field(
    "tingkat", "level", "Tingkat", "rt_rw, kelurahan, kecamatan, dinas atau pusat", ("kewenangan",), True, 20
)

FIELDS: Final[Mapping[ListKind, tuple[Field, ...]]] = {
    ListKind.NOMENCLATURE: NOMENCLATURE,
    ListKind.APBDES: APBDES,
    ListKind.KAMUS: (
        _CODE,
        Field("menu", "menu", "Menu", "sarpras atau pemberdayaan (Permendagri 130/2018)", (), True, 60),
        Field("bagian", "part", "Bagian menu", "Boleh kosong", ("sub_menu", "submenu"), most=60),
        Field(
            "sub_kondisi",
            "sub_item",
            "Sub-kondisi",
            "Salah satu dari sebelas butir rembug",
            ("kondisi", "sub_item", "butir"),
            True,
            60,
        ),
        Field("nama", "name", "Nama usulan", "", ("usulan", "nama_usulan", "jenis_usulan"), True),
        Field("nama_lain", "also", "Nama lain", "Kata yang dipakai warga, dipisah koma", ("sebutan_lain",)),
        Field("satuan", "unit", "Satuan", "m, m2, unit, orang, paket", (), True, 40),
        Field(
            "harga_bawah",
            "price_low",
            "Harga satuan terendah",
            "Rupiah bulat",
            ("harga_terendah", "harga_minimum"),
            True,
            money=True,
        ),
        Field(
            "harga_atas",
            "price_high",
            "Harga satuan tertinggi",
            "Rupiah bulat",
            ("harga_tertinggi", "harga_maksimum"),
            True,
            money=True,
        ),
        _LEVEL,
        _AGENCY,
        Field(
            "pekerjaan",
            "work",
            "Jenis pekerjaan",
            "Kode pekerjaan di tabel kewenangan; kosong = sub-kondisi",
            ("jenis_pekerjaan",),
            most=60,
        ),
        Field("catatan", "note", "Catatan", "", (), most=400),
    ),
    ListKind.AUTHORITY: (
        _CODE,
        Field(
            "pekerjaan",
            "work",
            "Jenis pekerjaan",
            "jalan, gorong_gorong, mck …",
            ("jenis_pekerjaan",),
            True,
            60,
        ),
        Field("uraian", "title", "Uraian", "", ("nama", "keterangan_pekerjaan")),
        _LEVEL,
        Field("lebih_dari", "above", "Lebih dari", "Rupiah; kosong = dari nol", ("di_atas",), money=True),
        Field(
            "sampai", "up_to", "Sampai dengan", "Rupiah; kosong = tanpa batas", ("batas_atas",), money=True
        ),
        _AGENCY,
        Field("dasar", "source", "Dasar", "Peraturan dan pasal", ("sumber", "dasar_hukum"), True),
    ),
    ListKind.PRIORITIES: (
        Field("dokumen", "document", "Dokumen", "RPJMD, RKPD, RPJM Desa, RKP Desa", (), True, 40),
        Field("periode", "period", "Periode", "2025-2029, atau satu tahun", ("masa",), True, 20),
        _CODE,
        Field("tahun", "year", "Tahun", "Kosong = setiap tahun dalam periode", (), most=4),
        Field("uraian", "title", "Prioritas", "", ("prioritas", "nama", "judul"), True, 300),
        Field("indikator", "indicator", "Indikator", "", (), most=300),
        Field("satuan", "unit", "Satuan", "", (), most=40),
        Field("target", "target", "Target", "Seperti di dokumennya", (), most=60),
        _AGENCY,
        Field("sumber", "source", "Sumber", "Nomor peraturan, halaman", ("dasar",), True),
    ),
}

WORDS: Final[Mapping[ListKind, Mapping[str, str]]] = {
    kind: {field.attribute: field.words for field in fields} for kind, fields in FIELDS.items()
}
