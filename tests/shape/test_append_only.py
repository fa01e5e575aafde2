"""Every table of the list, on both databases: a row is not changed, not removed, not replaced.

The rows are nonsense, put in with the checks of the table off: this is about the triggers, whatever the room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Field

from berdaya.access.append_only import APPEND_ONLY

pytestmark = pytest.mark.django_db
ON_SQLITE = connection.vendor == "sqlite"
MODELS = {model._meta.db_table: model for model in apps.get_models()}
SOMETHING = {
    models.DateTimeField: datetime(2026, 11, 21, tzinfo=UTC),
    models.DateField: date(2026, 11, 21),
    models.UUIDField: UUID(int=1),
    models.JSONField: {},
    models.BinaryField: b"1",
    models.BooleanField: True,
    models.IntegerField: 1,
    models.DecimalField: 1,
}


def something(field: "Field[Any, Any]") -> Any:
    """Any value of the right type."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return next((value for kind, value in SOMETHING.items() if isinstance(field, kind)), "1")


@contextmanager
def nonsense_in(table: str) -> Iterator[None]:
    """One row in the table for as long as the block lasts; nothing stays."""
    with transaction.atomic():
        _checks_off(table)
        fields = MODELS[table]._meta.concrete_fields
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        values = [field.get_db_prep_save(something(field), connection) for field in fields]
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
            if ON_SQLITE:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
        yield
        transaction.set_rollback(True)


def _checks_off(table: str) -> None:
    with connection.cursor() as cursor:
        if ON_SQLITE:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def key_of(table: str) -> str:
    return connection.ops.quote_name(MODELS[table]._meta.pk.column)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_is_not_changed(table):
    with nonsense_in(table):
        assert refused(f"UPDATE {table} SET {key_of(table)} = {key_of(table)}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_is_not_removed(table):
    with nonsense_in(table):
        assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_is_not_replaced(table):
    with nonsense_in(table):
        if ON_SQLITE:
            assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        else:
            key = key_of(table)
            upsert = f"ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"
            assert refused(f"INSERT INTO {table} SELECT * FROM {table} {upsert}")


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has no TRUNCATE; DELETE without a condition is tried above")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_table_is_not_emptied(table):
    assert refused(f"TRUNCATE {table} CASCADE")


def test_the_list_has_an_order_and_no_name_twice():
    assert list(APPEND_ONLY) == sorted(set(APPEND_ONLY))
