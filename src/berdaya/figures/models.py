"""Dated facts of a place or a body. A figure is never changed: a newer version takes its place."""

from fractions import Fraction
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.figures.rules import Unit
from berdaya.kernel.sexes import BySex


class FigureQuerySet(models.QuerySet["Figure"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def in_force(self) -> Self:
        """Those that no newer figure has taken the place of."""
        return self.filter(superseded_by=None)

    def of(self, territory: str, body: str = "") -> Self:
        return self.filter(territory=territory, body=body)


class Figure(models.Model):
    """One fact: name, value, day, source and the record it came from. Append-only.

    Place, body, name and day tell which fact it is; `version` counts its corrections.
    """

    territory = CodeField(blank=True)
    body = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=10, choices=[(unit.value, unit.value) for unit in Unit])
    as_of = models.DateField()
    number = models.BigIntegerField(null=True)
    men = models.PositiveBigIntegerField(null=True)
    women = models.PositiveBigIntegerField(null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    source = models.CharField(max_length=200)
    room = models.CharField(max_length=30, blank=True)
    record = models.CharField(max_length=80, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(auto_now_add=True)

    rounded_to = 0
    """Where a door has rounded the number for whoever looks: the step. Never stored."""

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["territory", "name", "-as_of", "-pk"]
        indexes = [models.Index(fields=["territory", "name", "as_of"], name="figures_place_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=False, men=None, women=None, numerator=None, denominator=None)
                | Q(number=None, men__isnull=False, women__isnull=False, numerator=None, denominator=None)
                | Q(number=None, men=None, women=None, numerator__isnull=False, denominator__gt=0),
                name="figures_one_value",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="figures_have_a_source"),
            models.CheckConstraint(
                condition=Q(unit__in=[unit.value for unit in Unit]), name="figures_unit_is_known"
            ),
            models.UniqueConstraint(
                fields=["territory", "body", "name", "as_of", "version"], name="figures_one_of_each_version"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, version=1) | Q(supersedes__isnull=False, version__gt=1),
                name="figures_later_versions_name_the_earlier",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")), name="figures_not_after_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.territory} {self.as_of}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.rounded_to:
            raise ValueError("a rounded figure is for looking at")
        super().save(*args, **kwargs)

    @property
    def people(self) -> BySex | None:
        return None if self.men is None or self.women is None else BySex(self.men, self.women)

    @property
    def ratio(self) -> Fraction | None:
        return None if self.numerator is None else Fraction(self.numerator, self.denominator)
