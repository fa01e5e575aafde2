"""Checks of the information system of a village: they stay, so that their history can be read."""

from fractions import Fraction

from django.db import models

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.scan.models.cycle import Cycle
from berdaya.scan.rules.sid import Seen


class SidCheck(models.Model):
    """One look at the system. `score` is exact ("5/11"; "": nothing applies). Append-only."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="sid_checks")
    territory = CodeField()
    checked_on = models.DateField()
    address = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    score = models.CharField(max_length=20, blank=True)
    names_visible = models.BooleanField(default=False)
    rule = models.CharField(max_length=80)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-checked_on", "-pk"]
        indexes = [models.Index(fields=["territory", "checked_on"], name="scan_sid_place_day")]

    def __str__(self) -> str:
        return f"{self.territory} {self.checked_on}"

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.score) if self.score else None


class SidClass(models.Model):
    """One of the eleven classes as it was seen. `exists` is None where it does not apply. Append-only."""

    check_of = models.ForeignKey(SidCheck, on_delete=models.PROTECT, related_name="classes")
    number = models.PositiveSmallIntegerField()
    exists = models.BooleanField(null=True)
    updated = models.DateField(null=True)
    complete = models.PositiveSmallIntegerField(null=True)
    open = models.BooleanField(null=True)
    names_visible = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["check_of", "number"], name="scan_sid_class_once")]

    def __str__(self) -> str:
        return f"{self.check_of_id} {self.number}"

    @property
    def seen(self) -> Seen:
        return Seen(self.number, self.exists, self.updated, self.complete, self.open, self.names_visible)
