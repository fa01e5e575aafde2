"""Papers of the levels above through the documents of the office: outside a transaction, by a job."""

from typing import Final

from django.urls import reverse

from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.deliberation.models import Forum, HandOver
from berdaya.deliberation.printing_forum import (
    KINDS,
    RECEIPT_TEMPLATE,
    TEMPLATE,
    paper_of,
    receipt_paper,
    receipt_values,
    sheets_of,
    values_of,
)
from berdaya.deliberation.upward_doors import entries_of
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.kernel.findings import Finding, Refused

PRINT_FORUM: Final = "deliberation.forum"


def ask_forum_paper(hat: Holding, forum: Forum, which: str) -> Job:
    """Put the printing into the queue; the same paper again is not printed twice."""
    require(hat, Right.DELIBERATION_MERGE, forum.territory)
    if which not in KINDS or not forum.entries.exists():
        raise Refused(
            Finding("forum.empty", "daftar", "masih kosong", "Terima dahulu daftar kelurahan/desa.")
        )
    return start(hat.person, PRINT_FORUM, f"{forum.pk}:{which}", forum.territory)


def issue_forum_paper(actor: Person, forum: Forum, which: str) -> Document:
    """One of the lists as the forum stands now, with the same table as a workbook."""
    entries = entries_of(forum)
    return issue(
        actor,
        Asked(
            territory=forum.territory,
            source=forum.source,
            template=TEMPLATE,
            paper=paper_of(forum, which),
            values=values_of(forum, entries, which),
            link=reverse("deliberation-forum", args=[forum.pk]),
            reading=Right.DELIBERATION_SEE,
            sheets=sheets_of(entries, which),
        ),
    )


def issue_receipt(actor: Person, one: HandOver) -> Document:
    """The receipt of a list that went up, kept with it."""
    made = issue(
        actor,
        Asked(
            territory=one.cycle.territory,
            source=f"deliberation:handover:{one.pk}",
            template=RECEIPT_TEMPLATE,
            paper=receipt_paper(one),
            values=receipt_values(one),
            link=f"{reverse('deliberation-upward')}?tahun={one.cycle.plan_year}",
            reading=Right.DELIBERATION_SEE,
        ),
    )
    HandOver.objects.filter(pk=one.pk).update(receipt=made)
    return made


def forum_papers_of(forum: Forum) -> list[Document]:
    """Papers of this forum that were printed, the newest first."""
    return list(Document.objects.filter(source=forum.source).standing().order_by("-pk"))
