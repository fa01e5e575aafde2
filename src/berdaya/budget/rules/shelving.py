"""Activities that a year put off or struck out when money was cut; the next year is offered them again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from berdaya.budget.rules.lines import activity_key, rows_of, rupiah_of


class Fate(StrEnum):
    """Put off: to be done later. Struck out: given up, unless somebody wants it again."""

    PUT_OFF = "ditunda"
    STRUCK = "dicoret"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity of an earlier year. `origin` names it: year of the statement and key of the activity."""

    origin: str
    year: int
    text: str
    budget: int | None
    fate: Fate
    reason: str
    row: Mapping[str, Any]


def shelved_in(record: Mapping[str, Any], key: str, fate: Fate, reason: str) -> dict[str, Any]:
    """The record with that activity taken out of the plan; unchanged where it has no such activity.

    Its RKA rows go with it. The total stays as it is: whoever cuts the money types the new one, and the
    checks hold both against each other.
    """
    rows = rows_of(record, "rencana_aksi")
    keys = [activity_key(row, at) for at, row in enumerate(rows)]
    if key not in keys:
        return dict(record)
    keyed = [{**row, "kode": one} for one, row in zip(keys, rows, strict=True)]
    gone = {**keyed[keys.index(key)], "nasib": fate.value, "alasan": reason}
    made = dict(record)
    made["rencana_aksi"] = [row for row in keyed if row["kode"] != key]
    made["ditunda"] = [*rows_of(record, "ditunda"), gone]
    accounts = record.get("rka")
    if isinstance(accounts, Mapping) and isinstance(accounts.get("baris"), list):
        kept = [row for row in accounts["baris"] if row.get("aktivitas") != key]
        made["rka"] = {**accounts, "baris": kept}
    return made


def candidates(
    earlier: Iterable[tuple[int, Mapping[str, Any]]], taken: Iterable[str]
) -> tuple[Candidate, ...]:
    """What earlier years shelved and nobody took since, the newest year first."""
    gone = set(taken)
    found = [
        _candidate(year, row, at) for year, one in earlier for at, row in enumerate(rows_of(one, "ditunda"))
    ]
    ordered = sorted(found, key=lambda one: (-one.year, one.origin))
    return tuple(one for one in ordered if one.origin not in gone)


def _candidate(year: int, row: Mapping[str, Any], at: int) -> Candidate:
    key = activity_key(row, at)
    fate = Fate.STRUCK if row.get("nasib") == Fate.STRUCK else Fate.PUT_OFF
    text, reason = str(row.get("teks") or ""), str(row.get("alasan") or "")
    return Candidate(f"{year}/{key}", year, text, rupiah_of(row.get("anggaran")), fate, reason, row)


def origins_in(record: Mapping[str, Any]) -> set[str]:
    """The candidates that a record has taken, in its plan or put off again."""
    rows = [*rows_of(record, "rencana_aksi"), *rows_of(record, "ditunda")]
    return {str(row["dari"]) for row in rows if row.get("dari")}


def picked_up(record: Mapping[str, Any], one: Candidate) -> dict[str, Any]:
    """The record with the candidate as the last activity of its plan; its causes are chosen anew."""
    rows = rows_of(record, "rencana_aksi")
    keyed = [{**row, "kode": activity_key(row, at)} for at, row in enumerate(rows)]
    row = {name: one.row[name] for name in ("teks", "anggaran", "keluaran", "kategori") if name in one.row}
    new = {**row, "kode": next_key("aktivitas", [item["kode"] for item in keyed]), "dari": one.origin}
    return {**record, "rencana_aksi": [*keyed, new]}


def next_key(stem: str, used: Iterable[str]) -> str:
    """The first free key of a stem: `aktivitas-6`. A key that was given away once is not given again here."""
    numbers = [int(tail) for key in used if (tail := key.rpartition("-")[2]).isdigit()]
    return f"{stem}-{max(numbers, default=0) + 1}"
