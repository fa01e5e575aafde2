"""The other tests make their tables from the models; here the migrations make them, from nothing."""

import json
import os
import subprocess
import sys

from tests.shape.sizes import ROOT

CODE = """
import django, json
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from berdaya.access.append_only import missing
tables = sorted(connection.introspection.table_names())
print(json.dumps({"unguarded": missing(), "tables": tables}))
"""


def test_the_migrations_build_every_table_and_guard_the_append_only_ones(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "berdaya.site.settings",
        "BERDAYA_DATA": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, env=environment, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    built = json.loads(done.stdout)
    assert built["unguarded"] == []
    assert {"access_auditentry", "region_region", "figures_figure", "targeting_run"} <= set(built["tables"])
