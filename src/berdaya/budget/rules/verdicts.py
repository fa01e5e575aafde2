"""What a check says: its result at one place, with what is written, what should be, and how to repair it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from berdaya.kernel.findings import Severity


class Result(StrEnum):
    """`fail` is the only one that asks for something; `unknown` says that it could not be judged."""

    PASS = "pass"  # noqa: S105
    ROUNDED = "pass_with_rounding"
    LEGACY = "pass_legacy"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Result.PASS: "sesuai",
    Result.ROUNDED: "sesuai dengan pembulatan",
    Result.LEGACY: "sesuai bentuk lama",
    Result.FAIL: "perlu diperbaiki",
    Result.UNKNOWN: "belum dapat dinilai",
    Result.NOT_APPLICABLE: "tidak berlaku",
}

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its number: how much a failure weighs, and what it asks in a few words."""

    number: str
    severity: Severity
    title: str


CHECKS: Final[Mapping[str, Check]] = {
    number: Check(number, severity, title)
    for number, severity, title in (
        ("G01", E, "Semua isian formulir terisi"),
        ("G02", E, "Kode dan nama menurut nomenklatur tahunnya"),
        ("G03", W, "Tujuan menyatakan perubahan bagi sasaran"),
        ("G04", E, "Ada data terpilah tentang penerima manfaat"),
        ("G05", W, "Setiap hitungan orang dan keluarga dipilah L/P"),
        ("G06", W, "Tidak ada data atau indikator yang berulang"),
        ("G07", E, "Jumlah, bagian dan persen cocok"),
        ("G08", E, "Empat faktor kesenjangan dinyatakan"),
        ("G09", W, "Setiap faktor membandingkan laki-laki dan perempuan"),
        ("G10", W, "Kesenjangan dan data saling menunjuk"),
        ("G11", E, "Arah pernyataan cocok dengan data"),
        ("G12", E, "Ada sebab internal dan sebab eksternal"),
        ("G13", W, "Setiap sebab menerangkan kesenjangan gender"),
        ("G14", E, "Sebab dijawab oleh aktivitas"),
        ("G15", W, "Setiap aktivitas menjawab sebab atau kesenjangan"),
        ("G16", E, "Setiap aktivitas memiliki anggaran"),
        ("G17", E, "Anggaran aktivitas berjumlah anggaran subkegiatan"),
        ("G18", W, "Cukup bagian anggaran menjawab kesenjangan"),
        ("G19", W, "Setiap aktivitas memiliki keluaran dengan angka dan satuan"),
        ("G20", E, "Keluaran yang menghitung orang dipilah L/P"),
        ("G21", E, "Ada hasil yang mengukur kesenjangan"),
        ("G22", W, "Indikator memiliki data dasar, target dan tahun"),
        ("G23", W, "Hasil bukan keluaran, dampak bukan salinan"),
        ("G24", W, "Angka dan nama cocok antarisian"),
        ("G25", I, "Target persen dapat dicapai"),
        ("G26", W, "Keluarga miskin yang disebut menjadi sasaran"),
        ("G27", I, "Tahun data disebut dan masih baru"),
        ("G28", W, "Penanggung jawab, tempat dan tanggal terisi"),
        ("G29", I, "Biaya masuk akal menurut tarif"),
        ("G30", I, "Dasar anggaran responsif gender"),
        ("G31", E, "Sama dengan RKA/DPA"),
        ("G32", W, "Disabilitas, lansia, anak, perempuan kepala keluarga"),
    )
}


FIELD_WORDS: Final = {
    "formulir": "formulir",
    "kode_isian": "kode subkegiatan",
    "sub_kegiatan": "subkegiatan",
    "tahun_anggaran": "tahun anggaran",
    "perangkat_daerah": "perangkat daerah",
    "unit_organisasi": "unit organisasi",
    "sebab_internal": "sebab internal",
    "sebab_eksternal": "sebab eksternal",
    "tolok_ukur": "tolok ukur",
    "rencana_aksi": "rencana aksi",
    "jumlah_anggaran": "jumlah anggaran",
    "penanggung_jawab": "penanggung jawab",
    "rka": "RKA/DPA",
    "gedsi": "kelompok rentan",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says at one place. `field` is the path in the record, such as `data[2]`."""

    check: str
    severity: Severity
    result: Result
    field: str
    quoted: str = ""
    expected: str = ""
    advice: str = ""

    @property
    def failed(self) -> bool:
        return self.result is Result.FAIL

    @property
    def blocks(self) -> bool:
        """Does it hold back submission?"""
        return self.failed and self.severity is E

    @property
    def where(self) -> str:
        """The place as people call it: `data[6]` is the seventh datum."""
        name, _, index = self.field.partition("[")
        words = ", ".join(FIELD_WORDS.get(part, part) for part in name.split("."))
        return f"{words} ke-{int(index.rstrip(']')) + 1}" if index else words

    def as_json(self) -> dict[str, str]:
        return {
            "check": self.check,
            "severity": self.severity.value,
            "result": self.result.value,
            "field": self.field,
            "quoted": self.quoted,
            "expected": self.expected,
            "advice": self.advice,
        }


def told(
    check: str,
    result: Result,
    field: str,
    quoted: str = "",
    expected: str = "",
    advice: str = "",
    severity: Severity | None = None,
) -> Verdict:
    """A verdict with the severity of its check, unless another is given."""
    return Verdict(check, severity or CHECKS[check].severity, result, field, quoted, expected, advice)


def passed(check: str, field: str, quoted: str = "", expected: str = "") -> Verdict:
    return told(check, Result.PASS, field, quoted, expected)


def failed(
    check: str, field: str, quoted: str, expected: str, advice: str, severity: Severity | None = None
) -> Verdict:
    return told(check, Result.FAIL, field, quoted, expected, advice, severity)


def unknown(check: str, field: str, why: str = "isian ini belum dibaca", advice: str = "") -> Verdict:
    """Not judged: what it needs was not read, or cannot be told from the words."""
    return told(check, Result.UNKNOWN, field, "", why, advice or "Baca isian ini, lalu periksa lagi.")


def not_applicable(check: str, field: str, why: str) -> Verdict:
    return told(check, Result.NOT_APPLICABLE, field, "", why)
