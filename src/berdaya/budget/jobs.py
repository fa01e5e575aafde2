"""Background work of this room: printing takes longer than a form may."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.budget.services.papers import PRINT, issue_paper


@job(PRINT)
def print_paper(work: Job, progress: Progress) -> str:
    """Print the paper of a signed version; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    paper = issue_paper(work.person, int(work.subject))
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])
