"""Papers of the levels above through the documents of the office: outside a transaction, by a job."""

from typing import Final

from django.urls import reverse
from django.utils.text import slugify

from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers
from berdaya.deliberation.models import Forum, HandOver, Session
from berdaya.deliberation.printing_desk import Desk, answered_sheet, desk_paper, desk_values
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
from berdaya.deliberation.upward_doors import answers_of, entries_of
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.kernel.findings import Finding, Refused

PRINT_FORUM: Final = "deliberation.forum"
PRINT_DESK: Final = "deliberation.desk"


def village_papers_for(hat: Holding, forum: Forum) -> list[Document]:
    """What the villages decided on whose lists came up, with the signed copies behind each paper; of those
    that this hat may open, the latest of each kind first."""
    villages = {one.proposal.cycle.territory for one in entries_of(forum)}
    sessions = Session.objects.filter(cycle__territory__in=villages, cycle__plan_year=forum.cycle.plan_year)
    sources = [one.source for one in sessions.select_related("cycle")]
    sources += [one.meeting.source for one in sessions.select_related("meeting") if one.meeting is not None]
    found = Document.objects.filter(source__in=sources).standing().order_by("territory", "kind", "-pk")
    return [one for one in found if covers(hat.territory, one.territory)]


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


def ask_desk_paper(hat: Holding, year: int, number: str) -> Job:
    """The berita acara of the hat's own desk; of all agencies for Bappeda. Without a number a draft."""
    require(hat, Right.DELIBERATION_VERIFY)
    if not answers_of(hat.territory, year, hat.body):
        raise Refused(Finding("desk.empty", "meja", "belum menjawab usulan", "Jawab dahulu."))
    return start(hat.person, PRINT_DESK, f"{hat.pk}:{year}:{' '.join(number.split())[:40]}", hat.territory)


def issue_desk_paper(actor: Person, hat: Holding, year: int, number: str) -> Document:
    """Every answer of the desk, with the same table as a workbook."""
    answers = answers_of(hat.territory, year, hat.body)
    desk = Desk(hat.territory, year, hat.body, answers, today_in(hat.territory))
    sheets = [answered_sheet(desk)]
    return issue(
        actor,
        Asked(
            territory=hat.territory,
            source=desk_source(hat, year),
            template=TEMPLATE,
            paper=desk_paper(desk, number),
            values=desk_values(desk, sheets),
            link=f"{reverse('deliberation-desk')}?tahun={year}",
            reading=Right.DELIBERATION_SEE,
            sheets=sheets,
        ),
    )


def desk_source(hat: Holding, year: int) -> str:
    return f"deliberation:desk:{hat.territory}:{year}:{slugify(hat.body)}"[:80]


def desk_papers_of(hat: Holding, year: int) -> list[Document]:
    """The printed berita acara of this desk, the newest first."""
    return list(Document.objects.filter(source=desk_source(hat, year)).standing().order_by("-pk"))


def forum_papers_of(forum: Forum) -> list[Document]:
    """Papers of this forum that were printed, the newest first."""
    return list(Document.objects.filter(source=forum.source).standing().order_by("-pk"))
