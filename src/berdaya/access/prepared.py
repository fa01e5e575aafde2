"""Queries that are asked at every click: put together once, then asked with other values.

Django builds the same SQL anew each time, which takes longer than the database needs to answer. Here a query
is written as usual, with `Given("name")` in the place of each text that changes:

    _SITTING = Prepared(lambda: Sitting.objects.select_related("person").filter(key_hash=Given("key")))
    _SITTING.asked(key=fingerprint)

Only what the query asks is kept, never an answer. A page of a list is another query for each page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
_populators: Any = get_related_populators  # the stubs describe a later Django, with one argument more


class Given(str):
    """The place of a text that is given when the query is asked."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Sql:
    """What the database is asked: `gaps` says which parameters are given, `readers` how columns are read."""

    text: str
    parameters: Sequence[Any]
    gaps: Sequence[tuple[int, str]]
    readers: Sequence[tuple[int, Any, Any]]


class Prepared(Generic[Row]):
    """A query of whole records, with what `select_related` and `annotate` add, or of `values_list`."""

    def __init__(self, write: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._write = write

    @cached_property
    def _parts(self) -> tuple[_Sql | None, Callable[[Sequence[Any]], Row]]:
        queryset = self._write()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            text, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None, _as_it_is
        gaps = [(at, str(value)) for at, value in enumerate(parameters) if type(value) is Given]
        converters = compiler.get_converters([expression for expression, _, _ in compiler.select])
        readers = [(at, steps, expression) for at, (steps, expression) in converters.items()]
        whole = issubclass(queryset._iterable_class, ModelIterable)
        return _Sql(text, parameters, gaps, readers), _record_of(compiler) if whole else _as_it_is

    def asked(self, **given: str) -> list[Row]:
        """The rows, read from the database now. Every text that the query leaves open is given."""
        sql, row_of = self._parts
        return [row_of(row) for row in _rows(sql, given)] if sql is not None else []


def _rows(sql: _Sql, given: dict[str, str]) -> list[Any]:
    values = list(sql.parameters)
    for at, name in sql.gaps:
        values[at] = given[name]
    with connection.cursor() as cursor:
        cursor.execute(sql.text, values)
        rows = cursor.fetchall()
    return [_read(row, sql.readers) for row in rows] if sql.readers else rows


def _read(row: Sequence[Any], readers: Sequence[tuple[int, Any, Any]]) -> list[Any]:
    """Columns as Django's fields give them: dates of SQLite are text, and so on."""
    read = list(row)
    for at, steps, expression in readers:
        value = read[at]
        for step in steps:
            value = step(value, expression, connection)
        read[at] = value
    return read


def _as_it_is(row: Any) -> Any:
    return row


def _record_of(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """How a row becomes a record with its company, as Django's own `ModelIterable` does it."""
    info = compiler.klass_info
    model, first, behind = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [compiler.select[at][0].target.attname for at in range(first, behind)]
    company = _populators(info, compiler.select, DEFAULT_DB_ALIAS)
    added = list(compiler.annotation_col_map.items())

    def record(row: Sequence[Any]) -> Any:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:behind])
        for populator in company:
            populator.populate(row, made)
        for name, at in added:
            setattr(made, name, row[at])
        return made

    return record
