"""Tables of answers that an agency brings to its desk: looked at, confirmed, given back with remarks."""

from django.db import models
from django.db.models import Q

from berdaya.deliberation.models.brought import BroughtQuerySet, BroughtTable
from berdaya.deliberation.models.proposals import Proposal


class AnswerTable(BroughtTable):
    """A table of answers for one plan year. `body`: the agency of whoever brought it."""

    plan_year = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=120, blank=True)

    objects = BroughtQuerySet.as_manager()

    class Meta(BroughtTable.Meta):
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
