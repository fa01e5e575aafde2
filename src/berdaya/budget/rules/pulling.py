"""Opening data from the records of the office: what may be taken over, and whether it is old.

A datum that was taken over keeps where it came from (`mengapa`, the page of its source record) and its day
(`per`), so that a newer record shows as a difference and an old one says that it is old.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from berdaya.budget.rules.lines import rows_of
from berdaya.figures.rules import stale
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count


class Standing(StrEnum):
    """How a record of the office stands to what the statement says."""

    NEW = "belum dipakai"
    SAME = "sudah dipakai"
    CHANGED = "berubah"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the office: who is counted, by sex where that is known, on which day, by which source.

    `key` tells facts apart, `address` is the page of the source record.
    """

    key: str
    label: str
    total: int
    unit: str
    as_of: date
    source: str
    address: str
    men: int | None = None
    women: int | None = None

    @property
    def value(self) -> str:
        sexes = ""
        if self.men is not None and self.women is not None:
            sexes = f" (L {format_count(self.men)}, P {format_count(self.women)})"
        return f"{format_count(self.total)} {self.unit}{sexes}"

    @property
    def row(self) -> dict[str, Any]:
        """As a row of the opening data."""
        by_sex = {"L": self.men, "P": self.women} if self.men is not None else {"L": None, "P": None}
        return {
            "label": self.label,
            **by_sex,
            "total": self.total,
            "unit": self.unit,
            "tahun": self.as_of.year,
            "sumber": f"{self.source}, {format_date(self.as_of)}",
            "per": self.as_of.isoformat(),
            "asal": self.key,
            "mengapa": self.address,
        }


def standing_of(record: Mapping[str, Any], fact: Fact) -> Standing:
    """Is this fact in the opening data, and does it say the same there?"""
    row = _row_of(record, fact)
    if row is None:
        return Standing.NEW
    same = all(row.get(name) == fact.row[name] for name in ("L", "P", "total", "tahun"))
    return Standing.SAME if same else Standing.CHANGED


def _row_of(record: Mapping[str, Any], fact: Fact) -> Mapping[str, Any] | None:
    return next((row for row in rows_of(record, "data") if row.get("asal") == fact.key), None)


def pulled_in(record: Mapping[str, Any], facts: Iterable[Fact]) -> list[Mapping[str, Any]]:
    """The opening data with these facts: those that were taken before anew, the others at the end."""
    rows = list(rows_of(record, "data"))
    for fact in facts:
        places = [at for at, row in enumerate(rows) if row.get("asal") == fact.key]
        if places:
            rows[places[0]] = {**rows[places[0]], **fact.row, "label": rows[places[0]].get("label")}
        else:
            rows.append(fact.row)
    return rows


def old_words(row: Mapping[str, Any], today: date, months: int) -> str:
    """That a datum is old, for one whose day or year is known; nothing for a fresh one."""
    day = _day_of(row)
    if day is None or not stale(day, today=today, months=months):
        return ""
    return f"Lama: keadaan {format_date(day)}, {months} bulan atau lebih sebelumnya"


def _day_of(row: Mapping[str, Any]) -> date | None:
    """The day of a datum; of a bare year its last day."""
    try:
        if row.get("per"):
            return date.fromisoformat(str(row["per"]))
        year = row.get("tahun")
        return date(year, 12, 31) if isinstance(year, int) and 1900 <= year <= 2100 else None
    except ValueError:
        return None
