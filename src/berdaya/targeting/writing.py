"""The answer of `select` as a file: JSON whole, CSV and XLSX as lists, PDF as the summary on paper.

CSV and XLSX are working lists for the office, with exact figures; what is published are the annex and the
summary, which hide small counts.
"""

import json
from pathlib import Path
from typing import Any

from berdaya.documents.csvtext import csv_text
from berdaya.kernel.files import write_bytes, write_text

COLUMNS = (
    "stratum", "rank", "code", "name", "kecamatan", "score", "N", "households", "share", "idm", "status",
    "class", "f", "decided", "reason",
)  # fmt: skip


def write_selection(path: Path, result: dict[str, Any]) -> None:
    """Write by ending; the file stands whole or not at all."""
    ending = path.suffix.lower()
    if ending == ".json":
        write_text(path, json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    elif ending == ".csv":
        rows = [[_cell(row[column]) for column in COLUMNS] for row in result["selected"]]
        write_text(path, csv_text(COLUMNS, rows))
    else:
        write_bytes(path, _printed(ending, result))


def _cell(value: Any) -> Any:
    return value if not isinstance(value, bool) else ("ya" if value else "tidak")


def _printed(ending: str, result: dict[str, Any]) -> bytes:
    """Paper and workbooks bring large libraries along, so they are loaded only when they are asked for."""
    from berdaya.targeting.printing.answers import Selected
    from berdaya.targeting.printing.book import selection_book
    from berdaya.targeting.printing.making import make_summary, summary_pdf

    selected = Selected(result)
    return selection_book(selected) if ending == ".xlsx" else summary_pdf(make_summary(selected))
