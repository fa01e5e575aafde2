"""The decree that an annex belongs to: number, dates, who signs. What is missing keeps the paper a draft."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from berdaya.documents.paper import Status
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused, Severity

UNFILLED = "belum diisi"
ABOUT = "Penetapan Perangkat Daerah Pendamping Desa/Kelurahan Dampingan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """A decree of the head of a region. None: not given yet."""

    number: str | None = None
    date: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    about: str | None = None
    head: str | None = None
    signatory: str | None = None
    place: str | None = None
    status: Status | None = None

    @property
    def years(self) -> str:
        """`2022–2024`, `2025`, or nothing while the period is unknown."""
        if self.valid_from is None:
            return ""
        last = self.valid_to or self.valid_from
        first, end = self.valid_from.year, last.year
        return str(first) if first == end else f"{first}–{end}"

    @property
    def validity(self) -> str:
        if self.valid_from is None or self.valid_to is None:
            return "Masa berlaku belum diisi"
        return f"Berlaku {format_date(self.valid_from)} sampai {format_date(self.valid_to)}"


NEEDED = {
    "number": ("nomor keputusan", "--number"),
    "date": ("tanggal keputusan", "--date"),
    "valid_from": ("awal masa berlaku", "--valid-from"),
    "valid_to": ("akhir masa berlaku", "--valid-to"),
    "signatory": ("nama penanda tangan", "--signatory"),
}


def read_decree(path: Path) -> Decree:
    """A decree from TOML: number, date, valid_from, valid_to, about, head, signatory, place."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        advice = "Perbaiki tanda baca pada baris itu."
        raise Refused(Finding("decree.unreadable", path.name, f"bukan TOML: {error}", advice)) from None
    faults = list(_faults(path.name, table))
    if faults:
        raise Refused(*faults)
    given: dict[str, Any] = {key: value if key in DATES else str(value) for key, value in table.items()}
    return Decree(**given)


DATES = ("date", "valid_from", "valid_to")


def _faults(where: str, table: dict[str, Any]) -> Iterator[Finding]:
    known = sorted({field.name for field in fields(Decree)} - {"status"})
    for key in sorted(set(table) - set(known)):
        advice = f"Yang dikenal: {', '.join(known)}."
        yield Finding("decree.unknown", where, f"isian {key} tidak dikenal", advice)
    for key in DATES:
        if key in table and type(table[key]) is not dt.date:
            advice = "Tulis misalnya 2022-03-21, tanpa tanda kutip."
            yield Finding("decree.not_a_date", where, f"{key} bukan tanggal", advice)


def with_given(decree: Decree, given: dict[str, Any]) -> Decree:
    """Options on the command line go before the file."""
    return replace(decree, **{key: value for key, value in given.items() if value is not None})


def judge_decree(decree: Decree) -> list[Finding]:
    """What is missing for a final paper. A period that ends before it begins blocks."""
    if decree.valid_from and decree.valid_to and decree.valid_to < decree.valid_from:
        problem = f"masa berlaku berakhir {decree.valid_to} sebelum mulai {decree.valid_from}"
        return [Finding("decree.period", "masa berlaku", problem, "Periksa --valid-from dan --valid-to.")]
    draft = "sampai itu kertas bertanda RANCANGAN."
    return [
        Finding("decree.missing", words, UNFILLED, f"Sebut dengan {option}; {draft}", Severity.WARNING)
        for name, (words, option) in NEEDED.items()
        if not getattr(decree, name)
    ]


def head_of(district: str) -> str:
    """`Bupati Pemalang` for Kabupaten Pemalang, `Wali Kota Malang` for Kota Malang."""
    kind, _, name = district.partition(" ")
    return f"{'Wali Kota' if kind == 'Kota' else 'Bupati'} {name}"
