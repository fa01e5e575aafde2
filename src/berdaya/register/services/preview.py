"""What a second person needs to see of a file: counts of values, what is left out, a few masked rows."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from berdaya.access.masking import masked
from berdaya.register.importing.examine import Examined
from berdaya.register.importing.places import Doubt
from berdaya.register.importing.ranks import DECILE
from berdaya.register.reading.files import Opened
from berdaya.register.rules.harmless import harmless, may_show
from berdaya.register.rules.headers import normal_title
from berdaya.register.rules.profiles import Column, Profile, Role, Type
from berdaya.register.rules.settled import absent_columns, open_titles

_HIDDEN = "•••"
_ANSWERS = {1: "ya", 0: "tidak"}


def preview_of_titles(opened: Opened, profile: Profile, settled: dict[str, str]) -> dict[str, Any]:
    """What may be settled about the columns, also of a file that cannot be read further."""
    headers = [table.header for table in opened.tables]
    titles = open_titles(headers, settled)
    return {
        "unknown": [title for title in titles if may_show(title)],
        "absent": [{"name": c.name, "title": c.title} for c in absent_columns(headers, profile)],
    }


def preview_of_strange(titles: Sequence[str], profile: Profile, settled: dict[str, str]) -> dict[str, Any]:
    """Titles of a file in which none were recognised, to be matched with the columns of the profile."""
    unknown = [title for title in dict.fromkeys(titles) if normal_title(title) not in settled]
    return {
        "unknown": [title for title in unknown if may_show(title)],
        "absent": [{"name": c.name, "title": c.title} for c in absent_columns((), profile)],
    }


def preview_of_rows(examined: Examined, sample_rows: int) -> dict[str, Any]:
    """What stands in the rows: counts by value, a few masked rows, doubtful places."""
    return {
        "dropped": examined.values.dropped,
        "values": [_counts(column, frame, of) for column, frame, of in _coded(examined)],
        "sample": [_masked(row, examined) for row in examined.members.head(sample_rows).to_dicts()],
        "doubts": _doubts(examined.doubts),
    }


def _coded(examined: Examined) -> list[tuple[Column, pl.DataFrame, str]]:
    """Coded columns, each where it is counted once: of the household, else of the member."""
    frames = ((examined.households, "rumah tangga"), (examined.members, "anggota"))
    found = []
    for column in examined.values.columns:
        fitting = [(frame, of) for frame, of in frames if column.name in frame.columns]
        if column.type in (Type.CODE, Type.YES_NO) and fitting:
            found.append((column, *fitting[0]))
    return found


def _counts(column: Column, frame: pl.DataFrame, of: str) -> dict[str, Any]:
    labels = _ANSWERS if column.type is Type.YES_NO else column.codes
    counts = frame[column.name].value_counts().sort(column.name, nulls_last=True).rows()
    return {
        "title": column.title,
        "of": of,
        "values": [
            {"code": value, "label": labels.get(value, ""), "count": count}
            for value, count in counts
            if value is not None
        ],
        "unknown": sum(count for value, count in counts if value is None),
    }


def _masked(row: dict[str, Any], examined: Examined) -> dict[str, Any]:
    """A row as it may be shown: the place, the rank, the first letter of a name, the ends of a NIK."""
    name = _of_role(row, examined, Role.NAME) or _of_role(row, examined, Role.HEAD_NAME)
    return {
        "place": examined.codes[row["place"]],
        "name": name[:1] + _HIDDEN if name else "",
        "nik": masked(_of_role(row, examined, Role.NIK)),
        "rank": _rank(row, examined),
    }


def _rank(row: dict[str, Any], examined: Examined) -> int | str | None:
    """As the file ranks its rows; a row that only has a decile beside others with a percentile says so."""
    rank: int | None = row.get(examined.rank or "")
    return f"desil {row[DECILE]}" if rank is None and row[DECILE] is not None else rank


def _of_role(row: dict[str, Any], examined: Examined, role: Role) -> str:
    names = [column.name for column in examined.values.columns if column.role is role]
    return str(row.get(names[0]) or "") if names else ""


def _doubts(doubts: Sequence[Doubt]) -> list[dict[str, Any]]:
    """Each doubtful way of writing once, with the villages it may mean."""
    found = {place.key: (place, match) for place, match in doubts}
    return [
        {
            "key": key,
            "kecamatan": harmless(place.kecamatan_name),
            "village": harmless(place.village_name),
            "reason": match.reason,
            "candidates": [candidate.code for candidate in match.candidates],
        }
        for key, (place, match) in sorted(found.items())
    ]
