"""The address of the database: `DATABASE_URL` for PostgreSQL, else SQLite in the data folder."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from berdaya.kernel.findings import Finding, Refused


def database_settings(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for one database. Only `postgresql://…` and an empty address are known."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "berdaya.sqlite3"),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    " PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Refused(
            Finding(
                "settings.database_url",
                "DATABASE_URL",
                "alamat basis data tidak dikenal",
                "Tulis postgresql://pengguna:sandi@komputer:5432/nama, atau kosongkan untuk SQLite.",
            )
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
    }


def start_database() -> None:
    """Load the office's tables; only the commands that need them pay for it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
    django.setup()
