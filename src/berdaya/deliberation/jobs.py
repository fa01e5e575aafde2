"""Background work of this room: printing takes longer than a form may."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.deliberation.models import Session
from berdaya.deliberation.services.session_papers import PRINT, issue_paper


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
