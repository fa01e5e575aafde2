"""The one way into a snapshot: what is read of it was not changed since it was written.

The manifest names the digest and the size of every file; a seal under the key of the snapshot covers the
manifest; the fingerprint that answers quote covers the manifest with its seal. Digests are compared of files
that are read, sizes of all.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from berdaya.access.keys import KeyRing, key_ring
from berdaya.access.sealing import subkey
from berdaya.kernel.digests import canonical_json, digest_of_file
from berdaya.kernel.files import read_json, refuse_irregular
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.register.rules.manifest import FORMAT, NAME, SEAL, described, has_shape

_NO_KEY = {"key.missing", "key.destroyed", "key.unfit"}
_RESTORE = "Ambil potret itu dari cadangan, atau impor ulang berkas asalnya: berdaya register import."


class Sealed(StrEnum):
    """What the key says of the manifest."""

    FITS = "cocok"
    UNKNOWN = "belum dapat diperiksa"


@dataclass(frozen=True, slots=True)
class Held:
    """A snapshot whose manifest was checked. Its files are read through `read` and `scan` alone."""

    folder: Path
    manifest: Mapping[str, Any]
    fingerprint: str
    sealed: Sealed

    def path(self, name: str) -> Path:
        """The path of a file, after its digest has been compared."""
        path = self.present(name)
        if digest_of_file(path) != self.manifest["files"][name]["sha256"]:
            raise Refused(_changed(path))
        return path

    def present(self, name: str) -> Path:
        """The path of a file that must be there, even where its content is not read."""
        path = self.folder / name
        if name not in self.manifest["files"] or not path.exists():
            raise Refused(_fault("snapshot.file_missing", path, "berkas potret ini tidak ada", _RESTORE))
        return path

    def read(self, name: str) -> pl.DataFrame:
        with self.plainly():
            return pl.read_parquet(self.path(name), glob=False)

    def scan(self, name: str) -> pl.LazyFrame:
        return pl.scan_parquet(self.path(name), glob=False)

    def verify(self) -> None:
        """Compare the digest of every file. Those of people may be gone, once their key is destroyed."""
        for name in sorted(self.manifest["files"]):
            if (self.folder / name).exists() or not self.people_destroyed():
                self.path(name)

    def people_destroyed(self) -> bool:
        try:
            key_ring().open(self.manifest["key"])
        except Refused as refused:
            return refused.findings[0].code == "key.destroyed"
        return False

    def cautions(self, on: date) -> list[Finding]:
        """What whoever uses it should know: a seal that nobody can check here, an end that has passed."""
        found, where = [], str(self.folder)
        if self.sealed is Sealed.UNKNOWN:
            problem = (
                "segelnya belum dapat diperiksa: kunci potret ini tidak ada di sini, atau sudah dimusnahkan"
            )
            advice = "Cocokkan sidik jarinya dengan kantor pembuatnya: berdaya register describe."
            found.append(Finding("register.seal_unknown", where, problem, advice, Severity.WARNING))
        until = self.manifest["until"]
        if date.fromisoformat(until) < on:
            problem = f"masa pakainya berakhir {until}"
            advice = "Minta register edisi baru; data lama harus dimusnahkan."
            found.append(Finding("register.past_end", where, problem, advice, Severity.WARNING))
        return found

    def described(self) -> dict[str, Any]:
        """What `register import` and `register describe` answer of it."""
        return described(self.manifest) | {"fingerprint": self.fingerprint, "seal": self.sealed.value}

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """What cannot be read as a table, or lacks a column, is a finding."""
        try:
            yield
        except PolarsError:
            problem = "isi berkas potret ini rusak"
            raise Refused(_fault("snapshot.broken", self.folder, problem, _RESTORE)) from None


def open_snapshot(folder: Path, ring: KeyRing | None = None) -> Held:
    """A snapshot with its manifest, the sizes of its files and its seal checked; refused when any differs."""
    manifest = _manifest(folder)
    for name, told in manifest["files"].items():
        path = folder / name
        if path.exists():
            refuse_irregular(path)
            if path.stat().st_size != told["bytes"]:
                raise Refused(_changed(path))
    sealed = _sealed(folder, manifest, ring or key_ring())
    return Held(folder, manifest, digest_of_file(folder / NAME), sealed)


def sealed_manifest(manifest: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """The manifest with its seal."""
    return {**manifest, SEAL: _seal(manifest, key)}


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = read_json(folder / NAME)
    except (FileNotFoundError, NotADirectoryError):
        advice = "Sebut folder yang dibuat oleh `berdaya register import`."
        raise Refused(_fault("snapshot.missing", folder, "di sini tidak ada potret data", advice)) from None
    except Refused:
        raise Refused(_broken(folder)) from None
    if isinstance(manifest, dict) and manifest.get("format") != FORMAT:
        problem, advice = "bentuk potret data tidak dikenal", "Impor ulang berkas asalnya dengan Berdaya ini."
        raise Refused(_fault("snapshot.format", folder, problem, advice))
    if not has_shape(manifest):
        raise Refused(_broken(folder))
    return dict(manifest)


def _sealed(folder: Path, manifest: Mapping[str, Any], ring: KeyRing) -> Sealed:
    try:
        key = ring.open(manifest["key"])
    except Refused as refused:
        if refused.findings[0].code in _NO_KEY:
            return Sealed.UNKNOWN
        raise Refused(_broken(folder)) from None
    if not hmac.compare_digest(_seal(manifest, key), str(manifest.get(SEAL, ""))):
        raise Refused(_changed(folder / NAME))
    return Sealed.FITS


def _seal(manifest: Mapping[str, Any], key: bytes) -> str:
    plain = json.loads(json.dumps({name: value for name, value in manifest.items() if name != SEAL}))
    return hmac.digest(subkey(key, "manifest"), canonical_json(plain).encode(), "sha256").hex()


def _changed(path: Path) -> Finding:
    return _fault("snapshot.changed", path, "berkas ini berubah sejak potret dibuat", _RESTORE)


def _broken(folder: Path) -> Finding:
    return _fault("snapshot.broken", folder, f"{NAME} rusak", _RESTORE)


def _fault(code: str, where: Path, problem: str, advice: str) -> Finding:
    return Finding(code, str(where), problem, advice)
