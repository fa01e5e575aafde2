"""Tables by which Bappeda (a desa for itself) books proposals in plan and budget: looked at, confirmed, given
back with remarks.
"""

from django.db import models
from django.db.models import Q

from berdaya.deliberation.models.brought import BroughtQuerySet, BroughtTable, KeptCells
from berdaya.deliberation.models.proposals import Proposal


class BookingTable(BroughtTable):
    """A table of bookings for one plan year."""

    plan_year = models.PositiveSmallIntegerField()

    objects = BroughtQuerySet.as_manager()

    class Meta(BroughtTable.Meta):
        indexes = [models.Index(fields=["territory", "plan_year"], name="deliberation_bookings_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None, hat__isnull=False),
                name="deliberation_bookings_one_end",
            ),
            models.CheckConstraint(
                condition=Q(written_at=None) | Q(confirmed_at__isnull=False),
                name="deliberation_bookings_written_after_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(file=""), name="deliberation_bookings_dropped_is_destroyed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.plan_year}"


class BookedRow(KeptCells):
    """The proposal that one row of a table booked, and its cells that have no meaning here."""

    table = models.ForeignKey(BookingTable, on_delete=models.CASCADE, related_name="written")
    line = models.PositiveIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["table", "line"]
        constraints = [
            models.UniqueConstraint(fields=["table", "line"], name="deliberation_booked_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.line}"

    @property
    def sealed_as(self) -> str:
        return f"booked row {self.table_id} {self.line}"
