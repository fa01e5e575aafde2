"""What a new edition of a list changes: new, changed and gone rows by their key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from berdaya.kernel.numbers import format_rupiah
from berdaya.plan.rules.lists import FIELDS, Level, ListKind, Row


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: how it is called, and both values in words."""

    words: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.words}: {self.before or 'kosong'} → {self.after or 'kosong'}"


@dataclass(frozen=True, slots=True)
class RowChange:
    key: str
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows by what becomes of them; every row of either edition is counted once."""

    new: tuple[Row, ...]
    changed: tuple[RowChange, ...]
    gone: tuple[Row, ...]
    same: int

    @property
    def none(self) -> bool:
        return not (self.new or self.changed or self.gone)


def difference(kind: ListKind, before: Iterable[Row], after: Iterable[Row]) -> Difference:
    """Compare two editions of one list, in the order of the newer one; gone rows in that of the older."""
    old = {row.key: row for row in before}
    new = {row.key: row for row in after}
    changed = [
        RowChange(row.key, row.name, found)
        for key, row in new.items()
        if key in old and (found := changes_of(kind, old[key], row))
    ]
    return Difference(
        new=tuple(row for key, row in new.items() if key not in old),
        changed=tuple(changed),
        gone=tuple(row for key, row in old.items() if key not in new),
        same=len(new.keys() & old.keys()) - len(changed),
    )


def changes_of(kind: ListKind, before: Row, after: Row) -> tuple[FieldChange, ...]:
    """What differs between two versions of one row, in words."""
    words = _words(kind)
    return tuple(
        FieldChange(words.get(one.name, one.name), shown(kind, one.name, old), shown(kind, one.name, new))
        for one in fields(after)
        if (old := getattr(before, one.name)) != (new := getattr(after, one.name))
    )


def shown(kind: ListKind, attribute: str, value: Any) -> str:
    """A value of a row in words: money as rupiah, levels by their title."""
    if value is None:
        return ""
    if isinstance(value, Level):
        return value.words
    return format_rupiah(value) if attribute in _money(kind) else str(value)


def _words(kind: ListKind) -> Mapping[str, str]:
    return {field.attribute: field.words for field in FIELDS[kind]} | {
        "first_year": "Tahun pertama",
        "last_year": "Tahun terakhir",
    }


def _money(kind: ListKind) -> set[str]:
    return {field.attribute for field in FIELDS[kind] if field.money}
