"""A paper that somebody brings through a page, as a record."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from berdaya.budget.papers import KINDS, lines_of, read_fields
from berdaya.budget.rules.paper import read_paper
from berdaya.budget.rules.reading import statement_of
from berdaya.documents.arriving import MOST_BYTES, Upload, plain_title, table_as_file
from berdaya.kernel.findings import Finding, Refused

ENDINGS: Final = (*KINDS, ".json")


def record_of(upload: Upload) -> tuple[dict[str, Any], str]:
    """The record of an uploaded paper and the name it may be shown by. Refused in words; nothing is kept."""
    name = upload.name or "berkas"
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Refused(
            _fault("kind", "jenis berkas tidak dikenal", "Pakai .docx, .xlsx, .pdf, .txt atau .json.")
        )
    if not upload.size or upload.size > MOST_BYTES:
        raise Refused(_fault("size", "kosong atau lebih dari 5 MB", "Kirim naskah pernyataannya saja."))
    title = plain_title(name, ending.removeprefix("."))
    record = _read(upload.read(), title, ending)
    if record is None:
        advice = "Perlu judul isian seperti PROGRAM, ANALISIS SITUASI, RENCANA AKSI."
        raise Refused(_fault("no_form", "susunan formulir tidak dikenali", advice))
    statement_of(record)
    return json.loads(json.dumps(record)), title


def _read(content: bytes, title: str, ending: str) -> Any:
    """Read by way of a file that nobody is told of."""
    with table_as_file(content, title) as path:
        try:
            return read_fields(path) if ending == ".json" else read_paper(lines_of(path))
        except Refused as refused:
            raise Refused(*(replace(one, where=title) for one in refused.findings)) from None


def _fault(code: str, problem: str, advice: str) -> Finding:
    return Finding(f"budget.{code}", "berkas", problem, advice)
