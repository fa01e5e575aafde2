"""System checks: what must be true before an office opens its doors."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

from berdaya.access import append_only

GUARD = "berdaya.access.middleware.Guard"


def register_checks() -> None:
    register(check_append_only_names, Tags.models)
    register(check_append_only_triggers, Tags.database)
    register(check_guard, Tags.security)


def check_append_only_names(**_: Any) -> list[CheckMessage]:
    """Every listed table belongs to a model: a slip of the pen would leave a table open."""
    tables = {model._meta.db_table for model in apps.get_models()}
    return [
        Error(f"{table} is listed as append-only, but no model has such a table.", id="access.E001")
        for table in append_only.APPEND_ONLY
        if table not in tables
    ]


def check_append_only_triggers(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The triggers are there in each database that is asked about."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            bare = append_only.missing(alias)
        except (OperationalError, ProgrammingError, ImproperlyConfigured):
            continue
        found += [
            Error(
                f"{table} may be changed: its append-only triggers are missing in '{alias}'.",
                hint="Run migrate once more.",
                id="access.E002",
            )
            for table in bare
        ]
    return found


def check_guard(**_: Any) -> list[CheckMessage]:
    """Doors only declare; the middleware guards. Without it every page would be open."""
    if GUARD in settings.MIDDLEWARE:
        return []
    return [Error("The middleware that guards the doors is not installed.", hint=GUARD, id="access.E003")]
