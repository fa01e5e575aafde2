"""Work that goes on in the background, and how far it is."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person


class State(models.TextChoices):
    WAITING = "menunggu", "Menunggu giliran"
    RUNNING = "berjalan", "Sedang dikerjakan"
    DONE = "selesai", "Selesai"
    FAILED = "gagal", "Tidak selesai"


class JobQuerySet(models.QuerySet["Job"]):
    def silent_since(self, moment: datetime) -> Self:
        """Said to be running, but nobody has heard of them: their worker died."""
        return self.filter(state=State.RUNNING, seen_at__lt=moment)

    def open(self) -> Self:
        return self.filter(state__in=[State.WAITING, State.RUNNING])


class Job(models.Model):
    """One piece of work for one subject. `checkpoint` is where it goes on after its worker died."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    territory = CodeField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    checkpoint = models.CharField(max_length=200, blank=True)
    leads_to = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        indexes = [models.Index(fields=["state", "seen_at"], name="jobs_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["menunggu", "berjalan"]),
                name="jobs_one_open_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def percent(self) -> int:
        return (
            100 if self.state == State.DONE else min(99, self.done * 100 // self.total) if self.total else 0
        )

    @property
    def over(self) -> bool:
        return self.state in (State.DONE, State.FAILED)
