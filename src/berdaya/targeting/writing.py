"""The answer of `select` as a file: JSON whole, CSV and XLSX as lists, PDF as the summary on paper."""

import json
from pathlib import Path
from typing import Any

from berdaya.documents.csvtext import csv_text
from berdaya.kernel.files import write_text

CSV_COLUMNS = (
    "stratum", "rank", "code", "name", "kecamatan", "score", "N", "households", "share", "idm", "status",
    "class", "f", "decided", "reason",
)  # fmt: skip


def write_selection(path: Path, result: dict[str, Any]) -> None:
    """Write by ending; the file stands whole or not at all."""
    ending = path.suffix.lower()
    if ending == ".json":
        write_text(path, json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    elif ending == ".csv":
        write_text(
            path, csv_text(CSV_COLUMNS, [[_csv(row[c]) for c in CSV_COLUMNS] for row in result["selected"]])
        )
    else:
        raise NotImplementedError(ending)


def _csv(value: Any) -> Any:
    return {True: "ya", False: "tidak"}.get(value, value) if isinstance(value, bool) else value
