"""Files about places: the edition of the official list, and what changed (shipped, or written by an office).

An office's file stands in the folder `regions` of its data folder. A record without a source does not load,
and nothing loads from a file with a fault (`docs/recipes/record-village-change.md`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from berdaya.kernel.answers import Answer
from berdaya.kernel.calendar import format_date
from berdaya.kernel.files import read_toml
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import has_form, level_of, parent_of
from berdaya.region.rules.history import Change, History, Part, Record
from berdaya.rulebook.rules import Standing

SHIPPED = Path(__file__).parent / "shipped"
_FIELDS = {"code", "name", "valid_from", "valid_to", "change", "replaced_by", "source", "standing", "note"}


@dataclass(frozen=True, slots=True)
class Edition:
    """The official list in hand: its decree, and the day by which it was surely in force."""

    decree: str
    known_by: date
    source: str


def shipped_edition() -> Edition:
    table = read_toml(SHIPPED / "edition.toml")
    return Edition(table["decree"], table["known_by"], table["source"])


def shipped_records() -> list[Record]:
    return read_records(SHIPPED / "changes.toml")


def read_records(path: Path) -> list[Record]:
    """The records of one TOML file; refused with all its faults."""
    table = read_toml(path)
    faults: list[Finding] = []
    rows = table.get("place", [])
    if not isinstance(rows, list) or not rows:
        faults.append(_fault(path.name, "tidak ada [[place]]", "Tambahkan satu catatan dengan sumbernya."))
        rows = []
    records = [_record(row, f"{path.name} catatan ke-{n}", faults) for n, row in enumerate(rows, start=1)]
    if faults:
        raise Refused(*faults)
    return [record for record in records if record is not None]


def _record(row: Any, where: str, faults: list[Finding]) -> Record | None:
    if not isinstance(row, dict):
        row = {}
    problems = _faults_of_row(row)
    parts = _parts(row.get("replaced_by", []), problems)
    if problems:
        faults += [_fault(where, *words) for words in problems]
        return None
    return Record(
        code=row["code"],
        name=row["name"],
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        change=Change(row["change"]),
        replaced_by=parts,
        source=row["source"],
        standing=Standing(row.get("standing", Standing.LAW.value)),
    )


def _faults_of_row(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    words = ("code", "name", "change", "source")
    problems = [
        (f"{key} belum diisi, atau bukan teks", f'Isi {key} = "…" dengan tanda kutip.')
        for key in words
        if not (isinstance(row.get(key), str) and row[key].strip())
    ]
    problems += [(f"{key} tidak dikenal", "Periksa ejaannya.") for key in sorted(set(row) - _FIELDS)]
    problems += [
        (f"{key} bukan tanggal", "Tulis seperti 2026-11-21, tanpa tanda kutip.")
        for key in ("valid_from", "valid_to")
        if key in row and type(row[key]) is not date
    ]
    if problems:
        return problems
    if row.get("valid_to") == date.max:
        problems.append(("valid_to bukan hari terakhir yang nyata", "Kosongkan bila belum berakhir."))
    if not has_form(row["code"]):
        problems.append(("bentuk kode tidak dikenal", "Tulis seperti 33.27.04.2010."))
    for key, allowed in (("change", list(Change)), ("standing", list(Standing))):
        if row.get(key, Standing.LAW.value) not in [word.value for word in allowed]:
            problems.append((f"{key} tidak dikenal", f"Pilih: {', '.join(word.value for word in allowed)}."))
    return problems


def _parts(rows: Any, problems: list[tuple[str, str]]) -> tuple[Part, ...]:
    """Heirs as `{code = "…", share = "3/5"}`; the share of an only heir may be left out."""
    parts = []
    for row in rows if isinstance(rows, list) else [None]:
        given = row if isinstance(row, dict) else {}
        exact = _share(given.get("share", 1 if len(rows) == 1 else None))
        if exact is None or not 0 < exact <= 1 or not has_form(str(given.get("code", ""))):
            problems.append(("pengganti tidak terbaca", 'Tulis { code = "33.27.04.2017", share = "3/5" }.'))
            return ()
        parts.append(Part(given["code"], exact))
    return tuple(parts)


def _share(given: Any) -> Fraction | None:
    """`3/5`, `0.6` or a whole number; an exponent could write a number without end."""
    if not re.fullmatch(r"\d{1,9}([./]\d{1,9})?", str(given)) or isinstance(given, float):
        return None
    try:
        return Fraction(str(given))
    except ZeroDivisionError:
        return None


def faults_of(history: History, names: Mapping[str, str]) -> list[Finding]:
    """What is wrong with the records taken together, beside all names known."""
    faults = [
        _fault(f"catatan wilayah {record.code}", *words)
        for record in history.records
        for words in _faults_of_record(record, names)
    ]
    faults += _heirs_that_do_not_stand(history)
    for code, versions in history.versions.items():
        for earlier, later in pairwise(versions):
            first, last = later.valid_from, earlier.valid_to
            if first is None or last is None or last >= first:
                problem = "dua catatan berlaku pada hari yang sama"
                advice = "Tutup catatan lama dengan valid_to sebelum valid_from yang baru."
                faults.append(_fault(f"catatan wilayah {code}", problem, advice))
    return faults


def _heirs_that_do_not_stand(history: History) -> list[Finding]:
    """Who takes over must stand on the day after: places that succeed each other in a circle never do."""
    faults = []
    for record in history.changes_in(""):
        if record.valid_to is None:
            continue
        day = record.valid_to + timedelta(days=1)
        for part in record.replaced_by:
            recorded = part.code != record.code and part.code in history.versions
            if recorded and history.stood(part.code, day) is Answer.NO:
                problem = f"pengganti {part.code} tidak berlaku pada {format_date(day)}"
                advice = "Periksa tanggalnya; wilayah yang saling menggantikan berputar tanpa ujung."
                faults.append(_fault(f"catatan wilayah {record.code}", problem, advice))
    return faults


def _faults_of_record(record: Record, names: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    parts = record.replaced_by
    if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        found.append(("berakhir sebelum mulai", "Periksa valid_from dan valid_to."))
    if record.change is Change.RENAME:
        if not (record.valid_to or record.valid_from) or parts or record.code not in names:
            found.append(("ganti nama belum lengkap", "Isi valid_to nama lama atau valid_from nama baru."))
        return found
    if (record.valid_to is None) != (not parts):
        found.append(
            ("valid_to dan replaced_by harus diisi bersama", "Isi keduanya, atau kosongkan keduanya.")
        )
    if parts and sum(part.share for part in parts) != 1:
        found.append(("bagian para pengganti tidak berjumlah 1", 'Tulis pecahan, misalnya "3/5" dan "2/5".'))
    if len({part.code for part in parts}) != len(parts):
        found.append(("satu pengganti disebut dua kali", "Jumlahkan bagiannya dalam satu baris."))
    if record.change is Change.RENUMBERING and len(parts) != 1:
        found.append(("penomoran butuh tepat satu pengganti", "Pakai pemekaran bila penggantinya beberapa."))
    for part in parts:
        if part.code not in names or level_of(part.code) is not level_of(record.code):
            found.append(
                (f"pengganti {part.code} tidak dikenal pada tingkat itu", "Catat juga penggantinya.")
            )
    parent = parent_of(record.code)
    if parent is not None and parent not in names:
        found.append((f"wilayah di atasnya, {parent}, tidak dikenal", "Catat juga wilayah di atasnya."))
    return found


def _fault(where: str, problem: str, advice: str) -> Finding:
    return Finding("region.record", where, problem, advice)
