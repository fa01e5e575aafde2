"""Each night: is every paper still there, unchanged, and does its status say what the records say?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from berdaya.documents.models import Document, SignedScan, Version
from berdaya.documents.rules import Standing
from berdaya.documents.store import file_path
from berdaya.kernel.digests import digest_of_file

_BATCH = 500


def nightly(day: date) -> dict[str, Any]:
    """What was looked at, and the papers where something is not as it should be."""
    files = lost = 0
    wrong: set[int] = set()
    for paper, name, sha256 in _files():
        files += 1
        path = file_path(name)
        if path is None or digest_of_file(path) != sha256:
            lost += 1
            wrong.add(paper)
    return {
        "papers": Document.objects.count(),
        "files": files,
        "lost_or_changed": lost,
        "papers_to_look_at": sorted(wrong | set(_misjudged()))[:50],
    }


def _files() -> Iterator[tuple[int, str, str]]:
    """Paper, name and digest of every file that was ever handed to somebody."""
    for version in Version.objects.order_by("pk").iterator(chunk_size=_BATCH):
        yield version.document_id, version.file, version.sha256
        if version.book:
            yield version.document_id, version.book, version.book_sha256
    for scan in SignedScan.objects.order_by("pk").iterator(chunk_size=_BATCH):
        yield scan.document_id, scan.file, scan.sha256


def _misjudged() -> Iterator[int]:
    """Papers whose status is not the one that their records lead to."""
    rows = Document.objects.select_related("cancellation", "replacement").prefetch_related("scans__check_of")
    for paper in rows.order_by("pk").iterator(chunk_size=_BATCH):
        if paper.standing is not _told_by_records(paper):
            yield paper.pk


def _told_by_records(paper: Document) -> Standing:
    if hasattr(paper, "cancellation"):
        return Standing.VOID
    if hasattr(paper, "replacement"):
        return Standing.REPLACED
    checks = [scan.check_of for scan in paper.scans.all() if hasattr(scan, "check_of")]
    if any(check.agrees for check in checks):
        return Standing.SIGNED
    return Standing.ISSUED if paper.issued_at else Standing.DRAFT
