"""Background work of this room: printing takes longer than a form may."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.deliberation.doors import unit_of
from berdaya.deliberation.models import RankedList, Session
from berdaya.deliberation.services.papers import print_papers
from berdaya.deliberation.services.ranking import PRINT as PRINT_LIST
from berdaya.deliberation.services.session_papers import PRINT, issue_paper
from berdaya.deliberation.shown import list_address


@job(PRINT)
def print_paper(work: Job, progress: Progress) -> str:
    """Print a paper of a session; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    pk, _, which = work.subject.partition(":")
    session = Session.objects.told().get(pk=int(pk))
    assert work.person is not None
    paper = issue_paper(work.person, session, which)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])


@job(PRINT_LIST)
def print_list(work: Job, progress: Progress) -> str:
    """Print berita acara and receipt of a list; then the page of the list."""
    progress.move(0, 1, "mencetak")
    one = RankedList.objects.select_related("cycle").get(pk=int(work.subject))
    assert work.person is not None
    print_papers(work.person, one)
    progress.move(1, 1, "tercetak")
    return list_address(one.cycle, unit_of(one))
