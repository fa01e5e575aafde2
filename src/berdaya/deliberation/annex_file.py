"""The annex of a merge read back from its workbook: what `merge` computes again from paper alone."""

from pathlib import Path
from typing import Any, Final

from berdaya.deliberation.rules.annex import PROPOSALS, RULES, UNITS, vector_from
from berdaya.documents.reading import Column, read_content
from berdaya.kernel.files import read_bytes
from berdaya.kernel.findings import Findings, Refused

MOST_BYTES: Final = 20_000_000


def read_annex(path: Path) -> dict[str, Any]:
    """The file form of the merge that an annex (XLSX) holds. Refused with what cannot be read."""
    return annex_from(path.name, read_bytes(path, MOST_BYTES))


def annex_from(name: str, content: bytes) -> dict[str, Any]:
    tables = [_rows(name, content, heads) for heads in (RULES, UNITS, PROPOSALS)]
    return vector_from(*tables)


def _rows(name: str, content: bytes, heads: tuple[str, ...]) -> list[dict[str, str]]:
    keys = [_key(head) for head in heads]
    table = read_content(name, content, [Column(key, required=True) for key in keys])
    findings = Findings.of(table.findings)
    if findings.blocking:
        raise Refused(*table.findings)
    return [{key: row[key] for key in keys} for row in table.rows]


def _key(head: str) -> str:
    return "_".join(head.casefold().split())
