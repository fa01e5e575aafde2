"""Private folders beside what is being written. What a killed process left of them is known by its number."""

import glob
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHAPE = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)-[0-9a-f]{8}\.part")


def scratch_beside(target: Path) -> Path:
    """A name for such a folder; nothing is made."""
    return target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.part")


def left_over(folder: Path) -> bool:
    """Is this such a folder, of a process that no longer runs?"""
    match = _SHAPE.fullmatch(folder.name)
    return match is not None and not _alive(int(match["pid"]))


def left_over_beside(target: Path) -> list[Path]:
    """Those that unfinished writings of the same target left."""
    found = target.parent.glob(f".{glob.escape(target.name)}.*.part") if target.parent.is_dir() else ()
    return [folder for folder in found if folder.is_dir() and _of(target, folder) and left_over(folder)]


def _of(target: Path, folder: Path) -> bool:
    match = _SHAPE.fullmatch(folder.name)
    return match is not None and match["name"] == target.name


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """A private folder for the length of a block."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for folder in left_over_beside(target):
        shutil.rmtree(folder, ignore_errors=True)
    folder = scratch_beside(target)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
