"""The manifest of a snapshot: where it came from, what it may serve, what is in it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from berdaya.kernel.findings import Finding, Refused

FORMAT = "berdaya-snapshot/1"
NAME = "manifest.json"
_DESCRIBED = ("register", "edition", "profile", "unit", "rows", "households", "members", "places")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the file. Every row is in exactly one of the three."""

    accepted: int
    rejected: int
    duplicate: int

    def as_json(self) -> dict[str, int]:
        return {
            "in": self.accepted + self.rejected + self.duplicate,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "duplicate": self.duplicate,
        }


@dataclass(frozen=True, slots=True)
class Charge:
    """What a person or an office answers for: purpose, legal basis, end date, and the rule they came from."""

    purpose: str
    legal_basis: str
    until: str
    rule: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a snapshot was made from, and how it was read."""

    file: str
    sha256: str
    register: str
    edition: str
    profile: str
    profile_digest: str
    code_list: str
    unit: str
    row_is: str
    decile_basis: str
    styles: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that is kept of an import besides the data."""

    id: str
    origin: Origin
    charge: Charge
    rows: Rows
    households: int
    members: int
    places: int
    deciles: Mapping[str, int]
    columns_kept: tuple[str, ...]
    columns_dropped: tuple[str, ...]
    findings: tuple[Mapping[str, Any], ...]
    imported_on: str
    software: str
    rules: tuple[str, ...]
    parent: Mapping[str, str] | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def key_name(self) -> str:
        return f"snapshot-{self.id}"

    def as_json(self) -> dict[str, Any]:
        """The file `manifest.json`."""
        origin = asdict(self.origin)
        return {
            "format": FORMAT,
            "id": self.id,
            "key": self.key_name,
            "register": origin.pop("register"),
            "edition": origin.pop("edition"),
            "profile": origin.pop("profile"),
            "unit": origin.pop("unit"),
            "sha256": origin.pop("sha256"),
            **asdict(self.charge),
            "rows": self.rows.as_json(),
            "households": self.households,
            "members": self.members,
            "places": self.places,
            "deciles": dict(self.deciles),
            "columns_kept": list(self.columns_kept),
            "columns_dropped": list(self.columns_dropped),
            "origin": origin,
            "parent": self.parent,
            "imported_on": self.imported_on,
            "software": self.software,
            "rules": list(self.rules),
            "files": dict(self.files),
            "findings": [dict(finding) for finding in self.findings],
        }


def described(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What `register import` and `register describe` answer."""
    return {name: manifest[name] for name in _DESCRIBED} | {
        "columns_dropped": manifest["columns_dropped"],
        "sha256": manifest["sha256"],
        "findings": manifest["findings"],
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a snapshot. Refused when the folder holds none, or one of another format."""
    path = folder / NAME
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(_fault("snapshot.missing", folder, "di sini tidak ada potret data")) from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise Refused(_fault("snapshot.broken", folder, "manifest.json rusak")) from None
    if manifest.get("format") != FORMAT:
        raise Refused(_fault("snapshot.format", folder, "bentuk potret data tidak dikenal"))
    return manifest


def _fault(code: str, folder: Path, problem: str) -> Finding:
    return Finding(code, str(folder), problem, "Sebut folder yang dibuat oleh `berdaya register import`.")
