"""A list in the making: its inputs while they may still change, its state, and the files people brought."""

from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.clock import today_in
from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.targeting.file_kinds import FileKind as FileKind
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.runs import PUBLIC, State
from berdaya.targeting.rules.scores import Method


class InputFileQuerySet(models.QuerySet["InputFile"]):
    def of(self, territory: str, kind: FileKind) -> Self:
        """Files of one kind for one kabupaten, the newest first."""
        return self.filter(territory=territory, kind=kind)


class InputFile(models.Model):
    """A table that somebody brought. Its content lies in the store under `name`. Append-only."""

    territory = CodeField()
    kind = models.CharField(max_length=10, choices=FileKind)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    objects = InputFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["territory", "kind"], name="targeting_file_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FileKind]), name="targeting_file_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class Inputs(models.Model):
    """What a computation is made from. A draft holds it while it may change; a computation freezes it."""

    snapshot = models.CharField(max_length=60, blank=True)
    counts = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    counts_edition = models.CharField(max_length=60, blank=True)
    index = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    population = models.ForeignKey(
        InputFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reds = models.ForeignKey(InputFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    follows = models.ForeignKey(
        "targeting.Decree", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.CharField(max_length=12, choices=[(u.value, u.value) for u in Unit])
    seats_total = models.PositiveSmallIntegerField(null=True, blank=True)
    seats_desa = models.PositiveSmallIntegerField(null=True, blank=True)
    seats_kelurahan = models.PositiveSmallIntegerField(null=True, blank=True)
    method = models.CharField(max_length=2, choices=[(m.value, m.value) for m in Method])
    weight = models.CharField(max_length=20)
    on_date = models.DateField()

    class Meta:
        abstract = True


INPUTS = tuple(field.name for field in Inputs._meta.local_fields)


class RunQuerySet(models.QuerySet["Run"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def decreed(self) -> Self:
        """Lists that a decree has fixed: in force, or followed by another."""
        return self.filter(state__in=[state.value for state in PUBLIC])

    def waiting_for(self, state: State) -> Self:
        return self.filter(state=state.value)

    def told(self) -> Self:
        """With everything that a row or the head of a page shows, in one query."""
        return self.select_related("begun_by", "computation", "computation__made_by")


class Run(Inputs):
    """One list of assisted places for a kabupaten or kota and a year. `version` counts its steps."""

    territory = CodeField()
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True, blank=True)
    computation = models.OneToOneField(
        "targeting.Computation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal = models.TextField(blank=True)
    superseded_on = models.DateField(null=True, blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["territory", "state"], name="targeting_run_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="targeting_run_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT.value, State.DROPPED.value])
                | Q(computation__isnull=False),
                name="targeting_run_beyond_draft_is_computed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.year} {self.state}"

    @property
    def standing(self) -> State:
        """Where the list stands today: it is superseded on the first day of the decree that follows it."""
        state, ends = State(self.state), self.superseded_on
        over = state is State.DECREED and ends is not None and ends <= today_in(self.territory)
        return State.SUPERSEDED if over else state
