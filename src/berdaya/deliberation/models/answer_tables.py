"""Tables of answers that an agency brings to its desk: looked at, confirmed, given back with remarks."""

from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Holding, Person
from berdaya.access.territory import within_filter
from berdaya.deliberation.models.proposals import Proposal


class AnswerTableQuerySet(models.QuerySet["AnswerTable"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def overdue(self, day: object) -> Self:
        """Files that still lie in the store after their last day."""
        return self.filter(keep_until__lt=day).exclude(file="")


class AnswerTable(models.Model):
    """A table of answers for one plan year. `body`: the agency of whoever brought it. It lies sealed in the
    store until it is dropped or too old."""

    territory = CodeField()
    plan_year = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=80)
    file = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    keep_until = models.DateField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    hat = models.ForeignKey(Holding, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = AnswerTableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["territory", "plan_year"], name="deliberation_answers_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None, hat__isnull=False),
                name="deliberation_answers_one_end",
            ),
            models.CheckConstraint(
                condition=Q(written_at=None) | Q(confirmed_at__isnull=False),
                name="deliberation_answers_written_after_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(file=""), name="deliberation_answers_dropped_is_destroyed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.plan_year}"

    @property
    def waits(self) -> bool:
        return self.confirmed_at is None and self.dropped_at is None


class AnsweredRow(models.Model):
    """The proposal that one row of a table answered."""

    table = models.ForeignKey(AnswerTable, on_delete=models.CASCADE, related_name="written")
    line = models.PositiveIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["table", "line"]
        constraints = [
            models.UniqueConstraint(fields=["table", "line"], name="deliberation_answered_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.line}"
