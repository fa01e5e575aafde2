"""What the village meeting decided about each household, and objections to it with their clock."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.models import Person
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.meeting.models import Meeting
from berdaya.scan.models.cycle import Cycle, Household
from berdaya.scan.rules.musdes import Kind, Outcome

_SEALED = 600


def _seal(text: str, label: str) -> str:
    plain = " ".join(text.split())[:_SEALED]
    return seal_text(plain, label) if plain else ""


class Session(models.Model):
    """A village meeting that decides about households; the meeting itself is one of the room `meeting`."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="sessions")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-meeting__starts_at"]

    def __str__(self) -> str:
        return f"{self.cycle_id}/{self.pk}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """Those that no later version took the place of."""
        return self.filter(corrected_by=None)


class Decision(models.Model):
    """What a meeting decided about a household, in versions. Append-only; the reason in words is sealed.

    `bits` are the signs as they stand after the decision. Without votes it was agreed by all.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="decisions")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="decisions")
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    removal = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    objected = models.BooleanField(default=False)
    bits = models.CharField(max_length=12)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["household", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["household", "version"], name="scan_decision_version_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="scan_decision_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.REMOVE.value) | ~Q(removal=""), name="scan_removed_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None)
                | Q(votes_for__isnull=False, votes_against__isnull=False),
                name="scan_votes_on_both_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} v{self.version} {self.kind}"

    @staticmethod
    def sealed(household: Household, text: str) -> str:
        return _seal(text, f"decision {household.pk}")

    @property
    def open_reason(self) -> str:
        return unseal_text(self.reason, f"decision {self.household_id}") if self.reason else ""


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def waiting(self) -> Self:
        return self.filter(answered_on=None)

    def due_by(self, day: date) -> Self:
        return self.waiting().filter(due__lte=day)


class Objection(models.Model):
    """An objection to a decision, or to one that was not taken: received, answered in time, how it ended.

    Its words and the answer are sealed. `household` is empty for one who asks to be added.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="objections")
    number = models.PositiveSmallIntegerField()
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="objections")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    brought_by = models.CharField(max_length=20)
    content = models.TextField()
    received_on = models.DateField()
    due = models.DateField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reminded_on = models.DateField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="scan_objection_number_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="")
                | Q(answered_on__isnull=False, outcome__in=[one.value for one in Outcome]),
                name="scan_answered_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id}/{self.number}"

    @staticmethod
    def sealed(cycle: Cycle, text: str) -> str:
        return _seal(text, f"objection {cycle.pk}")

    @property
    def open_content(self) -> str:
        return unseal_text(self.content, f"objection {self.cycle_id}") if self.content else ""

    @property
    def open_answer(self) -> str:
        return unseal_text(self.answer, f"objection {self.cycle_id}") if self.answer else ""

    @property
    def awaits(self) -> str:
        return f"objection:{self.pk}"
