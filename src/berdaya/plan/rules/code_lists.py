"""Two lists of codes: the official nomenclature of regional budgets, and the codes of a desa's own budget.

The nomenclature is taken as SIPD exports it (code and name in one cell) or with the code in its own cell.
A desa has no subkegiatan: its budget knows bidang, sub bidang and kegiatan (Permendagri 20/2018).
"""

import re
from dataclasses import dataclass
from typing import Final

from berdaya.plan.rules.fields import Field

_APBDES: Final = re.compile(r"[1-9](\.\d{1,2}){0,2}")
_LEVELS: Final = ("bidang", "sub bidang", "kegiatan")


@dataclass(frozen=True, slots=True)
class NomenclatureRow:
    """One subkegiatan of one version of the list. `tags` are divided by commas, as the list writes them."""

    code: str
    title: str
    indicator: str
    unit: str
    tags: str
    program: str
    activity: str
    performance: str
    definition: str
    before: str

    @property
    def key(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.title

    @property
    def also(self) -> str:
        return self.indicator


@dataclass(frozen=True, slots=True)
class ApbdesRow:
    """One code of a desa's budget: `2` bidang, `2.3` sub bidang, `2.3.10` kegiatan."""

    code: str
    title: str
    output: str
    unit: str
    source: str

    @property
    def key(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.title

    @property
    def also(self) -> str:
        return self.output

    @property
    def level(self) -> str:
        return _LEVELS[self.code.count(".")]


def apbdes_code(text: str) -> str | None:
    """The code as it is written once: no zeros before a number, no dot behind; None for another form."""
    plain = text.strip().rstrip(".")
    if not _APBDES.fullmatch(plain):
        return None
    parts = [str(int(part)) for part in plain.split(".")]
    return ".".join(parts) if all(part != "0" for part in parts) else None


NOMENCLATURE: Final = (
    Field("kode", "code", "Kode", "Kosong bila di depan nama subkegiatan", ("kode_subkegiatan",), most=40),
    Field(
        "subkegiatan",
        "title",
        "Subkegiatan",
        "Nama; boleh diawali kodenya seperti ekspor SIPD",
        ("sub_kegiatan", "nama_subkegiatan", "nama_sub_kegiatan", "nomenklatur"),
        True,
        600,
    ),
    Field("indikator", "indicator", "Indikator", "", ("indikator_kinerja",), most=600),
    Field("satuan", "unit", "Satuan", "", (), most=120),
    Field("tag", "tags", "Tag", "Dipisah koma", ("tagging", "tematik"), most=600),
    Field("program", "program", "Program", "", ("nama_program",), most=400),
    Field("kegiatan", "activity", "Kegiatan", "", ("nama_kegiatan",), most=600),
    Field("kinerja", "performance", "Kinerja", "", (), most=600),
    Field("definisi_operasional", "definition", "Definisi operasional", "", ("definisi",), most=8_000),
    Field("subkegiatan_sebelumnya", "before", "Subkegiatan sebelumnya", "", ("sebelumnya",), most=2_000),
)
APBDES: Final = (
    Field("kode", "code", "Kode", "2, 2.3 atau 2.3.10", ("kode_kegiatan", "kode_rekening"), True, 20),
    Field("uraian", "title", "Uraian", "", ("nama", "bidang_sub_bidang_kegiatan"), True, 400),
    Field("keluaran", "output", "Keluaran", "", ("output",), most=400),
    Field("satuan", "unit", "Satuan", "", (), most=120),
    Field("dasar", "source", "Dasar", "Peraturan dan lampirannya", ("sumber",), True),
)
