"""Background work of this room: printing takes longer than a form may."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.meeting.models import Meeting
from berdaya.meeting.printing import RECORD
from berdaya.meeting.services.papers import PRINT, issue_invitation, issue_minutes


@job(PRINT)
def print_paper(work: Job, progress: Progress) -> str:
    """Print a paper of a meeting; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    pk, _, which = work.subject.partition(":")
    meeting = Meeting.objects.select_related("continues", "record").get(pk=int(pk))
    paper = issue_minutes(work.person, meeting) if which == RECORD else issue_invitation(work.person, meeting)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])
