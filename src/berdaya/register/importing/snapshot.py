"""A snapshot on the disk: written beside its place and put there in one step, or not at all."""

import errno
import io
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.access.sealing import seal_bytes, subkey
from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.rules.manifest import NAME, Manifest

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_LEFTOVER = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)-[0-9a-f]{8}\.part")
_OPEN_IMPORT = "import.json"
_ROW_GROUP = 100_000
_RANK_ROW_GROUP = 250_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a snapshot holds without identity, in its order."""

    households: pl.DataFrame
    members: pl.DataFrame
    places: pl.DataFrame
    ranking: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Identity:
    """Who they are, in the same order; `lookup` holds keyed digests of NIK and KK."""

    households: pl.DataFrame
    members: pl.DataFrame
    lookup: pl.DataFrame


@contextmanager
def writing_folder(out: Path) -> Iterator[Path]:
    """A private folder beside `out` that takes its place when the block ends well, and vanishes otherwise."""
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_name(f".{out.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    temporary.mkdir(mode=0o700)
    try:
        with plain_disk_faults(out):
            yield temporary
            _sync(temporary)
            temporary.rename(out)
            _sync_folder(out.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def plain_disk_faults(out: Path) -> Iterator[None]:
    """A full disk, a full quota or a file too large for the disk is a finding."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Refused(disk_full(out)) from None


def disk_full(out: Path) -> Finding:
    return Finding(
        "disk.full",
        str(out),
        "disk penuh; tidak ada yang tersimpan",
        "Kosongkan tempat di disk, lalu jalankan perintah yang sama sekali lagi.",
    )


def clear_leftovers(out: Path, ring: KeyRing) -> int:
    """Remove what imports into `out` left behind when they were killed, with the keys they had made."""
    cleared = 0
    for folder in out.parent.glob(f".{out.name}.*.part") if out.parent.is_dir() else ():
        match = _LEFTOVER.fullmatch(folder.name)
        if match and match["name"] == out.name and not _alive(int(match["pid"])):
            with suppress(OSError, ValueError, KeyError, Refused):
                ring.forget(json.loads((folder / _OPEN_IMPORT).read_text())["key"])
            shutil.rmtree(folder, ignore_errors=True)
            cleared += 1
    return cleared


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def note_key(folder: Path, key_name: str) -> None:
    """Say which key this import makes, so that the next one can forget it if this one is killed."""
    (folder / _OPEN_IMPORT).write_text(json.dumps({"key": key_name}), encoding="ascii")


def write_facts(folder: Path, facts: Facts) -> None:
    _write(folder / "households.parquet", facts.households, _ROW_GROUP)
    _write(folder / "members.parquet", facts.members, 4 * _ROW_GROUP)
    _write(folder / "places.parquet", facts.places)
    _write(folder / "ranking.parquet", facts.ranking, _RANK_ROW_GROUP)


def _write(path: Path, frame: pl.DataFrame, row_group: int | None = None) -> None:
    """Through memory, so that a full disk is met by us and not deep inside the table library."""
    path.write_bytes(_parquet(frame, row_group))


def _parquet(frame: pl.DataFrame, row_group: int | None = None) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content, row_group_size=row_group)
    return content.getvalue()


def write_identity(folder: Path, identity: Identity, key: bytes, snapshot: str) -> None:
    """Seal who they are; the look-up table holds only keyed digests and needs no seal."""
    sealing = subkey(key, "seal")
    for name, frame in (("households", identity.households), ("members", identity.members)):
        label = sealed_label(snapshot, name)
        seal_bytes(_parquet(frame), folder / f"identity.{name}.sealed", sealing, label)
    _write(folder / "identity.lookup.parquet", identity.lookup)


def sealed_label(snapshot: str, name: str) -> str:
    return f"{snapshot}/identity.{name}"


def write_manifest(folder: Path, manifest: Manifest) -> dict[str, object]:
    """The manifest, with the fingerprints of the files beside it; written last."""
    (folder / _OPEN_IMPORT).unlink(missing_ok=True)
    table = manifest.as_json()
    table["files"] = {path.name: digest_of_file(path) for path in sorted(folder.iterdir())}
    text = json.dumps(table, ensure_ascii=False, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")
    return table


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o600)
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def shrink(frame: pl.DataFrame, keep: Sequence[str] = ()) -> pl.DataFrame:
    """Numbers in the smallest form that holds them; they are codes and counts, never negative."""
    names = [n for n, kind in frame.schema.items() if kind in (pl.Int16, pl.UInt16) and n not in keep]
    most = frame.select(pl.col(names).max()).row(0) if names and frame.height else ()
    small = [name for name, value in zip(names, most, strict=False) if value is None or value <= 255]
    wide = [name for name in names if name not in small]
    return frame.with_columns(pl.col(small).cast(pl.UInt8), pl.col(wide).cast(pl.UInt16))
