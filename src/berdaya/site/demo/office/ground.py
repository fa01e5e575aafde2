"""The ground on which the demo stands: an empty office, or one in which only invented people work."""

import shutil
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection

from berdaya.access import append_only
from berdaya.access.models import Person
from berdaya.kernel.findings import Finding, Refused
from berdaya.site.demo.people import MARK

# What an office leaves in its folder, apart from its keys and what can be collected anew.
LEFT: Final = ("register", "files", "pictures", "maps")


def refuse_real_office(data: Path) -> None:
    """Invented people and registers never come into an office where real people work."""
    if not _stands():
        return
    real = Person.objects.exclude(username__endswith=MARK).count()
    if real:
        raise Refused(
            Finding(
                "demo.real_office",
                str(data),
                f"memuat kantor dengan {real} akun yang bukan akun peragaan",
                "Beri peragaan foldernya sendiri: BERDAYA_DATA=./peragaan make demo",
            )
        )


def empty_office(data: Path) -> None:
    """Begin the office of the demo anew: tables that forbid deletion are emptied as a whole."""
    if _stands():
        append_only.remove()
        call_command("flush", interactive=False, verbosity=0)
        append_only.install()
    for name in LEFT:
        shutil.rmtree(data / name, ignore_errors=True)


def _stands() -> bool:
    return Person._meta.db_table in connection.introspection.table_names()
