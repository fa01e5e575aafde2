"""What people decided about a computed list: changes, the discussion, the check, the decree. Append-only."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.targeting.models.results import Computation
from berdaya.targeting.models.runs import Run
from berdaya.targeting.rules.changes import ChangeKind
from berdaya.targeting.rules.runs import State

ACTIONS = (ChangeKind.ADD.value, ChangeKind.DROP.value)


class RunStep(models.Model):
    """A list went from one state to the next. Its number is the version that it left behind."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=30)
    begins = models.CharField(max_length=12)
    ends = models.CharField(max_length=12)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="targeting_step_once_per_version"),
            models.CheckConstraint(
                condition=Q(ends__in=[state.value for state in State]), name="targeting_step_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number} {self.move}"


class PlaceChangeQuerySet(models.QuerySet["PlaceChange"]):
    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(withdrawal=None)


class PlaceChange(models.Model):
    """People add a place to the computed list or drop one: why, who proposed it, in which meeting."""

    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="changes")
    code = CodeField()
    action = models.CharField(max_length=10, choices=[(a, a) for a in ACTIONS])
    reason = models.CharField(max_length=400)
    proposer = models.CharField(max_length=160)
    meeting = models.CharField(max_length=160)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = PlaceChangeQuerySet.as_manager()

    class Meta:
        ordering = ["computation", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=ACTIONS), name="targeting_change_action_is_known"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(proposer="") & ~Q(meeting=""),
                name="targeting_change_says_why_who_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.code}"


class ChangeWithdrawal(models.Model):
    """A change was taken back before the list was decided."""

    change = models.OneToOneField(PlaceChange, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=400)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.change_id)


class Discussion(models.Model):
    """A forum discussed a computed list; with these changes it goes to the second person."""

    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="discussions")
    forum = models.CharField(max_length=160)
    held_on = models.DateField()
    minutes = models.CharField(max_length=160)
    note = models.CharField(max_length=400, blank=True)
    changes = models.PositiveIntegerField()
    decided = models.PositiveIntegerField()
    decided_digest = models.CharField(max_length=64)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["computation", "pk"]

    def __str__(self) -> str:
        return f"{self.computation_id} {self.held_on}"


class Check(models.Model):
    """The second person has read the list and agrees."""

    discussion = models.OneToOneField(Discussion, on_delete=models.PROTECT, related_name="check_made")
    note = models.CharField(max_length=400, blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.discussion_id)


class Return(models.Model):
    """The list goes back to the forum, with the reason."""

    discussion = models.OneToOneField(Discussion, on_delete=models.PROTECT, related_name="returned")
    reason = models.CharField(max_length=400)
    returned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.discussion_id)


class DecreeQuerySet(models.QuerySet["Decree"]):
    def standing(self) -> Self:
        """As last recorded: a corrected record counts no more."""
        return self.filter(corrected_by=None)

    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def newest_first(self) -> Self:
        return self.order_by("-valid_from", "-pk")

    def in_force_on(self, day: date) -> Self:
        """Within its period, and no later decree of the territory has begun."""
        followed = Decree.objects.standing().filter(
            supersedes__run=models.OuterRef("run"), valid_from__lte=day
        )
        return self.standing().filter(~models.Exists(followed), valid_from__lte=day, valid_to__gte=day)


class Decree(models.Model):
    """The head of the region has decreed a list. A slip of the pen is corrected by a record that names it."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="decrees")
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="decrees")
    version = models.PositiveSmallIntegerField(default=1)
    territory = CodeField()
    slug = models.CharField(max_length=40, db_index=True)
    head = models.CharField(max_length=120)
    signatory = models.CharField(max_length=120)
    number = models.CharField(max_length=80)
    date = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    scan = models.CharField(max_length=80)
    scan_sha256 = models.CharField(max_length=64)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    why = models.CharField(max_length=400, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DecreeQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["territory", "valid_from"], name="targeting_decree_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="targeting_decree_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["run", "version"], name="targeting_decree_once_per_list"),
            models.UniqueConstraint(fields=["supersedes", "version"], name="targeting_decree_followed_once"),
            models.CheckConstraint(
                condition=Q(version=1, corrects=None)
                | (Q(version__gt=1, corrects__isnull=False) & ~Q(why="")),
                name="targeting_decree_correction_says_why",
            ),
            models.CheckConstraint(condition=~Q(scan=""), name="targeting_decree_has_its_scan"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.territory}"
