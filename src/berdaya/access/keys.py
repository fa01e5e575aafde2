"""Keys of an office: master keys with versions, and one data key for each thing that may have to die alone.

They lie in a folder of their own (`BERDAYA_KEYS`), outside database and backups. A data key is kept only
wrapped by a master key. To rotate is to wrap all data keys anew; to destroy a data key is to make everything
sealed under it unreadable for ever, in every copy and backup.
"""

import json
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import data_folder

_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}-[0-9a-f]{16,64}", re.ASCII)
_MASTER = re.compile(r"master-(\d{4})\.key", re.ASCII)
_NONCE = 12


def keys_folder() -> Path:
    """Where keys lie (`BERDAYA_KEYS`, default `keys` in the data folder). Keep it out of backups."""
    named = os.environ.get("BERDAYA_KEYS")
    return Path(named).absolute() if named else data_folder() / "keys"


@dataclass(frozen=True, slots=True)
class KeyState:
    """What may be told about a data key: its name, the master that wraps it, and when it was destroyed."""

    name: str
    master: int
    destroyed_on: date | None = None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys in one folder."""

    folder: Path

    def create(self, name: str) -> bytes:
        """A new data key under a name that was never used before."""
        _refuse_strange(name)
        if self._path(name).exists():
            raise Refused(_fault("key.exists", name, "nama kunci sudah dipakai", "Pakai nama yang baru."))
        key = secrets.token_bytes(32)
        self._write(name, self._newest_or_first(), key)
        return key

    def open(self, name: str) -> bytes:
        """The data key. Refused when it was destroyed, is not here, or does not fit its master key."""
        record = self._record(name)
        if "destroyed_on" in record:
            raise Refused(
                _fault(
                    "key.destroyed",
                    name,
                    f"kunci sudah dimusnahkan pada {record['destroyed_on']}",
                    "Data orang di dalamnya tidak dapat dibuka lagi; hitungan tanpa nama tetap ada.",
                )
            )
        return self._unwrap(name, record)

    def rotate(self) -> int:
        """Make a new master key, wrap every data key anew, then remove the old masters. Gives its version.

        Stopped in the middle, both masters stay and every data key opens; the next rotation finishes.
        """
        version = max(self._masters(), default=0) + 1
        self._write_master(version)
        for state in self.states():
            if state.destroyed_on is None:
                self._write(state.name, version, self.open(state.name))
        for old in self._masters():
            if old != version:
                _erase(self._master_path(old))
        return version

    def destroy(self, name: str, on: date) -> None:
        """Erase a data key; a note of the day stays. Destroying it twice changes nothing."""
        if "destroyed_on" not in self._record(name):
            _erase(self._path(name))
            self._put(self._path(name), json.dumps({"destroyed_on": on.isoformat()}))

    def forget(self, name: str) -> None:
        """Remove a key under which nothing was kept (an import that was stopped)."""
        if self._path(name).exists():
            _erase(self._path(name))

    def states(self) -> list[KeyState]:
        """Every data key, by name, without the keys."""
        names = sorted(path.stem for path in (self.folder / "data").glob("*.json"))
        return [self._state(name) for name in names]

    def master_versions(self) -> list[int]:
        return self._masters()

    def _state(self, name: str) -> KeyState:
        record = self._record(name)
        day = record.get("destroyed_on")
        return KeyState(name, int(record.get("master", 0)), date.fromisoformat(str(day)) if day else None)

    def _record(self, name: str) -> dict[str, str | int]:
        _refuse_strange(name)
        path = self._path(name)
        if not path.exists():
            raise Refused(
                _fault(
                    "key.missing",
                    name,
                    f"kunci tidak ada di {self.folder}",
                    "Periksa BERDAYA_KEYS, atau pulihkan folder kunci dari simpanannya.",
                )
            )
        record: dict[str, str | int] = json.loads(path.read_text(encoding="ascii"))
        return record

    def _unwrap(self, name: str, record: dict[str, str | int]) -> bytes:
        wrapped = bytes.fromhex(str(record["wrapped"]))
        try:
            master = self._master(int(record["master"]))
            return AESGCM(master).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], name.encode())
        except (InvalidTag, FileNotFoundError):
            raise Refused(
                _fault(
                    "key.unfit",
                    name,
                    "kunci induk yang membungkusnya tidak cocok atau tidak ada",
                    "Pulihkan seluruh folder kunci dari satu simpanan yang sama.",
                )
            ) from None

    def _write(self, name: str, version: int, key: bytes) -> None:
        nonce = os.urandom(_NONCE)
        wrapped = nonce + AESGCM(self._master(version)).encrypt(nonce, key, name.encode())
        self._put(self._path(name), json.dumps({"master": version, "wrapped": wrapped.hex()}))

    def _masters(self) -> list[int]:
        found = (_MASTER.fullmatch(path.name) for path in self.folder.glob("master-*.key"))
        return sorted(int(match[1]) for match in found if match)

    def _newest_or_first(self) -> int:
        if not self._masters():
            with suppress(FileExistsError):  # another import made it a moment ago
                self._write_master(1)
        return self._masters()[-1]

    def _write_master(self, version: int) -> None:
        self._put(self._master_path(version), secrets.token_bytes(32).hex(), only_new=True)

    def _master(self, version: int) -> bytes:
        return bytes.fromhex(self._master_path(version).read_text(encoding="ascii"))

    def _master_path(self, version: int) -> Path:
        return self.folder / f"master-{version:04d}.key"

    def _path(self, name: str) -> Path:
        return self.folder / "data" / f"{name}.json"

    def _put(self, path: Path, text: str, *, only_new: bool = False) -> None:
        """Write a file that only the owner may read, in one step, and see it to the disk."""
        for folder in (self.folder, self.folder / "data"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if only_new:
                path.hardlink_to(temporary)
            else:
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def key_ring() -> KeyRing:
    return KeyRing(keys_folder())


def _erase(path: Path) -> None:
    """Overwrite, then remove: what a careless copy of the disk would still show."""
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _refuse_strange(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise Refused(
            _fault("key.name", name[:60], "nama kunci tidak dikenal", "Lihat `berdaya access keys list`.")
        )


def _fault(code: str, name: str, problem: str, advice: str) -> Finding:
    return Finding(code, f"kunci {name}", problem, advice)
