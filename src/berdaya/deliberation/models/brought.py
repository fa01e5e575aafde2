"""What every table has that somebody brings to this room: it lies sealed, is confirmed once or dropped."""

from typing import Self, TypeVar

from django.db import models

from berdaya.access.fields import CodeField
from berdaya.access.models import Holding, Person
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
