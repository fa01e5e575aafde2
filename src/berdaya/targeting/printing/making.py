"""From files to paper: the annex of a decree and the summary of a selection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from berdaya.documents.paper import Status, render
from berdaya.documents.verification import seal
from berdaya.documents.workbook import workbook
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import Rule, load
from berdaya.targeting.printing.annex import Annex
from berdaya.targeting.printing.answers import (
    Assigned,
    Selected,
    read_assignment,
    read_needs,
    read_selection,
)
from berdaya.targeting.printing.decree import Decree, read_decree, with_given
from berdaya.targeting.printing.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexAsked:
    """The files of an annex, and what the command line says about the decree."""

    selection: Path
    assignment: Path | None = None
    needs: Path | None = None
    decree: Path | None = None
    given: dict[str, Any] = field(default_factory=dict)


def make_annex(asked: AnnexAsked) -> tuple[Annex, list[Finding]]:
    """The annex and all that was found. Refused when a file cannot be used or the period is turned round."""
    selected = read_selection(asked.selection)
    assigned = read_assignment(asked.assignment) if asked.assignment else Assigned({})
    needs, findings = read_needs(asked.needs) if asked.needs else ({}, [])
    decree = with_given(read_decree(asked.decree) if asked.decree else Decree(), _as_facts(asked.given))
    book, on = load(local_rules_folder()), _day(selected)
    territory = str(selected.answer["district"]["code"])
    publication = publication_of(selected.answer)
    annex = Annex(
        selected.veiled(publication.values["least_in_village"]),
        assigned,
        needs,
        decree,
        publication,
        book.in_force("targeting.needs", on, territory=territory),
        on,
    )
    findings += annex.findings()
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(*findings)
    return annex, findings


def _as_facts(given: dict[str, Any]) -> dict[str, Any]:
    """Days as dates, the mark by its name; what was not said is left out."""
    facts: dict[str, Any] = {}
    for key, value in given.items():
        if key == "status" and value:
            facts[key] = Status(value.upper())
        elif value is not None:
            facts[key] = value.date() if isinstance(value, datetime) else value
    return facts


def _day(selected: Selected) -> date:
    return date.fromisoformat(selected.answer["on"])


def annex_pdf(annex: Annex) -> bytes:
    values = annex.values()
    return render("targeting/annex", seal(annex.paper(), values), values)


def annex_xlsx(annex: Annex) -> bytes:
    return workbook(annex.paper(), annex.sheets())


def publication_of(answer: Mapping[str, Any]) -> Rule:
    """The rule on small numbers that holds where and when a list was made."""
    on, territory = date.fromisoformat(answer["on"]), str(answer["district"]["code"])
    return load(local_rules_folder()).in_force("targeting.publication", on, territory=territory)


def make_summary(selected: Selected, status: str | None = None) -> Summary:
    mark = Status(status.upper()) if status else None
    publication = publication_of(selected.answer)
    veiled = selected.veiled(publication.values["least_in_village"])
    return Summary(veiled, publication, _day(selected), mark)


def summary_pdf(summary: Summary) -> bytes:
    values = summary.values()
    return render("targeting/summary", seal(summary.paper(), values), values)
