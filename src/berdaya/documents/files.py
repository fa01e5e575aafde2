"""How a file leaves the office: as an attachment with a telling name, and with nothing that may run in it."""

import re
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from berdaya.documents.models import Document
from berdaya.documents.rules import OVER
from berdaya.documents.uploads import TYPES

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
XLSX: Final = f"{_OFFICE}spreadsheetml.sheet"
_TYPES: Final = {
    **TYPES,
    "xlsx": XLSX,
    "docx": f"{_OFFICE}wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}


def as_attachment(path: Path, name: str) -> HttpResponse:
    """The file of a print or a scan."""
    return content_as_attachment(path.read_bytes(), name, path.suffix.removeprefix("."))


def content_as_attachment(content: bytes, name: str, ending: str) -> HttpResponse:
    """Never shown inside a page: the browser keeps it, guesses nothing about it and runs nothing of it."""
    response = HttpResponse(content, content_type=_TYPES[ending])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def paper_name(paper: Document, version: int, what: str = "") -> str:
    """`lampiran-keputusan-188.4-275-tahun-2022-v2`; what no longer holds says so in its name."""
    words = f"{paper.kind} {paper.number or paper.label} v{version} {what}".lower()
    plain = re.sub(r"[^a-z0-9.]+", "-", words).strip("-.")
    return f"{paper.status.upper()}-{plain}" if paper.standing in OVER else plain
