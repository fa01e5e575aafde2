"""Background work of this room."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.targeting.services.assigning import ASSIGN, work_out
from berdaya.targeting.services.computing import COMPUTE, RECOMPUTE, compute, recheck
from berdaya.targeting.services.printing import PRINT, print_paper


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


@job(ASSIGN)
def assign_agencies(work: Job, progress: Progress) -> str:
    """Search for the best assignment until it is proven or the time is over."""
    words = "mencari pembagian terbaik"
    progress.move(0, 100, words)
    made = work_out(int(work.subject), work.person, lambda share: progress.move(int(share * 99), 100, words))
    progress.move(100, 100, "terbukti terbaik" if made.status == "optimal" else "waktu habis")
    return reverse("targeting-assignment", args=[made.computation.run_id])


@job(PRINT)
def print_list(work: Job, progress: Progress) -> str:
    """Print a paper of a list; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    run, _, which = work.subject.partition(":")
    paper = print_paper(int(run), which, work.person)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])
