"""The place of every row: each distinct way of writing a place is resolved once."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from berdaya.kernel.files import as_text_cell, read_text, replacing
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import Level, has_form, level_of
from berdaya.region.rules.crosswalk import BpsPlace, Match
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.register.importing.notes import Notes
from berdaya.register.importing.snapshot import plain_disk_faults
from berdaya.register.importing.values import Values
from berdaya.register.rules.places import Office, Resolved, resolve
from berdaya.register.rules.profiles import Kind, Profile

Doubt = tuple[BpsPlace, Match]


@dataclass(slots=True)
class Placed:
    """What became of the places: the codes that occur, and the doubts a person should settle."""

    codes: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def place_rows(
    values: Values, profile: Profile, gazetteer: Gazetteer, office: Office, notes: Notes
) -> Placed:
    """Give every row its `place` (number of the code among those that occur, in code order), or a fault."""
    names = [column.name for column in values.columns if column.kind is Kind.PLACE]
    key = pl.concat_str([pl.col(n).fill_null("") for n in names], separator="\x1f").alias("_key")
    keys = values.frame.select(key).with_columns(pl.col("_key").cast(pl.Categorical).to_physical())
    values.frame = values.frame.with_columns(keys["_key"])
    distinct = values.frame.unique("_key", keep="first", maintain_order=True).select("_key", *names)
    resolved = [resolve(cells, profile.region_codes, gazetteer, office) for cells in distinct.to_dicts()]
    codes = sorted({r.code for r in resolved if r.code})
    table = _table(distinct["_key"], resolved, codes)
    values.frame = values.frame.drop(names).join(table, on="_key", how="left", maintain_order="left")
    _note(values, notes)
    values.frame = values.frame.drop("_key", "_fault")
    return Placed(codes, [r.doubt for r in resolved if r.doubt])


def _table(keys: pl.Series, resolved: Sequence[Resolved], codes: Sequence[str]) -> pl.DataFrame:
    number = {code: n for n, code in enumerate(codes)}
    return pl.DataFrame(
        {
            "_key": keys,
            "place": pl.Series([number[r.code] if r.code else None for r in resolved], dtype=pl.UInt32),
            "_fault": pl.Series([r.fault or r.remark for r in resolved], dtype=pl.String),
        }
    )


def _note(values: Values, notes: Notes) -> None:
    faulty = values.frame.filter(pl.col("_fault").is_not_null()).select("row", "_fault")
    for code in faulty["_fault"].unique().sort().to_list():
        notes.add(code, faulty.filter(pl.col("_fault") == code)["row"])


_DOUBT_HEADER = ("kunci", "kode_bps", "kecamatan", "desa", "alasan", "calon", "kode")


def write_doubts(path: Path, doubts: Sequence[Doubt], gazetteer: Gazetteer) -> None:
    """One row for each doubtful place, with its candidates; a person writes the right code in `kode`."""
    with (
        plain_disk_faults(path),
        replacing(path, private=True) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(_DOUBT_HEADER)
        for key, (place, match) in sorted({d[0].key: d for d in doubts}.items()):
            candidates = " | ".join(f"{c.code} {gazetteer.title(c.code)}" for c in match.candidates)
            cells = (key, place.bps_code, place.kecamatan_name, place.village_name, match.reason, candidates)
            writer.writerow([*(as_text_cell(cell) for cell in cells), ""])


def read_pairs(path: Path, key: str) -> Mapping[str, str]:
    """Two columns of a CSV file: `kode_bps,kode` or `kunci,kode`. Rows without a code are left out."""
    text = read_text(path)
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    pairs: dict[str, str] = {}
    try:
        if not {key, "kode"} <= set(reader.fieldnames or ()):
            raise Refused(_no_columns(path, key))
        for row in reader:
            one, code = _plain(row[key]), _plain(row["kode"])
            if not code:
                continue
            if not (one and _is_village(code)) or pairs.get(one, code) != code:
                raise Refused(_unread(path, reader.line_num, key))
            pairs[one] = code
    except csv.Error:
        raise Refused(_unread(path, reader.line_num, key)) from None
    if not pairs:
        problem = "tidak ada satu baris pun yang kolom kode-nya terisi"
        raise Refused(Finding("crosswalk.empty", path.name, problem, "Isi kolom kode, lalu ulangi."))
    return pairs


def _is_village(code: str) -> bool:
    return has_form(code) and level_of(code) is Level.VILLAGE


def _no_columns(path: Path, key: str) -> Finding:
    advice = f"Baris pertama berkas berisi judul: {key},kode."
    return Finding("crosswalk.columns", path.name, f"kolom {key} dan kode tidak ada", advice)


def _unread(path: Path, line: int, key: str) -> Finding:
    advice = f"Tulis {key} dan satu kode desa seperti 33.27.04.2010; satu {key} hanya berarti satu desa."
    return Finding("crosswalk.row", f"{path.name} baris {line}", "baris ini tidak terbaca", advice)


def _plain(cell: str | None) -> str:
    return (cell or "").strip().lstrip("'").strip()
