"""Background work of this room."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.scan.services import profile, recipients, reports
from berdaya.scan.services.cycles import FILL, fill


@job(FILL)
def fill_the_list(work: Job, progress: Progress) -> str:
    """Take the households of a village over from the register; then the page of the village."""
    return reverse("scan-cycle", args=[fill(work.subject, work.person, progress).pk])


@job(recipients.MATCH)
def match_a_list(work: Job, progress: Progress) -> str:
    """Match a list of recipients with the register; then the page of the list."""
    return reverse("scan-list", args=[recipients.match(work.subject, work.person, progress).pk])


@job(reports.PRINT)
def print_report(work: Job, progress: Progress) -> str:
    """Print the report of a half-year; then the page of the paper."""
    progress.move(0, 1, "mencetak laporan")
    paper = reports.print_report(work.subject, work.person)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])


@job(profile.PRINT)
def print_profile(work: Job, progress: Progress) -> str:
    """Draw the pictures of a profile and print it; then the page of the paper."""
    progress.move(0, 1, "menggambar dan mencetak profil")
    paper = profile.print_profile(work.subject, work.person)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])
