"""Which agency assists which place: the tables it is worked out from, pins by people, the answer."""

from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.targeting.models.results import Computation
from berdaya.targeting.models.runs import InputFile, Run

PAIR_KINDS = ("tetap", "larang")


class AssignmentTables(models.Model):
    """The tables of an assignment. A setup holds them while they may change; an assignment freezes them."""

    agencies = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, related_name="+")
    fit = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, related_name="+")
    needs = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, related_name="+")
    potentials = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, related_name="+")
    distances = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, related_name="+")
    points = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, related_name="+")
    level_loads = models.BooleanField(default=True)
    seconds = models.PositiveSmallIntegerField(default=60)

    class Meta:
        abstract = True


TABLES = tuple(field.name for field in AssignmentTables._meta.local_fields)


class AssignmentSetup(AssignmentTables):
    """What the next assignment of a list will be worked out from."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, primary_key=True, related_name="setup")
    refusal = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.run_id)


class AgencyPairQuerySet(models.QuerySet["AgencyPair"]):
    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(withdrawal=None)


class AgencyPair(models.Model):
    """A person ties an agency to a place, or keeps the two apart: why, and by which decree. Append-only."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="pairs")
    agency = models.CharField(max_length=40)
    code = CodeField()
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in PAIR_KINDS])
    reason = models.CharField(max_length=400)
    decree = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = AgencyPairQuerySet.as_manager()

    class Meta:
        ordering = ["run", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PAIR_KINDS), name="targeting_pair_kind_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="targeting_pair_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.agency} {self.code}"


class PairWithdrawal(models.Model):
    """A pin or a ban was taken back. Append-only."""

    pair = models.OneToOneField(AgencyPair, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=400)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pair_id)


class Assignment(AssignmentTables):
    """One worked-out assignment with its tables and how sure it is. Append-only."""

    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="assignments")
    number = models.PositiveSmallIntegerField()
    decided_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=12)
    gap = models.CharField(max_length=20)
    objective = models.CharField(max_length=80)
    dropped = models.CharField(max_length=20, blank=True)
    stopped_by = models.CharField(max_length=10, blank=True)
    heaviest = models.CharField(max_length=80, blank=True)
    max_to_mean = models.CharField(max_length=80, blank=True)
    gini = models.CharField(max_length=80, blank=True)
    agency_count = models.PositiveIntegerField()
    place_count = models.PositiveIntegerField()
    has_distances = models.BooleanField()
    rule_key = models.CharField(max_length=80)
    input_digest = models.CharField(max_length=64)
    result_digest = models.CharField(max_length=64)
    software = models.CharField(max_length=80)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["computation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["computation", "number"], name="targeting_assignment_one_of_each_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.computation_id}/{self.number}"


class AssignmentAnswer(models.Model):
    """The whole answer of `assign`, which papers and next year's assignment read. Append-only."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    content = models.TextField()

    def __str__(self) -> str:
        return str(self.assignment_id)


class AssignedPlace(models.Model):
    """One place and the agency that leads there. Append-only."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="leads")
    code = CodeField()
    name = models.CharField(max_length=120)
    kecamatan = models.CharField(max_length=120)
    stratum = models.CharField(max_length=10)
    n = models.PositiveIntegerField()
    agency = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=160)
    fit = models.CharField(max_length=60, blank=True)
    km = models.CharField(max_length=40, blank=True)
    kept = models.BooleanField(null=True)
    pinned = models.CharField(max_length=400, blank=True)
    needs = models.CharField(max_length=120, blank=True)
    other = models.CharField(max_length=160, blank=True)
    loss = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=10, blank=True)
    favourite = models.CharField(max_length=160, blank=True)
    stopped_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["assignment", "code"]
        indexes = [models.Index(fields=["code"], name="targeting_lead_place")]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "code"], name="targeting_lead_once_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.agency}"
