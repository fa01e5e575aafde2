"""CSV that a spreadsheet opens without running anything: a text that looks like a formula gets a quote."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from berdaya.kernel.files import as_text_cell

Cell = str | int | Decimal | dt.date | None


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]], delimiter: str = ",") -> str:
    """One text with a head row. Numbers stay bare, dates are ISO, None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([as_text_cell(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            return as_text_cell(value)
        case Decimal():
            return f"{value:f}"
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)
