"""Tables of proposals that offices hand to each other: brought, looked at, written down, given back."""

from django.db import models
from django.db.models import Q

from berdaya.deliberation.models.brought import BroughtQuerySet, BroughtTable, KeptCells
from berdaya.deliberation.models.proposals import Cycle, Proposal


class Exchange(BroughtTable):
    """A table of the proposals of one year of a place."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="exchanges")

    objects = BroughtQuerySet.as_manager()

    class Meta(BroughtTable.Meta):
        indexes = [models.Index(fields=["territory", "id"], name="deliberation_exchange_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None), name="deliberation_exchange_one_end"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(hat__isnull=False),
                name="deliberation_exchange_confirmed_by_a_hat",
            ),
            models.CheckConstraint(
                condition=Q(written_at=None) | Q(confirmed_at__isnull=False),
                name="deliberation_exchange_written_after_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(file=""), name="deliberation_exchange_dropped_is_destroyed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.brought_at:%Y-%m-%d}"


class ExchangeRow(KeptCells):
    """What one row of a confirmed table became, and its cells that have no meaning here, sealed."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="written")
    line = models.PositiveIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="rows")
    deed = models.CharField(max_length=10)

    class Meta:
        ordering = ["exchange", "line"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "line"], name="deliberation_exchange_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} {self.line}"

    @property
    def sealed_as(self) -> str:
        return f"exchange row {self.exchange_id} {self.line}"
