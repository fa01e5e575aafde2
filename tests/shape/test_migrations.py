"""The other tests make their tables from the models; here the migrations make them, from nothing, and a new
office makes them at once: both ways must lead to the same tables."""

import json
import os
import subprocess
import sys
from itertools import pairwise

from tests.shape.sizes import ROOT

CODE = """
import django, json
django.setup()
from django.db import connection
{how}
from berdaya.access.append_only import missing
from django.db.migrations.recorder import MigrationRecorder
with connection.cursor() as cursor:
    cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    made = sorted(cursor.fetchall())
done = sorted(MigrationRecorder.Migration.objects.values_list("app", "name"))
print(json.dumps({{"unguarded": missing(), "made": made, "done": done}}))
"""
STEP_BY_STEP = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
AT_ONCE = "from berdaya.site.upgrading import bring_up_to_date; bring_up_to_date()"


def test_the_migrations_and_a_new_office_build_the_same_tables(tmp_path):
    slow, fast = (_built(tmp_path / name, how) for name, how in (("slow", STEP_BY_STEP), ("fast", AT_ONCE)))
    assert slow["unguarded"] == fast["unguarded"] == []
    assert fast["done"] == slow["done"]
    assert _parts(fast["made"]) == _parts(slow["made"])
    names = {name for kind, name, _ in slow["made"] if kind == "table"}
    assert {"access_auditentry", "region_region", "figures_figure", "targeting_run"} <= names


def _built(folder, how):
    folder.mkdir()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "berdaya.site.settings",
        "BERDAYA_DATA": str(folder),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(how=how)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _parts(made):
    """Columns and constraints of each table in any order: a later migration adds its own at the end."""
    return {name: sorted(_split(sql)) if kind == "table" else sql for kind, name, sql in made}


def _split(sql):
    """The parts of a CREATE TABLE between its outermost commas."""
    inside, depth, cuts = sql[sql.index("(") + 1 : sql.rindex(")")], 0, [-1]
    for at, sign in enumerate(inside):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            cuts.append(at)
    return [inside[left + 1 : right].strip() for left, right in pairwise([*cuts, len(inside)])]
