"""What works in a village and what is wrong there: the inventory of programmes and problems of a round."""

from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.models import Person
from berdaya.kernel.sexes import BySex
from berdaya.scan.models.cycle import Cycle
from berdaya.scan.rules.inventory import Amounts, Aspect, Source, Status, Strategy, Unit, Urgency, choices


class EntryQuerySet(models.QuerySet["ProgramItem"]):
    def standing(self) -> Self:
        """Neither taken out of the inventory nor put there by mistake."""
        return self.filter(dropped_at=None)


class ProgramItem(models.Model):
    """A programme that works, or is to work, in the village. `kind` says whose conditions hold for it
    (rule `scan.programmes`); `budget` in whole rupiah; None is not known. `before` is last year's entry.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=12, choices=choices(Source))
    aspect = models.CharField(max_length=12, choices=choices(Aspect))
    strategy = models.CharField(max_length=12, choices=choices(Strategy))
    year = models.PositiveSmallIntegerField()
    budget = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=10, choices=choices(Unit))
    planned = models.PositiveIntegerField(null=True)
    realised = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    location = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=choices(Status))
    document = models.CharField(max_length=200, blank=True)
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["aspect", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(men=None, women=None) | Q(men__isnull=False, women__isnull=False),
                name="scan_programme_people_by_sex",
            ),
            models.UniqueConstraint(
                fields=["cycle", "before"],
                condition=Q(before__isnull=False),
                name="scan_programme_copied_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def people(self) -> BySex | None:
        return None if self.men is None or self.women is None else BySex(self.men, self.women)

    @property
    def amounts(self) -> Amounts:
        return Amounts(
            Unit(self.unit), Status(self.status), self.budget, self.planned, self.realised, self.people
        )


class ProblemItem(models.Model):
    """A problem of the village with its cause; `sign` is the one of the nine that it shows itself by."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="problems")
    aspect = models.CharField(max_length=12, choices=choices(Aspect))
    text = models.CharField(max_length=200)
    cause = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=120, blank=True)
    affected = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=10, choices=choices(Unit))
    urgency = models.CharField(max_length=1, choices=choices(Urgency))
    sign = models.CharField(max_length=4, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-urgency", "pk"]

    def __str__(self) -> str:
        return self.text
