"""The report of a half-year: what only people can say is kept first, then it is printed by a job."""

import json
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.documents.models import Document
from berdaya.documents.paper import check_paper
from berdaya.documents.services import Asked, issue
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.findings import Finding, Refused
from berdaya.scan.models import Cycle
from berdaya.scan.models.plans import Report
from berdaya.scan.printing_report import TEMPLATE, Signer, report_paper, report_values
from berdaya.scan.rules.halves import HalfYear

PRINT = "scan.report"


def write_report(
    hat: Holding,
    cycle: Cycle,
    half: HalfYear,
    words: dict[str, str],
    paper: tuple[str, date, bool],
    signer: Signer,
) -> Report:
    """Keep words and heading: number, day, whether it is final. Refused when it cannot be printed."""
    require(hat, Right.SCAN_OPEN, cycle.territory)
    number, day, final = " ".join(paper[0].split())[:80], paper[1], paper[2]
    if final and not number:
        advice = "Isi nomornya, atau cetak sebagai rancangan."
        raise Refused(Finding("report.no_number", "laporan", "belum bernomor", advice))
    with transaction.atomic():
        report, _ = Report.objects.select_for_update().get_or_create(
            cycle=cycle, year=half.year, half=half.half, defaults={"written_by": hat.person}
        )
        report.hindrance = words["hindrance"].strip()[:2000]
        report.next_steps = words["next_steps"].strip()[:2000]
        report.number, report.date, report.final, report.written_by = number, day, final, hat.person
        report.signer = seal_text(canonical_json(asdict(signer)), _label(report))
        if found := check_paper(report_paper(report, signer)):
            raise Refused(*found)
        report.save()
        record(hat, "scan.report_written", "report", report.pk, cycle.territory, {"half": half.key})
    return report


def signer_of(report: Report | None) -> Signer | None:
    """Who signs, in clear; for whoever may write the report."""
    if report is None or not report.signer:
        return None
    return Signer(**json.loads(unseal_text(report.signer, _label(report))))


def _label(report: Report) -> str:
    return f"scan report {report.cycle_id} {report.year} {report.half}"


def ask_report(hat: Holding, report: Report) -> Job:
    """Put the printing into the queue."""
    require(hat, Right.SCAN_OPEN, report.cycle.territory)
    return start(hat.person, PRINT, f"{report.pk}:{hat.pk}", report.cycle.territory)


def print_report(subject: str, person: Person) -> Document:
    """Print it as it was prepared, with the plan and the visits as they stand."""
    pk, _, worn = subject.partition(":")
    report = Report.objects.select_related("cycle").get(pk=int(pk))
    hat = Holding.objects.get(pk=int(worn), person=person)
    signer = signer_of(report) or Signer("")
    asked = Asked(
        territory=report.cycle.territory,
        source=f"scan:report:{report.pk}",
        template=TEMPLATE,
        paper=report_paper(report, signer),
        values=report_values(hat, report),
        link=reverse("scan-reports", args=[report.cycle_id]),
        reading=Right.SCAN_SEE,
    )
    paper = issue(person, asked)
    Report.objects.filter(pk=report.pk).update(paper=paper)
    return paper
