"""The double check of a round: a record on one meeting, a line for each sign and group of potentials."""

from collections.abc import Mapping

from django.db import models
from django.db.models import F, Q

from berdaya.access.models import Person
from berdaya.meeting.models import Meeting
from berdaya.scan.models.cycle import Cycle
from berdaya.scan.rules.checking import COLUMNS, Topic, Value

FIELDS = dict(zip(COLUMNS, ("register", "visited", "decided", "told", "agreed"), strict=True))


class Fgd(models.Model):
    """The record of the FGD of a round. Closed, it is fixed; what men and women said stands apart."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="fgd")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    men_view = models.TextField(max_length=2000, blank=True)
    women_view = models.TextField(max_length=2000, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="scan_fgd_closed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.meeting_id}"

    @property
    def closed(self) -> bool:
        return self.closed_at is not None


def _part_of_whole(name: str) -> Q:
    part, whole = f"{name}_part", f"{name}_whole"
    return Q(**{part: None, whole: None}) | Q(**{f"{part}__lte": F(whole), f"{whole}__gt": 0})


class FgdTopic(models.Model):
    """One line: each source as a part of a whole, what was agreed, why they differ, what follows."""

    fgd = models.ForeignKey(Fgd, on_delete=models.CASCADE, related_name="topics")
    code = models.CharField(max_length=4)
    register_part = models.PositiveIntegerField(null=True)
    register_whole = models.PositiveIntegerField(null=True)
    visited_part = models.PositiveIntegerField(null=True)
    visited_whole = models.PositiveIntegerField(null=True)
    decided_part = models.PositiveIntegerField(null=True)
    decided_whole = models.PositiveIntegerField(null=True)
    told_part = models.PositiveIntegerField(null=True)
    told_whole = models.PositiveIntegerField(null=True)
    agreed_part = models.PositiveIntegerField(null=True)
    agreed_whole = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True)
    source = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["fgd", "code"], name="scan_fgd_topic_once"),
            *(
                models.CheckConstraint(condition=_part_of_whole(name), name=f"scan_fgd_{name}_within")
                for name in FIELDS.values()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fgd_id} {self.code}"

    def column(self, name: str) -> Value | None:
        part = getattr(self, f"{FIELDS[name]}_part")
        return None if part is None else Value(part, getattr(self, f"{FIELDS[name]}_whole"))

    def put(self, values: Mapping[str, Value | None]) -> None:
        """Write columns down, not yet saved."""
        for name, value in values.items():
            setattr(self, f"{FIELDS[name]}_part", value.part if value else None)
            setattr(self, f"{FIELDS[name]}_whole", value.whole if value else None)

    def topic(self, title: str) -> Topic:
        return Topic(self.code, title, {name: self.column(name) for name in COLUMNS}, self.reason)
