"""Uploaded boundaries on disk: DATA/maps/<territory>/<digest>.geojson, and beside it what was found in it.

The room `region` keeps which file holds (`TerritoryMap`); only `documents` knows geometry. Since `region`
lies below `documents`, the house brings the two together: it keeps the file, lets a job check and draw it,
and files it when somebody has looked at the picture.
"""

import hashlib
import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from berdaya.documents.store import picture_path
from berdaya.kernel.files import replacing, write_text
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_count
from berdaya.kernel.settings import data_folder
from berdaya.region.rules.codes import upward

MOST_BYTES: Final = 50 * 1024 * 1024
KEPT_DAYS: Final = 7
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Report:
    """What a job found in a file: findings, and for each territory the name of its picture and its words."""

    digest: str
    name: str
    places: int
    missing: int
    findings: list[dict[str, Any]]
    pictures: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocking(self) -> bool:
        return not self.pictures or any(found["severity"] == "E" for found in self.findings)


def keep(territory: str, upload: "UploadedFile[Any]", held: Iterable[str] = ()) -> str:
    """Keep an uploaded file under its digest, and drop those that nobody confirmed within a week.

    `held`: digests of maps that were confirmed; they stay for ever.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(_too_large(upload.size or 0))
    folder = _folder(territory)
    _sweep(folder, frozenset(held))
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    with replacing(file_of(territory, digest.hexdigest())) as temporary, temporary.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return digest.hexdigest()


def file_of(territory: str, digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not the digest of a map")
    return _folder(territory) / f"{digest}.geojson"


def write_report(territory: str, report: Report) -> None:
    path = file_of(territory, report.digest).with_suffix(".json")
    write_text(path, json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n")


def report_of(territory: str, digest: str) -> Report | None:
    """What was found in a file of this territory; None while it has not been looked at, or is not there."""
    if not _DIGEST.fullmatch(digest):
        return None
    path = file_of(territory, digest).with_suffix(".json")
    if not path.is_file():
        return None
    return Report(**json.loads(path.read_text(encoding="utf-8")))


def picture_of(code: str, digest: str) -> Path | None:
    """The drawn map of a place, from a file of its own or of a place that holds it."""
    for holder in upward(code):
        report = report_of(holder, digest)
        if report is not None and code in report.pictures:
            return picture_path(report.pictures[code])
    return None


def words_of(code: str, digest: str) -> str:
    """What the picture shows, in a sentence; nothing where there is no picture."""
    reports = (report_of(holder, digest) for holder in upward(code))
    return next((report.words[code] for report in reports if report and code in report.words), "")


def _folder(territory: str) -> Path:
    return data_folder() / "maps" / territory


def _sweep(folder: Path, held: frozenset[str]) -> None:
    oldest = time.time() - KEPT_DAYS * 86_400
    for path in folder.glob("*.*json"):
        if path.stem not in held and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _too_large(size: int) -> Finding:
    return Finding(
        "map.too_large",
        "berkas",
        f"besarnya {format_count(size // 1024 // 1024)} MB, paling besar {MOST_BYTES // 1024 // 1024} MB",
        "Sederhanakan batas wilayah dahulu, misalnya di QGIS, lalu unggah lagi.",
    )
