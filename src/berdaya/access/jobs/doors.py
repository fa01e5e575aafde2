"""A job is seen by who began it."""

from uuid import UUID

from django.http import HttpRequest

from berdaya.access.jobs.models import Job


def job_for(request: HttpRequest, ident: UUID) -> Job | None:
    """One's own job, or None for "absent" and "not yours" alike."""
    person = getattr(request, "person", None)
    return None if person is None else Job.objects.filter(pk=ident, person=person).first()
