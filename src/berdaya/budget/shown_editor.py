"""A part of a statement as a form: its fields with what stands in them and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.budget.gathering import facts_for, months_until_old
from berdaya.budget.rules.lines import activity_key, rows_of
from berdaya.budget.rules.parts import CHOICE, COUNT, FACTOR_CELLS, FIXED, LINKS, RUPIAH, Cell, Part, Table
from berdaya.budget.rules.pulling import Fact, Standing, old_words, standing_of
from berdaya.budget.rules.record import FACTORS
from berdaya.budget.rules.writing import MOST_ROWS, row_mark, rows_at
from berdaya.kernel.numbers import format_count

_WIDE: Final = frozenset({"long", "links"})
Offers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the page draws it."""

    name: str
    label: str
    kind: str
    value: str
    help_text: str
    choices: tuple[tuple[str, str, bool], ...] = ()

    @property
    def ident(self) -> str:
        return self.name.replace("_", "-").replace(".", "-")

    @property
    def wide(self) -> bool:
        return self.kind in _WIDE

    @property
    def numeric(self) -> bool:
        return self.kind in (COUNT, RUPIAH, "year")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; the last one is empty and waits for something new."""

    number: int
    mark: str
    key: str
    fields: tuple[Field, ...]
    fresh: bool
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The rows of a list; `unseen` more are kept that do not fit in one form."""

    table: Table
    rows: tuple[Row, ...]
    unseen: int = 0


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What the page of a part draws."""

    part: Part
    texts: tuple[Field, ...]
    tables: tuple[ShownTable, ...]
    groups: tuple[tuple[str, tuple[Field, ...]], ...]


def shown_part(record: Mapping[str, Any], part: Part, proposals: Mapping[str, str]) -> ShownPart:
    """The part of a record as fields."""
    offers = offers_of(record, proposals)
    texts = tuple(_field(cell.key, cell, _at(record, cell.key), offers) for cell in part.texts)
    tables = tuple(_table(record, table, offers) for table in part.tables)
    groups = _factors(record, offers) if part.slug == "faktor" else ()
    return ShownPart(part, texts, tables, groups)


def offers_of(record: Mapping[str, Any], proposals: Mapping[str, str]) -> Offers:
    """What links may point at: causes by key, data by name, activities by key, proposals by code."""
    causes = {}
    for name, stem in (("sebab_internal", "internal"), ("sebab_eksternal", "eksternal")):
        for at, row in enumerate(rows_of(record, name)):
            key = str(row.get("kode") or f"{stem}-{at + 1}")
            causes[key] = f"{key.replace('-', ' ')}: {_short(str(row.get('teks') or ''))}"
    data = {str(row["label"]): str(row["label"]) for row in rows_of(record, "data") if row.get("label")}
    activities = {"": "pilih"} | {
        activity_key(row, at): _short(str(row.get("teks") or ""))
        for at, row in enumerate(rows_of(record, "rencana_aksi"))
    }
    return {**FIXED, "causes": causes, "data": data, "activities": activities, "proposals": proposals}


def _at(record: Mapping[str, Any], key: str) -> Any:
    name, _, inner = key.partition(".")
    value = record.get(name)
    if not inner:
        return value
    return value.get(inner) if isinstance(value, Mapping) else value


def _field(name: str, cell: Cell, value: Any, offers: Offers) -> Field:
    if cell.kind in (LINKS, CHOICE):
        picked = [str(one) for one in (value if isinstance(value, list) else [value] if value else [])]
        known = offers[cell.of]
        gone = {one: f"{one} (sudah tidak ada)" for one in picked if one not in known}
        choices = tuple((key, words, key in picked) for key, words in {**known, **gone}.items())
        return Field(name, cell.label, cell.kind, "", cell.help_text, choices)
    return Field(name, cell.label, cell.kind, _words(cell, value), cell.help_text)


def _words(cell: Cell, value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, int) and cell.kind in (COUNT, RUPIAH):
        return format_count(value)
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(record: Mapping[str, Any], table: Table, offers: Offers) -> ShownTable:
    every = rows_at(record, table)
    found = every[:MOST_ROWS]
    rows = [_row(table, at, row, offers, len(found)) for at, row in enumerate(found)]
    if len(found) < MOST_ROWS:
        rows.append(_row(table, len(found), None, offers, len(found)))
    return ShownTable(table, tuple(rows), len(every) - len(found))


def _row(table: Table, at: int, row: Mapping[str, Any] | None, offers: Offers, many: int) -> Row:
    prefix, own = f"{table.name}-{at}", row or {}
    fields = tuple(_field(f"{prefix}-{cell.key}", cell, _of(own, cell.key), offers) for cell in table.cells)
    key = str(own.get("kode") or (f"{table.stem}-{at + 1}" if table.stem else ""))
    mark = row_mark(row) if row is not None else ""
    return Row(at, mark, key, fields, row is None, at == 0, at + 1 == many)


def _of(row: Mapping[str, Any], key: str) -> Any:
    return row.get("teks") if key == "label" and "label" not in row else row.get(key)


def _factors(record: Mapping[str, Any], offers: Offers) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    found = record.get("faktor")
    rows = found if isinstance(found, Mapping) else {}
    groups = []
    for name, title in FACTORS.items():
        own = rows.get(name)
        row = own if isinstance(own, Mapping) else {"ringkas": own}
        fields = tuple(
            _field(f"faktor-{name}-{cell.key}", cell, row.get(cell.key), offers) for cell in FACTOR_CELLS
        )
        groups.append((title, fields))
    return tuple(groups)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else words[:89].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A record of the office that may be taken over, and how it stands to the statement."""

    fact: Fact
    standing: Standing
    old: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A datum of the statement with the page of its source record, and whether it is old."""

    label: str
    source: str
    address: str
    old: str


def shown_facts(hat: Holding, code: str, record: Mapping[str, Any]) -> list[ShownFact]:
    """Everything that may be taken over for a place."""
    day, months = _judged_on(code, record), months_until_old(code)
    return [
        ShownFact(one, standing_of(record, one), old_words(one.row, day, months))
        for one in facts_for(hat, code)
    ]


def _judged_on(code: str, record: Mapping[str, Any]) -> date:
    """An old statement is judged by the end of its own year, a coming one by today."""
    year, today = record.get("tahun_anggaran"), today_in(code)
    return min(today, date(year, 12, 31)) if isinstance(year, int) and 1 <= year <= 9999 else today


def traces_of(code: str, record: Mapping[str, Any]) -> list[Trace]:
    """The data that are old, or that came from a record of the office."""
    day, months = _judged_on(code, record), months_until_old(code)
    found = [
        Trace(
            str(row.get("label") or ""),
            str(row.get("sumber") or "tanpa sumber"),
            str(row.get("mengapa") or ""),
            old_words(row, day, months),
        )
        for row in rows_of(record, "data")
    ]
    return [one for one in found if one.old or one.address]
