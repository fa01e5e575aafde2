"""Where a paper of the office stands and what may become of it; how a number is written.

A draft may be printed anew as often as wanted. An issued paper may get a new version until it is signed; what
is signed is replaced by another paper and never printed anew. What is void or replaced stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from berdaya.kernel.findings import Finding

MONTHS_IN_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
PARTS: Final = ("{n}", "{tahun}", "{bulan}")
MOST_SIGNS: Final = 60


class Standing(StrEnum):
    """Where a paper stands, in the word that everybody reads."""

    DRAFT = "rancangan"
    ISSUED = "terbit"
    SIGNED = "ditandatangani"
    VOID = "batal"
    REPLACED = "diganti"


class Step(StrEnum):
    """What somebody may do with a paper."""

    RENEW = "versi baru"
    SCAN = "unggah pindaian"
    CANCEL = "batalkan"
    REPLACE = "ganti"


STEPS: Final[Mapping[Standing, frozenset[Step]]] = {
    Standing.DRAFT: frozenset({Step.RENEW, Step.CANCEL}),
    Standing.ISSUED: frozenset({Step.RENEW, Step.SCAN, Step.CANCEL, Step.REPLACE}),
    Standing.SIGNED: frozenset({Step.REPLACE}),
    Standing.VOID: frozenset(),
    Standing.REPLACED: frozenset(),
}
OVER: Final = frozenset({Standing.VOID, Standing.REPLACED})
_WHY_NOT: Final[Mapping[Standing, tuple[str, str]]] = {
    Standing.DRAFT: ("masih rancangan", "Terbitkan dahulu dengan nomor dan tanggal."),
    Standing.ISSUED: ("sudah terbit", "Muat ulang halaman ini untuk melihat keadaannya sekarang."),
    Standing.SIGNED: (
        "sudah ditandatangani",
        "Terbitkan naskah baru, lalu catat bahwa ia menggantikan yang ini.",
    ),
    Standing.VOID: ("sudah dibatalkan", "Terbitkan naskah baru."),
    Standing.REPLACED: ("sudah diganti", "Pakai naskah penggantinya."),
}


def against(step: Step, standing: Standing, what: str) -> tuple[Finding, ...]:
    """What speaks against a step; nothing when it may be taken."""
    if step in STEPS[standing]:
        return ()
    problem, advice = _WHY_NOT[standing]
    return (Finding(f"paper.{standing.name.lower()}", what, f"{problem}, jadi tidak dapat “{step}”", advice),)


def number_text(pattern: str, n: int, day: date) -> str:
    """`188.4/{n}/Tahun {tahun}` with 118 on 21 March 2025 -> `188.4/118/Tahun 2025`; `{bulan}` is Roman."""
    parts = {"{n}": str(n), "{tahun}": str(day.year), "{bulan}": MONTHS_IN_ROMAN[day.month - 1]}
    return re.sub("|".join(map(re.escape, PARTS)), lambda part: parts[part[0]], pattern)


def pattern_faults(pattern: str) -> Iterator[Finding]:
    """What keeps a pattern from numbering a year without doubles."""
    where = "bentuk nomor"
    if pattern.count("{n}") != 1:
        yield Finding(
            "number.no_place", where, "tidak memuat {n} tepat satu kali", "Tulis {n} di tempat nomor urut."
        )
    if re.search(r"[{}]", re.sub("|".join(map(re.escape, PARTS)), "", pattern)):
        yield Finding(
            "number.unknown_part",
            where,
            "memuat kurung kurawal yang tidak dikenal",
            f"Yang dikenal: {', '.join(PARTS)}.",
        )
    if "{tahun}" not in pattern:
        yield Finding(
            "number.no_year",
            where,
            "tidak memuat {tahun}",
            "Tulis {tahun}, supaya nomor tiap tahun berlainan.",
        )
    if len(pattern) > MOST_SIGNS:
        yield Finding("number.too_long", where, f"lebih dari {MOST_SIGNS} huruf", "Pendekkan bentuknya.")
