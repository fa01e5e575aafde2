"""Visits to households: what was answered in the field, why it differs from the register, pictures."""

import json
from typing import Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.models import Person
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.scan.models.cycle import Household
from berdaya.scan.rules.field import Answers, answers_from
from berdaya.scan.rules.visits import State

_OPEN = [state.value for state in State if state is not State.VERIFIED]


class VisitQuerySet(models.QuerySet["Visit"]):
    def open(self) -> Self:
        """Not checked yet: a household has at most one of these."""
        return self.filter(state__in=_OPEN)

    def verified(self) -> Self:
        return self.filter(state=State.VERIFIED.value)


class Visit(models.Model):
    """One visit, from its first answer to its check by a second person. `answers` hold codes and no names;
    the note is sealed. Once checked it does not change: a household is visited again instead."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in State], default=State.DRAFT.value
    )
    version = models.PositiveIntegerField(default=1)
    from_paper = models.BooleanField(default=False)
    day = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    answers = models.TextField(default="{}")
    reasons = models.TextField(default="{}")
    note = models.TextField(blank=True)
    bits = models.CharField(max_length=12, blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    returned_for = models.CharField(max_length=300, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["household", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["household", "number"], name="scan_visit_number_once"),
            models.UniqueConstraint(
                fields=["household"], condition=Q(state__in=_OPEN), name="scan_one_open_visit"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="scan_visit_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("sent_by")),
                name="scan_visit_checked_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id}/{self.number}"

    @property
    def standing(self) -> State:
        return State(self.state)

    @property
    def answered(self) -> Answers:
        return answers_from(json.loads(self.answers))

    @property
    def why(self) -> dict[str, str]:
        """By key of the difference, the code of its reason."""
        found: dict[str, str] = json.loads(self.reasons)
        return found

    @property
    def open_note(self) -> str:
        return unseal_text(self.note, f"visit {self.household_id}") if self.note else ""

    def seal_note(self, text: str) -> None:
        """Sealed: whoever tells where somebody moved to is named here more often than not."""
        plain = " ".join(text.split())[:600]
        self.note = seal_text(plain, f"visit {self.household_id}") if plain else ""


class FoundDifference(models.Model):
    """One answer of a checked visit that is not the register's, and why. Append-only."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="differences")
    key = models.CharField(max_length=40)
    reason = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "key"], name="scan_difference_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key} {self.reason}"


class VisitPhoto(models.Model):
    """A picture of a visit, drawn anew from its pixels, with a small one for the page."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    file = models.CharField(max_length=80)
    small = models.CharField(max_length=80)
    words = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "sha256"], name="scan_visit_photo_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.pk}"
