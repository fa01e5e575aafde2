"""Rows of the listed tables are never changed, removed or replaced, on either database."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from berdaya.access import append_only
from berdaya.access.audit import record
from berdaya.access.checks import check_append_only_names, check_append_only_triggers
from berdaya.access.models import HoldingEnd
from berdaya.access.rules.roles import Role
from tests.office import PEMALANG, hat

pytestmark = pytest.mark.django_db
ON_SQLITE = connection.vendor == "sqlite"


def _one_entry() -> None:
    record(None, "x.y", "kind", 1)


def _one_ending() -> None:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    HoldingEnd.objects.create(
        holding=ratna, last_day=date(2026, 1, 1), reason="pindah", ended_by=ratna.person
    )


# How to get one row into each table of the list. A table that is listed and not here fails the test below.
ONE_ROW = {"access_auditentry": _one_entry, "access_holdingend": _one_ending}


def listed_here() -> list[str]:
    return [table for table in append_only.APPEND_ONLY if table.startswith("access_")]


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def a_column(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)[-1].name


def test_every_table_of_this_room_in_the_list_is_tried():
    assert set(listed_here()) == set(ONE_ROW)


@pytest.mark.parametrize("table", sorted(ONE_ROW))
def test_a_row_is_not_changed(table):
    ONE_ROW[table]()
    column = a_column(table)
    assert refused(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", sorted(ONE_ROW))
def test_a_row_is_not_removed(table):
    ONE_ROW[table]()
    assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", sorted(ONE_ROW))
def test_a_row_is_not_replaced(table):
    ONE_ROW[table]()
    if ON_SQLITE:
        assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        assert refused(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")


@pytest.mark.skipif(not ON_SQLITE, reason="only SQLite replaces rows without asking the delete trigger")
@pytest.mark.parametrize("table", sorted(ONE_ROW))
def test_a_row_is_not_replaced_by_somebody_whose_connection_has_other_settings(table):
    ONE_ROW[table]()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.skipif(
    ON_SQLITE, reason="SQLite knows no ON CONFLICT with a table scan here; REPLACE is tried above"
)
@pytest.mark.parametrize("table", sorted(ONE_ROW))
def test_an_upsert_changes_nothing(table):
    ONE_ROW[table]()
    column = a_column(table)
    assert refused(
        f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({primary_key(table)})"
        f" DO UPDATE SET {column} = EXCLUDED.{column}"
    )


def primary_key(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)


def test_new_rows_are_still_taken():
    _one_entry()
    _one_entry()


def test_the_check_finds_a_table_without_its_triggers():
    assert check_append_only_triggers(databases=["default"]) == []
    append_only.remove()
    assert {error.id for error in check_append_only_triggers(databases=["default"])} == {"access.E002"}


def test_migrating_puts_the_triggers_back():
    append_only.remove()
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []


def test_installing_twice_changes_nothing():
    append_only.install()
    append_only.install()
    assert append_only.missing() == []


def test_every_listed_table_belongs_to_a_model():
    assert check_append_only_names() == []
