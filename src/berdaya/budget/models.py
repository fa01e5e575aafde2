"""Statements of an office. A statement has versions; a version is a paper and is never changed."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter


class StatementQuerySet(models.QuerySet["Statement"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))


class Statement(models.Model):
    """The statement of one sub-activity, year and place, with what its newest version came to.

    Rupiah are whole; `linked_at_most` is an upper bound where budgets of activities are missing.
    """

    territory = CodeField()
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=0)
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    linked = models.BigIntegerField(null=True)
    linked_at_most = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "territory", "code"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "year", "code"], name="budget_one_of_a_year"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="budget_statement_is_named"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class Version(models.Model):
    """One version as it stood: the record in the form of `docs/reference/budget-record.md`. Append-only."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    record: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    sha256 = models.CharField(max_length=64)
    came_from = models.CharField(max_length=80)
    rules = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="budget_one_of_each_version"),
            models.CheckConstraint(condition=Q(number__gte=1), name="budget_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} v{self.number}"
