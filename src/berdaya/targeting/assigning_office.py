"""The problem of an assignment from what the office has stored: the decided list, tables, pins by people."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from berdaya.documents.csvtext import csv_text
from berdaya.documents.reading import Column, read_table
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.findings import Findings
from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import Rule, load
from berdaya.targeting.assign_files import (
    AGENCIES,
    DISTANCES,
    FIT,
    NEEDS,
    POINTS,
    Tables,
    read_sources,
)
from berdaya.targeting.decided import answer_as_decided
from berdaya.targeting.laying_out import laid_out
from berdaya.targeting.models import AgencyPair, Assignment, InputFile, Run
from berdaya.targeting.models.assignments import AssignmentTables
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.rules.assignment import Problem
from berdaya.targeting.rules.assignment_building import build
from berdaya.targeting.rules.assignment_feasibility import off_on_purpose, why_infeasible
from berdaya.targeting.rules.assignment_reading import read_problem

RULE: Final = "targeting.assignment"
COLUMNS: Final[Mapping[FileKind, Sequence[Column]]] = {
    FileKind.AGENCIES: AGENCIES,
    FileKind.FIT: FIT,
    FileKind.NEEDS: NEEDS,
    FileKind.POTENTIALS: NEEDS,
    FileKind.POINTS: POINTS,
    FileKind.DISTANCES: DISTANCES,
}


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem as it would be solved (none where a finding blocks), and the rule behind what is open."""

    problem: Problem | None
    rule: Rule
    findings: Findings


def agencies_in(file: InputFile | None) -> dict[str, str]:
    """Names by code, as the table of agencies has them."""
    if file is None:
        return {}
    with laid_out(file) as (path,):
        assert path is not None
        rows = read_table(path, AGENCIES).rows
    return {row["code"]: row["name"] or row["code"] for row in rows if row["code"]}


def pose(run: Run, tables: AssignmentTables) -> Posed:
    """Join the decided list with the tables, and say what stands in the way."""
    rule = load(local_rules_folder()).in_force(RULE, run.on_date, territory=run.territory)
    findings = Findings()
    with _as_files(run, tables) as files:
        raw, found = build(read_sources(files, findings), rule)
    _add(findings, found)
    problem, more = read_problem(raw, rule)
    _add(findings, more)
    if problem is not None and not findings.blocking:
        findings.extend((*why_infeasible(problem), *off_on_purpose(problem)))
    return Posed(None if findings.blocking else problem, rule, findings)


def _add(findings: Findings, more: Findings) -> None:
    for finding, count in more:
        findings.add(finding, count)


@contextmanager
def _as_files(run: Run, tables: AssignmentTables) -> Iterator[Tables]:
    """Every part as the file that the command line reads, so that there is one reader."""
    assert run.computation is not None
    stored = (tables.agencies, tables.fit, tables.needs, tables.potentials, tables.distances, tables.points)
    with laid_out(*stored) as paths:
        agencies, fit, needs, potentials, distances, points = paths
        if agencies is None or fit is None or needs is None:
            raise ValueError("an assignment without its tables is not asked for")
        folder = agencies.parent
        yield Tables(
            selection=_write(folder / "daftar.json", canonical_json(answer_as_decided(run.computation))),
            agencies=agencies,
            fit=fit,
            needs=needs,
            potentials=potentials,
            distances=distances,
            points=None if distances else points,
            pins=_pairs(run, folder),
            previous=_previous(run, folder),
        )


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _pairs(run: Run, folder: Path) -> Path | None:
    pairs = list(AgencyPair.objects.filter(run=run).standing())
    if not pairs:
        return None
    head = ("agency", "code", "kind", "reason", "decree")
    rows = [(one.agency, one.code, one.kind, one.reason, one.decree) for one in pairs]
    return _write(folder / "pasangan.csv", csv_text(head, rows))


def _previous(run: Run, folder: Path) -> Path | None:
    """The pairs of the decree that this list follows, where it had any."""
    if run.follows is None:
        return None
    before = assignment_of(run.follows.run)
    if before is None:
        return None
    return _write(folder / "pembagian-sebelumnya.json", before.answer.content)


def assignment_of(run: Run) -> Assignment | None:
    """The newest assignment of the newest computation."""
    if run.computation_id is None:
        return None
    found = Assignment.objects.filter(computation=run.computation_id).select_related("made_by", "answer")
    return found.order_by("-number").first()
