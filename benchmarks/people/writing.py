"""The two lists as files, the way an office would send them, and as the values that are compared."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.people.faults import COLUMNS, Lists, Row
from benchmarks.people.people import TODAY
from berdaya.region.rules.gazetteer import official
from berdaya.register.linking.fields import Reading, comparable, names_every_village_by_code
from berdaya.register.linking.lists import read_list
from berdaya.register.reading.limits import Limits
from berdaya.rulebook.rules import shipped

RULES_ON = date(2026, 1, 1)


def frame_of(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame({name: [getattr(row, name) for row in rows] for name in COLUMNS})


def write_csv(rows: Sequence[Row], path: Path) -> Path:
    frame_of(rows).write_csv(path)
    return path


def fields_of(lists: Lists) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both lists through the product's own reader."""
    limits = Limits.of(shipped().in_force("register_limits", RULES_ON).values)
    provinces = [int(place.code) for place in official().children("")]
    with tempfile.TemporaryDirectory() as folder:
        files = [
            write_csv(lists.listed, Path(folder) / "a.csv"),
            write_csv(lists.register, Path(folder) / "b.csv"),
        ]
        people = [read_list(file, limits, provinces) for file in files]
    by_code = all(names_every_village_by_code(one) for one in people)
    most = shipped().in_force("register_linking", RULES_ON).values["most_names_per_nik"]
    reading = Reading(official(), TODAY, by_code, most)
    a, b = (comparable(one, reading) for one in people)
    return a, b
