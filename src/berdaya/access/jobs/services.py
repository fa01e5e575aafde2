"""Begin a job, run it, and say how far it is. A second start for the same subject gives the open job."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from berdaya.access.jobs.models import Job, State
from berdaya.access.models import Person
from berdaya.kernel.findings import Refused

SILENT_FOR: Final = timedelta(minutes=2)
MOST_TRIES: Final = 3
SAY_EVERY: Final = timedelta(seconds=1)
log = logging.getLogger("berdaya.jobs")


@dataclass(slots=True)
class Progress:
    """Tells the page how far a job is, at most once a second."""

    job: Job
    _said: datetime = field(default_factory=timezone.now)

    def move(self, done: int, total: int, note: str = "") -> None:
        self.job.done, self.job.total, self.job.note = done, total, note[:200]
        if timezone.now() - self._said >= SAY_EVERY or done == total:
            self._said = self.job.seen_at = timezone.now()
            self.job.save(update_fields=["done", "total", "note", "seen_at"])

    def reached(self, checkpoint: str) -> None:
        """Remember where to go on should the worker die now."""
        self.job.checkpoint, self.job.seen_at = checkpoint, timezone.now()
        self.job.save(update_fields=["checkpoint", "seen_at"])


Work = Callable[[Job, Progress], str]
WORK: dict[str, Work] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Declare a room's background work. It returns the address to which the job leads."""

    def declare(work: Work) -> Work:
        WORK[kind] = work
        return work

    return declare


def start(person: Person, kind: str, subject: str = "", territory: str = "") -> Job:
    """Put a job into the queue; for a subject that is being worked on, give the open job instead."""
    try:
        with transaction.atomic():
            begun = Job.objects.create(person=person, kind=kind, subject=subject, territory=territory)
    except IntegrityError:
        return Job.objects.open().get(kind=kind, subject=subject)
    run_job.enqueue(str(begun.pk))
    return Job.objects.get(pk=begun.pk)


@task()
def run_job(ident: str) -> None:
    """Run one job. What it refuses is told to the person; a fault of ours is logged without content."""
    begun = Job.objects.get(pk=ident)
    if begun.over:
        return
    begun.state, begun.tries, begun.seen_at = State.RUNNING, begun.tries + 1, timezone.now()
    begun.save(update_fields=["state", "tries", "seen_at"])
    try:
        begun.leads_to = WORK[begun.kind](begun, Progress(begun))
        begun.state = State.DONE
    except Refused as refused:
        finding = refused.findings[0]
        begun.state, begun.note = State.FAILED, f"{finding.problem}. {finding.advice}"[:200]
    except Exception as error:
        log.error("job %s %s failed: %s", begun.kind, begun.pk, type(error).__name__)
        begun.state = State.FAILED
        begun.note = "Pekerjaan berhenti karena kesalahan di kantor ini. Data Anda tidak berubah; coba lagi."
    begun.ended_at = begun.seen_at = timezone.now()
    begun.save(update_fields=["state", "note", "leads_to", "done", "total", "ended_at", "seen_at"])


def revive_silent_jobs() -> int:
    """Jobs whose worker died go on from their checkpoint; after three tries they are given up."""
    revived = 0
    for lost in Job.objects.silent_since(timezone.now() - SILENT_FOR):
        if lost.tries >= MOST_TRIES:
            lost.state, lost.ended_at = State.FAILED, timezone.now()
            lost.note = "Pekerjaan terhenti tiga kali. Hubungi administrator kantor."
            lost.save(update_fields=["state", "note", "ended_at"])
            continue
        lost.state = State.WAITING
        lost.save(update_fields=["state"])
        run_job.enqueue(str(lost.pk))
        revived += 1
    return revived
