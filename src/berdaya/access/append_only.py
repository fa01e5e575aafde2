"""Tables whose rows are never changed or removed, and the triggers that see to it on both databases.

This is the one list. A room that keeps such a table adds its name here. The triggers are put in place after
every migrate, since SQLite silently drops them when Django rebuilds a table.
"""

import re
from typing import Any, Final

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY: Final = (
    "access_auditentry",
    "access_holdingend",
    "budget_answer",
    "budget_step",
    "budget_version",
    "deliberation_answer",
    "deliberation_contribution",
    "deliberation_draft",
    "deliberation_forumchange",
    "deliberation_handeditem",
    "deliberation_ledgerentry",
    "deliberation_move",
    "delivery_booking",
    "delivery_contract",
    "delivery_decision",
    "delivery_handover",
    "delivery_paylist",
    "delivery_payrow",
    "delivery_progress",
    "documents_cancellation",
    "documents_number",
    "documents_numbergap",
    "documents_replacement",
    "documents_scancheck",
    "documents_signedscan",
    "documents_version",
    "figures_figure",
    "hardship_evaluation",
    "hardship_placesign",
    "meeting_minutes",
    "plan_apbdesline",
    "plan_authorityline",
    "plan_edition",
    "plan_kamusitem",
    "plan_nomenclatureline",
    "plan_priorityline",
    "region_territorymap",
    "register_decision",
    "register_destruction",
    "register_snapshot",
    "register_snapshotplace",
    "scan_decision",
    "scan_founddifference",
    "scan_linenews",
    "scan_pairanswer",
    "scan_sidcheck",
    "scan_sidclass",
    "targeting_agencypair",
    "targeting_assignedplace",
    "targeting_assignment",
    "targeting_assignmentanswer",
    "targeting_changewithdrawal",
    "targeting_check",
    "targeting_computation",
    "targeting_computationanswer",
    "targeting_decree",
    "targeting_discussion",
    "targeting_inputfile",
    "targeting_pairwithdrawal",
    "targeting_placechange",
    "targeting_placeresult",
    "targeting_recheck",
    "targeting_return",
    "targeting_runstep",
)

_SAME_KEY: Final = "EXISTS (SELECT 1 FROM {table} WHERE {same})"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")


def install(using: str = "default", **_signal: Any) -> None:
    """Put the triggers on every listed table that exists. May be run as often as one likes."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    for table in APPEND_ONLY:
        if table in present:
            _install_on(connection, table)


def missing(using: str = "default") -> list[str]:
    """Listed tables that exist without all their triggers."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    return [table for table in APPEND_ONLY if table in present and not _guarded(connection, table)]


def remove(using: str = "default") -> None:
    """Take the triggers off: only for what is emptied as a whole, a test database or the office of a demo."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    for table in (table for table in APPEND_ONLY if table in present):
        with connection.cursor() as cursor:
            for name in _names(connection, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _install_on(connection: BaseDatabaseWrapper, table: str) -> None:
    if not _NAME.fullmatch(table):
        raise ValueError(f"not a table name: {table!r}")
    statements = _postgresql(table) if connection.vendor == "postgresql" else _sqlite(connection, table)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _names(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"append_only_{table}_rows", f"append_only_{table}_whole"]
    return [f"append_only_{table}_{verb}" for verb in ("update", "delete", "replace")]


def _guarded(connection: BaseDatabaseWrapper, table: str) -> bool:
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE relname = %s AND tgenabled <> 'D'"
        )
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        found = {row[0] for row in cursor.fetchall()}
    return set(_names(connection, table)) <= found


def _postgresql(table: str) -> list[str]:
    rows, whole = f"append_only_{table}_rows", f"append_only_{table}_whole"
    return [
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {rows} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION append_only()",
        f"CREATE OR REPLACE TRIGGER {whole} BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION append_only()",
    ]


def _sqlite(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """REPLACE deletes without asking a delete trigger unless `recursive_triggers` is on in that very
    connection. So an insert over an existing key is refused by a trigger of its own."""
    stop = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    update, delete, replace = _names(connection, table)
    taken = " OR ".join(
        _SAME_KEY.format(table=table, same=" AND ".join(f"{c} = NEW.{c}" for c in columns))
        for columns in _unique_columns(connection, table)
    )
    return [
        f"DROP TRIGGER IF EXISTS {replace}",
        f"CREATE TRIGGER IF NOT EXISTS {update} BEFORE UPDATE ON {table} {stop}",
        f"CREATE TRIGGER IF NOT EXISTS {delete} BEFORE DELETE ON {table} {stop}",
        f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} WHEN {taken} {stop}",
    ]


def _unique_columns(connection: BaseDatabaseWrapper, table: str) -> list[list[str]]:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table).values()
    unique = {tuple(c["columns"]) for c in constraints if c["unique"] or c["primary_key"]}
    return [[f'"{column}"' for column in columns] for columns in sorted(unique)]
