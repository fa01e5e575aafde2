"""What the pages of this room share."""

from typing import Any

from django.urls import reverse

from berdaya.budget.book import incidence_here
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.services.keeping import checked_record
from berdaya.budget.shown import benefits_of, findings_of, grouped_findings, money_of, tally_of


def frame(*steps: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of this room, with the pages that lead to it."""
    return {
        "room": "budget",
        "crumbs": [(reverse("home"), "Beranda"), (reverse("budget"), "Anggaran"), *steps],
    }


def below(statement: Any, *steps: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one statement."""
    page = reverse("budget-statement", args=[statement.pk])
    return frame((page, f"{statement.title} {statement.year}"), *steps)


def judged(record: dict[str, Any]) -> dict[str, Any]:
    """What the checks say of a record, as pages show it."""
    checked = checked_record(record)
    statement = statement_of(record).statement
    return {
        "findings": findings_of(checked),
        "grouped": grouped_findings(checked),
        "tally": tally_of(checked),
        "money": money_of(checked.arg),
        "benefits": benefits_of(incidence_here(statement)),
    }
