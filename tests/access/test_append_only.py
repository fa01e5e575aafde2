"""The triggers themselves: always there, put back after every migrate, not fooled by a connection's settings.

That they hold for every table of the list is tried in tests/shape/test_append_only.py.
"""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from berdaya.access import append_only
from berdaya.access.audit import record
from berdaya.access.checks import check_append_only_names, check_append_only_triggers
from berdaya.access.models import AuditEntry

pytestmark = pytest.mark.django_db


def replaced() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO access_auditentry SELECT * FROM access_auditentry")
    except DatabaseError:
        return False
    return True


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite replaces rows without asking a trigger"
)
def test_a_row_is_not_replaced_by_a_connection_with_other_settings():
    record(None, "x.y", "kind", 1)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            assert not replaced()
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")


def test_new_rows_are_taken():
    record(None, "x.y", "kind", 1)
    record(None, "x.y", "kind", 2)
    assert AuditEntry.objects.count() == 2


def test_without_the_triggers_a_row_would_change():
    record(None, "x.y", "kind", 1)
    append_only.remove()
    assert AuditEntry.objects.update(verb="x.z") == 1


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
