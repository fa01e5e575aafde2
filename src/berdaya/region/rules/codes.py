"""The code of a place, from province to RT: `33.27.04.2010.003.002` (Kemendagri; RW and RT are ours).

Two digits each for province, kabupaten or kota, and kecamatan; four for the village; three for RW and RT.
The code of the parent is the beginning of the code. From 71 on the second part is a kota; the first digit
of the fourth tells kelurahan (1), desa (2), and desa adat and other units (3). RW 000 stands where a village
has RT but no RW. A dusun is a name, not a code.
"""

import re
from enum import StrEnum

from berdaya.kernel.findings import Finding, Refused


class Level(StrEnum):
    PROVINCE = "provinsi"
    KABUPATEN = "kabupaten"
    KECAMATAN = "kecamatan"
    VILLAGE = "desa"
    RW = "rw"
    RT = "rt"

    @property
    def depth(self) -> int:
        """1 for a province to 6 for an RT: the number of parts in the code."""
        return _LEVELS.index(self) + 1


class Kind(StrEnum):
    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KOTA = "kota"
    KECAMATAN = "kecamatan"
    DESA = "desa"
    KELURAHAN = "kelurahan"
    DESA_ADAT = "desa_adat"
    RW = "rw"
    RT = "rt"


_LEVELS = (Level.PROVINCE, Level.KABUPATEN, Level.KECAMATAN, Level.VILLAGE, Level.RW, Level.RT)
_VILLAGE_KINDS = {"1": Kind.KELURAHAN, "2": Kind.DESA, "3": Kind.DESA_ADAT}
_FORM = re.compile(
    r"\d{2}(\.\d{2}(\.\d{2}(\.[123]\d{3}(\.\d{3}(\.(?!000)\d{3})?)?)?)?)?",
    re.ASCII,
)
_FIRST_KOTA = 71
_MOST_DIGITS_SHOWN = 12  # more may be a damaged NIK or telephone number, and is not repeated
_SHOWN_FORM = "33.27 (kabupaten), 33.27.04 (kecamatan) atau 33.27.04.2010 (desa)"


def has_form(code: str) -> bool:
    """Is this a code in its written form? Says nothing about whether the place exists."""
    return _FORM.fullmatch(code) is not None


def level_of(code: str) -> Level:
    return _LEVELS[code.count(".")]


def kind_of(code: str) -> Kind:
    parts = code.split(".")
    if len(parts) == Level.KABUPATEN.depth:
        return Kind.KOTA if int(parts[1]) >= _FIRST_KOTA else Kind.KABUPATEN
    if len(parts) == Level.VILLAGE.depth:
        return _VILLAGE_KINDS[parts[3][0]]
    return Kind(level_of(code).value)


def parent_of(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def upward(code: str) -> list[str]:
    """The place and all that hold it, from below; nothing for ""."""
    above = parent_of(code)
    return [code, *upward(above)] if above else [code] if code else []


def part_of(code: str, level: Level) -> str | None:
    """The code of the place at that level which holds this one: the kecamatan of a village, or of an RT."""
    parts = code.split(".")
    return ".".join(parts[: level.depth]) if len(parts) >= level.depth else None


def read_code(text: str) -> str:
    """The written form of a code as people type it: `3327`, `33 27 04`, `33-27-04-2010`, `33.27.`.

    Refused when no code can be read. Ten digits without dots are read as Kemendagri digits (files of the
    village index write them so) only when the village part allows it; nothing else is guessed from digits.
    """
    code = ".".join(part for part in re.split(r"[\s.\-/]+", text.strip()) if part)
    if code.isascii() and code.isdigit() and len(code) <= 10:
        code = ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:]) if part)
    if has_form(code):
        return code
    many_digits = sum(sign.isdigit() for sign in text) > _MOST_DIGITS_SHOWN
    raise Refused(_looks_like_identity() if many_digits else _no_code(text))


def _looks_like_identity() -> Finding:
    return Finding(
        "region.looks_like_nik",
        "kode wilayah",
        "terlalu banyak angka; terlihat seperti NIK atau nomor KK, bukan kode wilayah",
        f"Tulis kode dengan titik, misalnya {_SHOWN_FORM}. Jangan memakai NIK untuk mencari wilayah.",
    )


def _no_code(text: str) -> Finding:
    digits = re.sub(r"\D", "", text)
    hint = ""
    if len(digits) in (7, 10):
        hint = " Kode BPS (7 atau 10 angka) tidak sama dengan kode Kemendagri; cari dengan nama."
    return Finding(
        "region.code_form",
        f"kode {text.strip()[:32]!r}",
        "bentuk kode wilayah tidak dikenal",
        f"Tulis seperti {_SHOWN_FORM}, atau cari dengan nama: berdaya region find NAMA.{hint}",
    )
