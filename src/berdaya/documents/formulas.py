"""Cells of a workbook that compute: a reader takes the result that was stored last, so it is worth a look."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from berdaya.kernel.findings import Finding, Severity

_NAMED: Final = 3
_FORMULA: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[\s/>]')


def formula_findings(name: str, content: bytes) -> Iterator[Finding]:
    """One warning with how many there are and the first of them; nothing for CSV. Only for a workbook that
    `reading` has read: it refuses what would unpack to too much."""
    if content[:4] != b"PK\x03\x04":
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = sorted(one for one in packed.namelist() if one.startswith("xl/worksheets/sheet"))
        found = [cell.decode() for sheet in sheets for cell in _FORMULA.findall(packed.read(sheet))]
    if found:
        more = ", …" if len(found) > _NAMED else ""
        problem = f"{len(found)} sel berisi rumus ({', '.join(found[:_NAMED])}{more})"
        advice = "Yang dibaca hasil yang tersimpan terakhir. Periksa angkanya, atau tempel sebagai nilai."
        yield Finding("table.formula", name, problem, advice, Severity.WARNING)
