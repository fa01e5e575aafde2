"""Snapshots written by hand, for tests that need only some of their files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from berdaya.kernel.digests import digest_of_file
from berdaya.register.held import sealed_manifest
from berdaya.register.rules.manifest import FORMAT, NAME

_TOLD: Mapping[str, Any] = {
    "format": FORMAT,
    "id": "0" * 32,
    "key": "snapshot-" + "0" * 32,
    "register": "BDT",
    "edition": "2024-07-01",
    "profile": "bdt2015",
    "unit": "household",
    "sha256": "0" * 64,
    "purpose": "penetapan sasaran",
    "legal_basis": "Perbup 12/2024",
    "until": "2029-07-01",
    "rule": "register_purpose",
    "standing": "design",
    "rows": {"in": 0, "accepted": 0, "rejected": 0, "duplicate": 0},
    "households": 0,
    "members": 0,
    "places": 0,
    "deciles": {},
    "columns_dropped": [],
    "parent": None,
    "rules": [],
    "findings": [],
}


def put_manifest(folder: Path, key: bytes | None = None, **told: Any) -> None:
    """A manifest over the files that lie in a folder; sealed when a key is given."""
    files = {
        path.name: {"sha256": digest_of_file(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
        if path.name != NAME
    }
    manifest = {**_TOLD, "files": files, **told}
    (folder / NAME).write_text(json.dumps(sealed_manifest(manifest, key) if key else manifest))
