"""Work of this room that takes longer than a second."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.register.services.decisions import FIGURES
from berdaya.register.services.reading import read
from berdaya.register.services.snapshots import file_figures
from berdaya.register.services.uploads import READ


@job(READ)
def read_file(begun: Job, progress: Progress) -> str:
    """Read an uploaded file; the subject is its number."""
    return read(int(begun.subject), progress)


@job(FIGURES)
def file_counts(begun: Job, progress: Progress) -> str:
    """File the counts of a confirmed register; the subject is its number."""
    file_figures(int(begun.subject), progress)
    return reverse("register-snapshot", args=[begun.subject])
