"""One round of work in a village, when its stages are due, and the households it works with."""

import json
from typing import Any, Self

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Holding, Person
from berdaya.access.rules.roles import Role
from berdaya.access.territory import within_filter
from berdaya.register.models import Snapshot
from berdaya.scan.rules.stages import State, is_kelurahan


class CycleQuerySet(models.QuerySet["Cycle"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def seen_by(self, hat: Holding) -> Self:
        """Those of the hat's territory; an agency sees the places that were given to it."""
        here = self.within(hat.territory)
        return here.filter(agency__iexact=hat.body) if hat.role == Role.AGENCY else here

    def running(self) -> Self:
        return self.exclude(state=State.CLOSED.value)


class Cycle(models.Model):
    """One round of work of a desa or kelurahan in a fiscal year, by the agency that assists it.

    `on_date` is the day on which its households were judged, by the rules in `rules` and the named
    `variants`; `years` are the full years since the register wrote down the ages.
    """

    territory = CodeField()
    year = models.PositiveSmallIntegerField()
    agency = models.CharField(max_length=160, blank=True)
    basis = models.CharField(max_length=160, blank=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    variants = models.CharField(max_length=80, blank=True)
    rules = models.CharField(max_length=300, blank=True)
    on_date = models.DateField()
    years = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in State], default=State.FILLING.value
    )
    households_read = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_note = models.CharField(max_length=300, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "territory"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "year"], name="scan_one_round_each_year"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="scan_cycle_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=State.CLOSED.value) & Q(closed_at=None)),
                name="scan_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.year}"

    @property
    def standing(self) -> State:
        return State(self.state)

    @property
    def open(self) -> bool:
        """May people still write here?"""
        return self.standing is State.RUNNING

    @property
    def kelurahan(self) -> bool:
        return is_kelurahan(self.territory)

    @property
    def source(self) -> str:
        """How other records name the record that they come from."""
        return f"scan:cycle:{self.pk}"


class StageDate(models.Model):
    """When a stage of the work in one village is due."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="dates")
    stage = models.CharField(max_length=20)
    due = models.DateField()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["cycle", "stage"], name="scan_stage_due_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.stage} {self.due}"


class Origin(models.TextChoices):
    """Where a household of the work list comes from."""

    REGISTER = "register", "register"
    MUSDES = "musdes", "musyawarah"


class Standing(models.TextChoices):
    """How far the visit to a household is; the newest visit says it."""

    NONE = "belum", "belum dikunjungi"
    DRAFT = "draf", "sedang diisi"
    SENT = "dikirim", "menunggu diperiksa"
    RETURNED = "dikembalikan", "dikembalikan"
    VERIFIED = "diperiksa", "sudah diperiksa"


class HouseholdQuerySet(models.QuerySet["Household"]):
    def in_order_of_work(self) -> Self:
        return self.order_by("urgency", "pk")

    def visited(self) -> Self:
        """A visit was sent or verified."""
        return self.filter(visit__in=[Standing.SENT.value, Standing.VERIFIED.value])


class Household(models.Model):
    """A household of a village at work. `facts` and `members` are what the register says, unchanged for good;
    who lives there is sealed with the key of the register, so that destroying it erases them here too.

    `bits` and `field_bits` hold one sign each for C1, C2, …: 1 met, 0 not met, - nobody can tell. The first
    are the register's, the second those of the newest verified visit ("" before), `decided_bits` what the
    village meeting settled on. `urgency` is the order of work.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="households")
    key = models.CharField(max_length=19)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.REGISTER)
    rt = CodeField(blank=True)
    decile = models.PositiveSmallIntegerField(null=True)
    persons = models.PositiveSmallIntegerField(default=0)
    facts = models.TextField(default="{}")
    members = models.TextField(default="[]")
    identity = models.TextField(blank=True)
    bits = models.CharField(max_length=12)
    known = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField()
    klass = models.CharField(max_length=4, blank=True)
    marks = models.CharField(max_length=80, blank=True)
    urgency = models.PositiveIntegerField()
    visit = models.CharField(max_length=12, choices=Standing.choices, default=Standing.NONE)
    outcome = models.CharField(max_length=20, blank=True)
    field_bits = models.CharField(max_length=12, blank=True)
    field_klass = models.CharField(max_length=4, blank=True)
    differs = models.PositiveSmallIntegerField(default=0)
    decision = models.CharField(max_length=12, blank=True)
    decided_bits = models.CharField(max_length=12, blank=True)
    decided_klass = models.CharField(max_length=4, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "urgency", "pk"]
        indexes = [
            models.Index(fields=["cycle", "urgency"], name="scan_household_order"),
            models.Index(fields=["cycle", "rt"], name="scan_household_rt"),
            models.Index(fields=["cycle", "visit"], name="scan_household_visit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "key"], name="scan_household_once"),
            models.CheckConstraint(
                condition=Q(visit__in=[one.value for one in Standing]), name="scan_household_visit_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.key}"

    @property
    def answers(self) -> dict[str, int | None]:
        """What the register answers, by column."""
        found: dict[str, int | None] = json.loads(self.facts)
        return found

    @property
    def people(self) -> list[dict[str, Any]]:
        """What the register says of each member, without names."""
        found: list[dict[str, Any]] = json.loads(self.members)
        return found
