"""The tables of this version: a new office gets them in seconds, an older one step by step."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model


def bring_up_to_date() -> None:
    """Make or change the tables until they are those of this version. May be run as often as one likes.

    An empty database gets all of them at once from the models, and the migrations are noted as done. They
    lead to the same tables (a test compares both ways), but draw all models anew after each of their steps.
    """
    if not connection.introspection.table_names():
        _build()
    call_command("migrate", verbosity=0)


def _build() -> None:
    """Everything or nothing, in one transaction."""
    done = sorted(MigrationLoader(connection).graph.nodes)
    tables: list[type[Model]] = [MigrationRecorder.Migration, *apps.get_models()]
    with connection.schema_editor() as editor:
        for model in tables:
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        note = MigrationRecorder.Migration
        note.objects.bulk_create(note(app=app, name=name) for app, name in done)
