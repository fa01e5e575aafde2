"""A sample as a file, as offices get it: CSV with `;`, or a workbook with a second row `KOLOM, 2, 3, …`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from berdaya.kernel.files import replacing
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.importing.snapshot import plain_disk_faults
from berdaya.register.rules.profiles import Column, shipped_profiles
from berdaya.register.sampling.sample import PROFILE

SEPARATOR = ";"
_ROWS_OF_A_SHEET = 1_048_576
_FIRST_NUMBERED, _LAST_NUMBERED = 14, 32
_MADE_ON = datetime(2015, 9, 1, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows of members and their households."""

    households: int
    members: int


def write_sample(frames: Iterable[pl.DataFrame], path: Path) -> Written:
    """Write the tables one below the other, in one step: nothing half written is ever seen."""
    writers: dict[str, Callable[[Iterable[pl.DataFrame], Path], Written]] = {
        ".csv": write_csv,
        ".xlsx": write_xlsx,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise Refused(
            Finding(
                "sample.extension",
                path.name,
                "jenis berkas ini tidak dapat dibuat",
                "Tulis nama yang berakhir dengan .csv atau .xlsx.",
            )
        )
    with plain_disk_faults(path), replacing(path) as temporary:
        return writer(frames, temporary)


def write_csv(frames: Iterable[pl.DataFrame], path: Path) -> Written:
    columns = shipped_profiles()[PROFILE].columns
    households = members = 0
    with path.open("wb") as file:
        file.write((SEPARATOR.join(column.title for column in columns) + "\n").encode())
        for frame in frames:
            frame.write_csv(file, separator=SEPARATOR, include_header=False)
            households, members = _counted(households, members, frame)
    return Written(households, members)


def write_xlsx(frames: Iterable[pl.DataFrame], path: Path) -> Written:
    """Every cell is text, and empty cells are not written at all: so the workbooks come."""
    columns = shipped_profiles()[PROFILE].columns
    households, members, row = 0, 0, 2
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"title": "Contoh BDT 2015", "comments": "Data rekaan", "created": _MADE_ON})
        sheet = book.add_worksheet("BDT")
        sheet.write_row(0, 0, [_title(column) for column in columns])
        sheet.write_row(1, 0, ["KOLOM", *(str(column.number) for column in columns[1:])])
        for frame in frames:
            if row + frame.height > _ROWS_OF_A_SHEET:
                raise Refused(_too_long())
            for cells in frame.cast(pl.String).iter_rows():
                for place, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write_string(row, place, cell)
                row += 1
            households, members = _counted(households, members, frame)
    return Written(households, members)


def _title(column: Column) -> str:
    """Some titles carry their position in brackets, as in the workbooks that offices have."""
    numbered = _FIRST_NUMBERED <= column.number <= _LAST_NUMBERED
    return f"{column.title} ({column.number})" if numbered else column.title


def _counted(households: int, members: int, frame: pl.DataFrame) -> tuple[int, int]:
    return households + frame["ruta6"].n_unique(), members + frame.height


def _too_long() -> Finding:
    return Finding(
        "sample.too_long",
        "lembar BDT",
        "satu lembar XLSX hanya memuat 1.048.576 baris",
        "Tulis sebagai CSV, atau batasi dengan --kecamatan.",
    )
