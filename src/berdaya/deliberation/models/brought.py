"""What every table has that somebody brings to this room: it lies sealed, is confirmed once or dropped; and
what a row keeps of its columns that have no meaning here.
"""

from typing import Self, TypeVar

from django.db import models

from berdaya.access.fields import CodeField
from berdaya.access.models import Holding, Person
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.access.territory import within_filter

Brought = TypeVar("Brought", bound="BroughtTable")


class BroughtQuerySet(models.QuerySet[Brought]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def overdue(self, day: object) -> Self:
        """Files that still lie in the store after their last day."""
        return self.filter(keep_until__lt=day).exclude(file="")


class BroughtTable(models.Model):
    """A table that somebody brought. Its file lies sealed in the store until it is dropped or too old; a
    confirmed one stays so long that the same file can be fetched with its remarks."""

    territory = CodeField()
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

    class Meta:
        abstract = True
        ordering = ["-pk"]

    @property
    def waits(self) -> bool:
        return self.confirmed_at is None and self.dropped_at is None


class KeptCells(models.Model):
    """Cells of one row that have no meaning here, sealed: they go out again as they came."""

    sealed_cells = models.TextField(blank=True)

    class Meta:
        abstract = True

    def seal(self, cells: str) -> None:
        self.sealed_cells = seal_text(cells, self.sealed_as) if cells else ""

    @property
    def open_cells(self) -> str:
        """The cells as JSON: only for those who work on such tables."""
        return unseal_text(self.sealed_cells, self.sealed_as) if self.sealed_cells else ""

    @property
    def sealed_as(self) -> str:
        """What the seal is bound to."""
        raise NotImplementedError
