"""The decree that an annex belongs to: number, dates, who signs. What is missing keeps the paper a draft."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from berdaya.documents.paper import Status
from berdaya.kernel.calendar import format_date, today
from berdaya.kernel.files import read_toml
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.signs import has_control

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
    table = read_toml(path)
    faults = list(_faults(path.name, table))
    if faults:
        raise Refused(*faults)
    return Decree(**table)


MOST_SIGNS = 400
NAMES = ("number", "about", "head", "signatory", "place")
FIRST_YEAR, YEARS_AHEAD = 2000, 10
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
    for key in sorted(set(table) & set(known) - set(DATES)):
        if not isinstance(table[key], str) or len(table[key]) > MOST_SIGNS:
            advice = f"Tulis di antara tanda kutip, paling banyak {MOST_SIGNS} tanda."
            yield Finding("decree.not_text", where, f"{key} bukan teks", advice)


def with_given(decree: Decree, given: dict[str, Any]) -> Decree:
    """Options on the command line go before the file. A control sign in any text is refused."""
    whole = replace(decree, **{key: value for key, value in given.items() if value is not None})
    for name in NAMES:
        if has_control(getattr(whole, name)):
            problem = "ada tanda kendali yang tidak terlihat"
            raise Refused(Finding("decree.control", f"isian {name}", problem, "Ketik ulang isian itu."))
    if faults := [*_blank(whole), *_far_years(whole)]:
        raise Refused(*faults)
    return whole


def _blank(decree: Decree) -> Iterator[Finding]:
    """Spaces are no name: what is not known yet is left out, and the paper is then a draft."""
    for name in ("number", "signatory"):
        text = getattr(decree, name)
        if text is not None and not text.strip():
            about, option = NEEDED[name]
            advice = f"Isi {option}, atau jangan sebut; tanpa itu kertas bertanda RANCANGAN."
            yield Finding("decree.blank", about, "isinya kosong", advice)


def _far_years(decree: Decree) -> Iterator[Finding]:
    last = today().year + YEARS_AHEAD
    for name in DATES:
        day = getattr(decree, name)
        if day is not None and not FIRST_YEAR <= day.year <= last:
            problem = f"tahun {day.year} di luar {FIRST_YEAR} sampai {last}"
            yield Finding("decree.year", NEEDED[name][0], problem, "Periksa tahunnya.")


def judge_decree(decree: Decree, data: dt.date | None = None) -> list[Finding]:
    """What is missing for a final paper. A period that ends before it begins blocks.

    A decree may follow its figures, never the other way round: `data` is the day that these are of.
    """
    if decree.valid_from and decree.valid_to and decree.valid_to < decree.valid_from:
        problem = f"masa berlaku berakhir {decree.valid_to} sebelum mulai {decree.valid_from}"
        return [Finding("decree.period", "masa berlaku", problem, "Periksa --valid-from dan --valid-to.")]
    return [*_missing(decree), *_older(decree, data)]


def _missing(decree: Decree) -> Iterator[Finding]:
    missing = [about for name, about in NEEDED.items() if not getattr(decree, name)]
    if missing:
        words, options = (", ".join(column) for column in zip(*missing, strict=True))
        advice = f"Sebut dengan {options}, atau dalam berkas --decree; sampai itu kertas bertanda RANCANGAN."
        yield Finding("decree.missing", "isi keputusan", f"{UNFILLED}: {words}", advice, Severity.WARNING)


def _older(decree: Decree, data: dt.date | None) -> Iterator[Finding]:
    if decree.date is None or data is None or decree.date >= data:
        return
    problem = f"{format_date(decree.date)} lebih dahulu daripada data yang dipakainya, {format_date(data)}"
    advice = "Periksa tanggal keputusan dan edisi registernya; sampai cocok kertas bertanda RANCANGAN."
    yield Finding("decree.older_than_data", "tanggal keputusan", problem, advice, Severity.WARNING)


def head_of(district: str) -> str:
    """`Bupati Pemalang` for Kabupaten Pemalang, `Wali Kota Malang` for Kota Malang."""
    kind, _, name = district.partition(" ")
    return f"{'Wali Kota' if kind == 'Kota' else 'Bupati'} {name}"
