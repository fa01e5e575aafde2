"""Private folders beside what is being written, and notes of them in the data folder.

What a killed process left is known by its number, and found by its note wherever it was writing.
"""

import glob
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from berdaya.kernel.files import write_text
from berdaya.kernel.settings import data_folder

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
    folder = scratch_beside(target)
    note = put_note(folder)
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        note.unlink(missing_ok=True)


def notes() -> list[Path]:
    return sorted(_notes_folder().glob("*.json"))


def put_note(folder: Path, key: str = "") -> Path:
    """Write down which folder is about to be made, and which key with it."""
    note = _notes_folder() / f"{secrets.token_hex(8)}.json"
    write_text(note, json.dumps({"folder": str(folder.absolute()), "key": key}), private=True)
    return note


def _notes_folder() -> Path:
    return data_folder() / "register" / "importing"


def remove(folder: Path) -> None:
    """Remove a folder that was left over, and the unfinished files of the same target and process."""
    match = _SHAPE.fullmatch(folder.name)
    if match and folder.parent.is_dir():
        for part in folder.parent.glob(f".{glob.escape(match['name'])}.{match['pid']}.*.part"):
            part.unlink(missing_ok=True)
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
