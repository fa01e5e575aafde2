"""Places in the database: those an office works with, each with the days between which it stood."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.territory import within_filter
from berdaya.region.rules.codes import Kind, Level
from berdaya.region.rules.history import Change


class RegionQuerySet(models.QuerySet["Region"]):
    def within(self, code: str) -> Self:
        """Places of a territory, itself included; "" is the country."""
        return self.filter(**within_filter(code))

    def valid_on(self, day: date) -> Self:
        """Places that stood on a day. An unknown first or last day does not exclude a place."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )

    def at_level(self, level: Level) -> Self:
        return self.filter(level=level.value)


class Region(models.Model):
    """A place from province to RT. Never deleted: one that ended keeps its row and names who took over."""

    code = CodeField(primary_key=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in Level])
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dusun = models.CharField(max_length=120, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="region_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE.value) ^ Q(parent__isnull=False),
                name="region_only_provinces_have_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="region_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="region_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RegionSuccessor(models.Model):
    """From a day on, an exact share of a place belongs to another, as two whole numbers.

    A village that gives up a part and keeps its code is one of its own successors.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="predecessors")
    first_day = models.DateField()
    change = models.CharField(max_length=20, choices=[(change.value, change.value) for change in Change])
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()

    class Meta:
        ordering = ["region", "first_day", "successor"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "first_day", "successor"], name="region_successor_named_once"
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=1, denominator__gte=F("numerator")),
                name="region_successor_share_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} → {self.successor_id}: {self.numerator}/{self.denominator}"
