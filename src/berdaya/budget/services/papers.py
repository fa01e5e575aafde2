"""The paper of a signed version: numbered, with its proof, kept in the room of papers.

There it is printed, signed by hand, scanned, and the scan is compared by a second person. Printing takes
longer than a form may, so it is a job.
"""

from dataclasses import replace
from typing import Final

from django.urls import reverse

from berdaya.access.doors import allowed, require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.models import Statement, Step, Version
from berdaya.budget.office_law import law_in_office
from berdaya.budget.printing.layouts import FORMS
from berdaya.budget.printing.making import paper_of, values_of
from berdaya.budget.rules.case import Case
from berdaya.budget.rules.checking import check_statement
from berdaya.budget.rules.flow import Move
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.shown_flow import answers_shown
from berdaya.documents.models import Document
from berdaya.documents.paper import Paper, Status
from berdaya.documents.services import Asked, issue
from berdaya.kernel.findings import Finding, Refused

PRINT: Final = "budget.print"
_CITY_FORM: Final = "35.78"


def ask_paper(hat: Holding, pk: int) -> Job:
    """Put the printing into the queue. Refused for a version that nobody signed, or that has no number."""
    statement = doors.statement_for(hat, pk)
    if not allowed(hat, Right.BUDGET_SIGN, statement.territory).allowed:
        require(hat, Right.BUDGET_WRITE, statement.territory)
    version, step = _signed(statement)
    paper, _, _ = _asked(version, step)
    if not step.paper_number and not doors.has_book(statement.territory, paper):
        advice = "Buka buku nomor di ruang Dokumen, atau tulis nomornya saat menandatangani."
        raise Refused(Finding("budget.no_number", paper.kind, "belum bernomor", advice))
    return start(hat.person, PRINT, str(version.pk), statement.territory)


def issue_paper(person: Person, pk: int) -> Document:
    """Print the paper of a signed version and write it down; the same again gives the same paper."""
    version = Version.objects.select_related("statement").get(pk=pk)
    _, step = _signed(version.statement)
    paper, template, values = _asked(version, step)
    asked = Asked(
        territory=version.statement.territory,
        source=doors.source_of(version),
        template=template,
        paper=paper,
        values=values,
        link=reverse("budget-statement", args=[version.statement_id]),
        reading=Right.BUDGET_SEE,
    )
    return issue(person, asked)


def _signed(statement: Statement) -> tuple[Version, Step]:
    version = doors.approved_version_of(statement)
    step = version.steps.filter(move=Move.SIGN.value).first() if version else None
    if version is None or step is None:
        advice = "Naskah terbit sesudah ditandatangani."
        raise Refused(Finding("budget.unsigned", str(statement), "belum ditandatangani", advice))
    return version, step


def _asked(version: Version, step: Step) -> tuple[Paper, str, dict[str, object]]:
    """The form of the city, or the national one, with the number and day that the signer named."""
    statement = statement_of(version.record).statement
    law = law_in_office(statement)
    case = Case(statement, law)
    form = "surabaya" if version.statement.territory.startswith(f"{_CITY_FORM}.") else "nasional"
    said = [one.line for one in answers_shown(version)]
    template, values = values_of(case, check_statement(statement, law), form, size="f4", said=said)
    draft, day = paper_of(case, FORMS[form][0], Status.DRAFT), step.paper_date or step.at.date()
    final = replace(draft, status=None, dated=True, number=step.paper_number or None, date=day)
    return final, template, values
