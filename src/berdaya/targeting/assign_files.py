"""The files of an assignment: a problem as JSON, or the office's tables beside the answer of `select`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from berdaya.documents.reading import Column, read_table
from berdaya.kernel import files
from berdaya.kernel.findings import Finding, Findings, Refused
from berdaya.kernel.signs import has_control
from berdaya.targeting.answer_seal import DIGEST
from berdaya.targeting.inputs.answer_files import read_selection_answer, refuse_changed
from berdaya.targeting.rules.answer_form import faults, is_village, text, whole
from berdaya.targeting.rules.assignment_building import Rows, Sources

CODE = Column("code", ("kode", "id", "kode_desa", "tempat"), required=True)
AGENCY = Column("agency", ("perangkat", "kode_perangkat", "perangkat_daerah"), required=True)
NEED = Column("need", ("kebutuhan", "potensi", "potential", "criterion"), required=True)
SHARE = Column("share", ("bagian",), required=True)
AGENCIES = (
    Column("code", ("kode", "agency", "perangkat", "id"), required=True),
    Column("name", ("nama", "nama_perangkat")),
    Column("least", ("paling_sedikit", "k")),
    Column("most", ("paling_banyak", "u")),
    Column("strength", ("kekuatan", "s")),
)
FIT = (AGENCY, NEED, Column("fit", ("kecocokan", "m"), required=True))
NEEDS = (CODE, NEED, SHARE)
DISTANCES = (AGENCY, CODE, Column("km", ("jarak", "jarak_km", "distance"), required=True))
POINTS = (
    Column("code", ("kode", "id"), required=True),
    Column("lat", ("lintang", "latitude"), required=True),
    Column("lon", ("bujur", "longitude", "lng"), required=True),
)
PAIRS = (
    AGENCY,
    CODE,
    Column("kind", ("jenis", "macam")),
    Column("reason", ("alasan",)),
    Column("decree", ("keputusan", "nomor_keputusan")),
)
MOST_BYTES = 50_000_000
_CHOSEN = {"code": is_village, "name": text(120, least=1), "N": whole()}


@dataclass(frozen=True, slots=True)
class Tables:
    """The files that a planner names beside the selection."""

    selection: Path
    agencies: Path
    fit: Path
    needs: Path
    potentials: Path | None = None
    distances: Path | None = None
    points: Path | None = None
    pins: Path | None = None
    previous: Path | None = None


def read_json(path: Path) -> Any:
    """JSON in which every number is still text. A name that stands twice in one object is refused."""
    how = {"parse_int": str, "parse_float": str, "parse_constant": str}
    return files.read_json(path, MOST_BYTES, object_pairs_hook=files.without_doubles, **how)


def _fault(code: str, path: Path, problem: str, advice: str) -> Finding:
    return Finding(f"assign.{code}", path.name, problem, advice)


def read_sources(tables: Tables, findings: Findings) -> Sources:
    """Read every table; faults of all of them are collected before anything is refused."""

    def rows(path: Path, columns: Sequence[Column]) -> Rows:
        table = read_table(path, columns)
        findings.extend(table.findings)
        for row in table.rows:
            for column in columns:
                if column.required and not row[column.name]:
                    findings.add(
                        Finding(
                            "assign.empty_cell",
                            f"{row.where} kolom {column.name}",
                            "selnya kosong",
                            "Isi sel itu, atau hapus barisnya.",
                        )
                    )
        names = [column.name for column in columns]
        return [{name: row[name] for name in names} for row in table.rows]

    def maybe(path: Path | None, columns: Sequence[Column]) -> Rows | None:
        return None if path is None else rows(path, columns)

    return Sources(
        read_places(tables.selection),
        rows(tables.agencies, AGENCIES),
        rows(tables.fit, FIT),
        rows(tables.needs, NEEDS),
        maybe(tables.potentials, NEEDS),
        maybe(tables.distances, DISTANCES),
        maybe(tables.points, POINTS),
        maybe(tables.pins, PAIRS) or (),
        None if tables.previous is None else read_previous(tables.previous),
    )


def read_places(path: Path) -> list[dict[str, Any]]:
    """The decided places of a selection with all their figures; the computed ones where nobody decided."""
    answer = files.read_json(path)
    refuse_changed(path, answer, "select")
    if isinstance(answer, dict) and DIGEST in answer:
        answer, _ = read_selection_answer(path)
    try:
        known = {row["code"]: row for row in (*answer.get("places", ()), *answer["selected"])}
        rows = answer.get("decided") or answer["selected"]
        found = [known.get(row["code"], {}) | row for row in rows]
        for row in found:
            if next(faults(row, _CHOSEN), None) is not None or has_control(row):
                raise TypeError
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        advice = "Sebut berkas JSON yang ditulis berdaya targeting select --out."
        raise Refused(
            _fault("not_a_selection", path, "bukan jawaban perintah targeting select", advice)
        ) from None
    if not found:
        raise Refused(
            _fault("nothing_selected", path, "tidak ada tempat terpilih", "Pilih dahulu tempatnya.")
        )
    return found


def read_previous(path: Path) -> dict[str, str]:
    """Last year's pairs, from the answer of `assign` then."""
    answer = files.read_json(path)
    refuse_changed(path, answer, "assign")
    pairs = answer.get("assignment") if isinstance(answer, dict) else None
    if not isinstance(pairs, dict) or not all(isinstance(agency, str) for agency in pairs.values()):
        advice = "Sebut berkas JSON yang ditulis berdaya targeting assign --out tahun lalu."
        raise Refused(_fault("not_an_assignment", path, "bukan jawaban perintah targeting assign", advice))
    return pairs
