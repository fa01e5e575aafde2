"""Papers of a session through the documents of the office: drafts until it is decided, then final."""

from typing import Final

from django.urls import reverse

from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.deliberation.models import Session
from berdaya.deliberation.printing_session import TEMPLATE, paper_of, sheets_of, values_of
from berdaya.deliberation.session_doors import newest_draft
from berdaya.deliberation.session_tables import KINDS, book_of
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.kernel.findings import Finding, Refused

PRINT: Final = "deliberation.print"


def ask_paper(hat: Holding, session: Session, which: str) -> Job:
    """Put the printing into the queue; the same paper again is not printed twice."""
    require(hat, Right.DELIBERATION_MERGE, session.territory)
    if which not in KINDS or newest_draft(session) is None:
        raise Refused(Finding("session.no_draft", "rancangan", "belum dihitung", "Hitung dahulu."))
    return start(hat.person, PRINT, f"{session.pk}:{which}", session.territory)


def issue_paper(actor: Person, session: Session, which: str) -> Document:
    """Print one of the papers as the session stands now, with the same tables as a workbook."""
    draft = newest_draft(session)
    assert draft is not None
    book = book_of(session, draft)
    return issue(
        actor,
        Asked(
            territory=session.territory,
            source=session.source,
            template=TEMPLATE,
            paper=paper_of(book, which),
            values=values_of(book, which),
            link=reverse("deliberation-session", args=[session.pk]),
            reading=Right.DELIBERATION_SEE,
            sheets=sheets_of(book, which),
        ),
    )


def papers_of(session: Session) -> list[Document]:
    """Papers of this session that were printed, the newest first."""
    return list(Document.objects.filter(source=session.source).standing().order_by("-pk"))
