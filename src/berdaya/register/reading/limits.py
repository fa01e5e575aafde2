"""Zip files, and workbooks (also zip files): nothing unpacks to more than it should, or elsewhere."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from berdaya.kernel.findings import Refused
from berdaya.register.rules.faults import found

_PIECE = 1 << 20
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]{0,200}?\sr="(\d{1,7})"')
_LATE_CELL = re.compile(rb'\sr="([D-Z][A-Z]|[A-Z]{3})\d')
_FEW_COLUMNS = 104


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may unpack to (rule `register_limits`)."""

    members: int
    unpacked_bytes: int
    ratio: int
    ratio_counts_from_bytes: int
    cells: int

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Limits":
        return cls(
            members=values["zip_members"],
            unpacked_bytes=values["unpacked_bytes"],
            ratio=values["unpack_ratio"],
            ratio_counts_from_bytes=values["ratio_counts_from_bytes"],
            cells=values["sheet_cells"],
        )


def open_zip(where: str, content: Path | BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The directory of a zip, when its stated sizes are sane."""
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, ValueError):
        raise Refused(found("file.broken", where)) from None
    members = archive.infolist()
    if len(members) > limits.members:
        raise Refused(found("file.zip_many", where, f"{len(members)} berkas"))
    if any(member.flag_bits & 1 for member in members):
        raise Refused(found("file.password", where))
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise Refused(found("file.bomb", where))
    if any(_swollen(member, limits) for member in members):
        raise Refused(found("file.bomb", where))
    return archive


def _swollen(member: zipfile.ZipInfo, limits: Limits) -> bool:
    large = member.file_size > limits.ratio_counts_from_bytes
    return large and member.file_size > limits.ratio * max(1, member.compress_size)


def refuse_paths(where: str, archive: zipfile.ZipFile) -> None:
    """A member that would be written outside its folder makes the whole zip suspect."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
            raise Refused(found("file.zip_path", where))


def read_member(where: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of one member, never more than allowed, whatever its directory entry says."""
    try:
        with archive.open(member) as file:
            content = file.read(min(member.file_size, limits.unpacked_bytes) + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise Refused(found("file.broken", where)) from None
    if len(content) > member.file_size:
        raise Refused(found("file.bomb", where))
    return content


def check_workbook(where: str, path: Path | BinaryIO, limits: Limits) -> None:
    """Refuse a workbook that would fill the memory: swollen parts, or a cell far below and to the right."""
    with open_zip(where, path, limits) as archive:
        for member in archive.infolist():
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                _check_sheet(where, archive, member, limits)


def _check_sheet(where: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> None:
    rows, columns, kept = 0, _FEW_COLUMNS, b""
    try:
        with archive.open(member) as sheet:
            while piece := sheet.read(_PIECE):
                text = kept + piece
                rows = max(rows, max((int(r) for r in _ROW.findall(text)), default=0))
                columns = max(columns, *(_column_number(name) for name in set(_LATE_CELL.findall(text))), 0)
                kept = piece[-256:]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise Refused(found("file.broken", where)) from None
    if rows * columns > limits.cells:
        raise Refused(found("file.bomb", where, f"{rows} baris, {columns} kolom"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
