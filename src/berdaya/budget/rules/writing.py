"""A part of the record as somebody typed it. What the form does not show stays as it was.

A number that cannot be read stays as typed, so that a check can show it. A field that was never read and is
left empty stays unread. Rows are told apart by their digest, so that unseen fields stay with their own row.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from berdaya.budget.rules.lines import rows_of
from berdaya.budget.rules.opening import names_of
from berdaya.budget.rules.parts import (
    CHOICE,
    COUNT,
    FACTOR_CELLS,
    LINKS,
    RUPIAH,
    YEAR,
    Cell,
    Part,
    Table,
)
from berdaya.budget.rules.record import FACTORS
from berdaya.budget.rules.shelving import next_key
from berdaya.kernel.digests import digest_of
from berdaya.kernel.numbers import parse_count, parse_rupiah

MOST_ROWS: Final = 80
# An indicator that was read as one sentence holds all that the paper says of it: its other fields are empty.
_SENTENCES: Final = frozenset({"keluaran", "hasil", "dampak"})
Given = Mapping[str, Sequence[str]]


def typed_part(record: Mapping[str, Any], part: Part, given: Given) -> dict[str, Any]:
    """The fields of a part with what was typed in them, a deed on a row done."""
    made: dict[str, Any] = {}
    for cell in part.texts:
        name, _, inner = cell.key.partition(".")
        before = made.get(name, record.get(name))
        if not inner:
            _put(made, record, cell, given.get(cell.key))
        elif cell.key in given:
            old = before if isinstance(before, Mapping) else ({"jumlah": before} if before else {})
            value = _value(cell, given[cell.key])
            if value is not None or inner in old:
                made[name] = {**old, inner: value}
    if part.derives and (given.get("deed") or [""])[-1] == "nama":
        made |= names_of(record.get("kode_isian", record.get("kode")), record.get("tahun_anggaran"))
    if part.slug == "faktor":
        made["faktor"] = _factors(record.get("faktor"), given)
    for table in part.tables:
        _rows_into(made, record, table, given)
    return _without_empty(made, record)


def _put(made: dict[str, Any], before: Mapping[str, Any], cell: Cell, given: Sequence[str] | None) -> None:
    """One field; left empty it stays unread where it was."""
    if given is None:
        return
    value = _value(cell, given)
    if value not in (None, []) or cell.key in before:
        made[cell.key] = value


def _value(cell: Cell, given: Sequence[str]) -> Any:
    """What was typed: links as a list, numbers where they can be read, else the words."""
    if cell.kind == LINKS:
        return [text for text in given if text]
    text = given[-1].replace("\r\n", "\n").strip() if given else ""
    if not text:
        return None
    read = {COUNT: parse_count, YEAR: parse_count, RUPIAH: parse_rupiah}.get(cell.kind)
    number = read(text) if read else None
    return text if number is None else number


def _factors(before: Any, given: Given) -> dict[str, Any]:
    old = before if isinstance(before, Mapping) else {}
    made: dict[str, Any] = {}
    for name in FACTORS:
        row = old.get(name)
        whole = dict(row) if isinstance(row, Mapping) else {"ringkas": row or ""}
        for cell in FACTOR_CELLS:
            field = f"faktor-{name}-{cell.key}"
            if field in given:
                value = _value(cell, given[field])
                if value not in (None, []) or cell.key in whole:
                    whole[cell.key] = value
        made[name] = whole
    return made


def rows_at(record: Mapping[str, Any], table: Table) -> list[Mapping[str, Any]]:
    """The rows of a list, wherever it lies."""
    if len(table.path) == 1:
        return rows_of(record, table.path[0])
    outer = record.get(table.path[0])
    if table.path[0] == "dampak" and not isinstance(outer, Mapping):
        outer = {"hasil": outer}
    rows = outer.get(table.path[1]) if isinstance(outer, Mapping) else None
    if isinstance(rows, Mapping):
        rows = [{"uraian": name, "jumlah": amount} for name, amount in rows.items()]
    return rows_of({"rows": rows}, "rows")


def row_mark(row: Mapping[str, Any]) -> str:
    """By which a form says which row it shows."""
    return digest_of(row)[:16]


def _rows_into(made: dict[str, Any], record: Mapping[str, Any], table: Table, given: Given) -> None:
    before = rows_at(record, table)
    marks = {row_mark(row): _with_key(table, row, at) for at, row in enumerate(before)}
    rows: list[dict[str, Any]] = []
    for at in range(MOST_ROWS):
        prefix = f"{table.name}-{at}"
        if f"{prefix}-{table.main}" not in given:
            break
        old = marks.get((given.get(f"{prefix}-asal") or [""])[-1])
        row = _row(table, prefix, old, given)
        if row:
            rows.append(row)
    else:
        rows += [dict(row) for row in before[MOST_ROWS:]]
    if f"{table.name}-0-{table.main}" not in given:
        return
    rows = _done((given.get("deed") or [""])[-1], table, _keyed(table, rows, record))
    if len(table.path) == 1:
        made[table.path[0]] = rows
        return
    outer = made.get(table.path[0], record.get(table.path[0]))
    if not isinstance(outer, Mapping):
        outer = {"jumlah": outer} if table.path[0] == "rka" and outer is not None else {}
    made[table.path[0]] = {**outer, table.path[1]: rows}


def _row(table: Table, prefix: str, old: Mapping[str, Any] | None, given: Given) -> dict[str, Any]:
    """A row as typed; nothing where nothing was typed in it."""
    row = dict(old or {})
    if old is not None and table.path[0] in _SENTENCES and set(old) == {"teks"}:
        row = {cell.key: old.get(cell.key) for cell in table.cells if cell.kind not in (LINKS, CHOICE)}
    for cell in table.cells:
        key = "teks" if cell.key == "label" and "teks" in row and "label" not in row else cell.key
        value = _value(cell, given.get(f"{prefix}-{cell.key}", ()))
        if value in (None, []) and key not in row and (old is not None or cell.kind in (LINKS, CHOICE)):
            continue
        row[key] = value
    typed = [row.get(cell.key) for cell in table.cells] + [row.get("teks")]
    return row if any(value not in (None, [], "") for value in typed) else {}


def _with_key(table: Table, row: Mapping[str, Any], at: int) -> Mapping[str, Any]:
    """A row without a key has that of its place, from now on its own."""
    return row if not table.stem or row.get("kode") else {**row, "kode": f"{table.stem}-{at + 1}"}


def _keyed(table: Table, rows: list[dict[str, Any]], record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each row of a list with keys has one; a new row gets one that nothing has named before."""
    if not table.stem:
        return rows
    before = [_with_key(table, row, at) for at, row in enumerate(rows_at(record, table))]
    named = {str(row["kode"]) for row in before}
    named |= {str(key) for one in rows_of(record, "rencana_aksi") for key in one.get("sebab") or ()}
    made = []
    for row in rows:
        of_stem = [one for one in named if one.startswith(f"{table.stem}-")]
        key = str(row.get("kode") or next_key(table.stem, of_stem))
        named.add(key)
        made.append({**row, "kode": key})
    return made


def _done(deed: str, table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`naik:data:2` moves the third row up, `turun` down, `hapus` takes it out."""
    verb, _, rest = deed.partition(":")
    name, _, number = rest.rpartition(":")
    if name != table.name or not number.isdigit() or int(number) >= len(rows):
        return rows
    at, made = int(number), list(rows)
    row = made.pop(at)
    if verb == "hapus":
        return made
    to = max(at - 1, 0) if verb == "naik" else at + 1 if verb == "turun" else at
    made.insert(to, row)
    return made


def _without_empty(made: dict[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """A list that was never read and is still empty stays unread."""
    return {
        name: value
        for name, value in made.items()
        if name in record or value not in ([], {}, {"baris": []}, {"hasil": []})
    }
