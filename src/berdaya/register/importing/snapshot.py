"""A snapshot on the disk: written beside its place and put there in one step, or not at all."""

import errno
import io
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.access.sealing import seal_bytes, subkey
from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.held import sealed_manifest
from berdaya.register.importing.scratch import (
    left_over,
    left_over_beside,
    notes,
    put_note,
    remove,
    scratch_beside,
)
from berdaya.register.rules.manifest import NAME, Manifest

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
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
def writing_folder(out: Path, ring: KeyRing, key_name: str) -> Iterator[tuple[Path, bytes]]:
    """A private folder beside `out`, and a new key. The folder takes its place when the block ends well;
    otherwise folder and key vanish. Until then a note tells of both, for whoever clears up after a kill."""
    temporary = scratch_beside(out)
    note = put_note(temporary, key_name)
    with plain_disk_faults(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.mkdir(mode=0o700)
            yield temporary, ring.create(key_name)
            _sync(temporary)
            note.unlink()
            temporary.rename(out)
        except BaseException:
            ring.forget(key_name)
            raise
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
            note.unlink(missing_ok=True)
        _sync_folder(out.parent)


@contextmanager
def plain_disk_faults(out: Path) -> Iterator[None]:
    """A full disk, a full quota, a file too large for the disk and a folder closed to us are findings."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refused(disk_full(out)) from None
        if error.errno in _CLOSED and _beside(out, error.filename):
            raise Refused(_closed(out)) from None
        raise


def _beside(out: Path, touched: Any) -> bool:
    """Was it the folder of `out` or one above it that could not be written, and not a file that was read?"""
    if not isinstance(touched, str | Path):
        return False
    path, folder = Path(touched).absolute(), out.absolute().parent
    return path.parent == folder or path in (folder, *folder.parents)


def disk_full(out: Path) -> Finding:
    return Finding(
        "disk.full",
        str(out),
        "disk penuh; tidak ada yang tersimpan",
        "Kosongkan tempat di disk, lalu jalankan perintah yang sama sekali lagi.",
    )


def _closed(out: Path) -> Finding:
    return Finding(
        "out.closed",
        str(out),
        "folder tempat hasilnya tidak boleh ditulisi",
        "Pilih folder lain, atau minta hak menulis di folder itu.",
    )


def clear_leftovers(ring: KeyRing) -> int:
    """Forget the keys and remove what imports were writing that were killed, wherever it was."""
    cleared = 0
    for note in notes():
        with suppress(OSError, ValueError, KeyError, TypeError, Refused):
            told = json.loads(note.read_text(encoding="utf-8"))
            folder = Path(told["folder"])
            if left_over(folder):
                if told["key"]:
                    ring.forget(told["key"])
                remove(folder)
                note.unlink()
                cleared += 1
    return cleared


def clear_beside(out: Path, ring: KeyRing) -> None:
    """Remove what an import into `out` left that was killed in the moment between its note and its end."""
    for folder in left_over_beside(out):
        with suppress(OSError, ValueError, KeyError, TypeError, Refused):
            ring.forget(json.loads((folder / NAME).read_text(encoding="utf-8"))["key"])
        shutil.rmtree(folder, ignore_errors=True)


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


def write_manifest(folder: Path, manifest: Manifest, key: bytes) -> dict[str, object]:
    """The manifest, with digest and size of the files beside it, under its seal; written last."""
    files = {
        path.name: {"sha256": digest_of_file(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
    }
    table = sealed_manifest({**manifest.as_json(), "files": files}, key)
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
