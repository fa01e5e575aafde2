"""The manifest of a snapshot: where it came from, what it may serve, what is in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from berdaya.kernel.findings import Severity

FORMAT = "berdaya-snapshot/2"
NAME = "manifest.json"
SEAL = "seal"
_TEXTS = ("id", "key", "register", "edition", "profile", "unit", "sha256", "purpose", "legal_basis", "until")
_SHAPE: Final[dict[str, type | tuple[type, ...]]] = {
    **dict.fromkeys((*_TEXTS, "rule", "standing"), str),
    **dict.fromkeys(("households", "members", "places"), int),
    **dict.fromkeys(("rows", "deciles", "files"), dict),
    **dict.fromkeys(("columns_dropped", "findings", "rules"), list),
    "parent": (dict, type(None)),
}
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
            "findings": [dict(finding) for finding in self.findings],
        }


def described(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What `register import` and `register describe` answer."""
    return {name: manifest[name] for name in _DESCRIBED} | {
        "columns_dropped": manifest["columns_dropped"],
        "sha256": manifest["sha256"],
        "findings": manifest["findings"],
    }


def has_shape(value: Any) -> bool:
    """Is this a manifest as `as_json` writes it, so that every reader finds what it asks for?"""
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(name), kind) for name, kind in _SHAPE.items())
        and all(type(value["rows"].get(name)) is int for name in ("in", "accepted", "rejected", "duplicate"))
        and all(_is_file(name, told) for name, told in value["files"].items())
        and all(_is_finding(finding) for finding in value["findings"])
        and (value["parent"] is None or _all_text(value["parent"], "id", "folder"))
        and _is_day(value["until"])
    )


def _is_file(name: str, told: Any) -> bool:
    """A file of the folder itself; a name that leads elsewhere would have another file read."""
    plain = "/" not in name and name not in ("", ".", "..")
    return plain and _all_text(told, "sha256") and type(told.get("bytes")) is int


def _is_finding(told: Any) -> bool:
    texts = _all_text(told, "code", "where", "problem", "advice", "severity")
    return texts and told["severity"] in set(Severity) and type(told.get("count")) is int


def _all_text(value: Any, *names: str) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in names)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
