"""Background work of this room."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.targeting.services.computing import COMPUTE, RECOMPUTE, compute, recheck


@job(COMPUTE)
def compute_list(work: Job, progress: Progress) -> str:
    """Read, rank, try 239 times, draw; then the result page."""
    progress.move(0, 2, "membaca berkas dan menghitung")
    made = compute(int(work.subject), work.person)
    progress.move(2, 2, "selesai")
    return reverse("targeting-run", args=[made.run_id])


@job(RECOMPUTE)
def recompute_list(work: Job, progress: Progress) -> str:
    """The same from what is stored, compared by fingerprint."""
    progress.move(0, 2, "menghitung ulang dari masukan yang tersimpan")
    made = recheck(int(work.subject), work.person)
    progress.move(2, 2, "sama persis" if made.same else "berbeda")
    return reverse("targeting-history", args=[made.computation.run_id])
