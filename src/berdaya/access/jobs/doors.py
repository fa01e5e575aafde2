"""A job is seen by who began it."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest

from berdaya.access.jobs.models import Job
from berdaya.access.models import Person


def open_jobs(person: Person) -> list[Job]:
    """One's own work that is not over, the newest first."""
    return list(Job.objects.open().filter(person=person)[:5])


def under_way(kind: str, subjects: Collection[str]) -> dict[str, Job]:
    """Open jobs of a kind by their subject, whoever began them."""
    found = Job.objects.open().filter(kind=kind, subject__in=subjects) if subjects else ()
    return {job.subject: job for job in found}


def job_for(request: HttpRequest, ident: UUID) -> Job | None:
    """One's own job, or None for "absent" and "not yours" alike."""
    person = getattr(request, "person", None)
    return None if person is None else Job.objects.filter(pk=ident, person=person).first()
