"""How far a job is: a page that works without script, and the piece that htmx fetches anew."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from berdaya.access.doors import signed_in
from berdaya.access.jobs.beat import missing_worker
from berdaya.access.jobs.doors import job_for


@signed_in
@require_safe
def job_page(request: HttpRequest, ident: UUID) -> HttpResponse:
    """The progress of one's own job. With htmx only the moving piece is sent."""
    job = job_for(request, ident)
    if job is None:
        raise Http404
    piece = request.headers.get("HX-Request") == "true"
    page = {"job": job, "missing": "" if job.over else missing_worker()}
    response = render(request, "jobs/progress.html" if piece else "jobs/job.html", page)
    if piece and job.over:
        response["HX-Refresh"] = "true"
    return response
