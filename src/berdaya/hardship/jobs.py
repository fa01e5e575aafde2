"""Background work of this room."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.hardship.services import JUDGE, judge


@job(JUDGE)
def judge_register(work: Job, progress: Progress) -> str:
    """Judge every household of a register; then the page of what was found."""
    return reverse("hardship-evaluation", args=[judge(work.subject, work.person, progress).pk])
