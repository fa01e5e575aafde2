"""Background work of this room."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.scan.services import recipients
from berdaya.scan.services.cycles import FILL, fill


@job(FILL)
def fill_the_list(work: Job, progress: Progress) -> str:
    """Take the households of a village over from the register; then the page of the village."""
    return reverse("scan-cycle", args=[fill(work.subject, work.person, progress).pk])


@job(recipients.MATCH)
def match_a_list(work: Job, progress: Progress) -> str:
    """Match a list of recipients with the register; then the page of the list."""
    return reverse("scan-list", args=[recipients.match(work.subject, work.person, progress).pk])
