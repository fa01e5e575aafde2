"""Places in the database: those an office works with, the days between which each stood, and their maps."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
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
    source = models.CharField(max_length=200, blank=True)

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


class TerritoryMap(models.Model):
    """Boundaries of the places in a territory, as an office holds them to be. Append-only: the newest holds.

    Here stands which file it is (`digest`, under DATA/maps/<territory>/) and who vouches for it; the file is
    checked and drawn by the rooms above, which know geometry.
    """

    territory = CodeField()
    digest = models.CharField(max_length=64)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    places = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(default=0)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["territory", "-pk"]
        indexes = [models.Index(fields=["territory", "id"], name="region_map_of_place")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="region_map_has_a_source"),
            models.CheckConstraint(condition=Q(places__gte=1), name="region_map_shows_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.as_of} {self.digest[:8]}"
