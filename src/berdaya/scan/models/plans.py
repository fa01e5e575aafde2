"""The intervention plan of a round in versions, how far each line is, visits of those who supervise."""

from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.models import Person
from berdaya.documents.models import Document
from berdaya.scan.models.cycle import Cycle
from berdaya.scan.rules.planning import Line, State


class PlanQuerySet(models.QuerySet["Plan"]):
    def fixed(self) -> Self:
        return self.filter(state=State.FIXED.value)

    def at_work(self) -> Self:
        """Drafted, or waiting for the second person."""
        return self.filter(state__in=[State.DRAFT.value, State.SENT.value])


class Plan(models.Model):
    """One version. Fixed, its lines never change; the next version takes its place when it is fixed."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in State], default=State.DRAFT.value
    )
    note = models.CharField(max_length=300, blank=True)
    edited = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    check_note = models.CharField(max_length=300, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "version"], name="scan_plan_version_once"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state=State.FIXED.value), name="scan_one_plan_in_force"
            ),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(state__in=[State.DRAFT.value, State.SENT.value]),
                name="scan_one_plan_at_work",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="scan_plan_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} v{self.version}"

    @property
    def standing(self) -> State:
        return State(self.state)


class PlanLine(models.Model):
    """One line of one version. `root` is the line of an earlier version that it goes on with."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    number = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=200)
    target = models.CharField(max_length=4)
    volume = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    cost = models.BigIntegerField()
    source = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=120)
    where = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="scan_plan_line_once"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="scan_plan_cost_not_negative"),
            models.CheckConstraint(condition=Q(volume__gt=0), name="scan_plan_volume_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"

    @property
    def origin(self) -> int:
        """The first line of this kind, in whatever version."""
        return self.root_id or self.pk

    @property
    def line(self) -> Line:
        return Line(
            self.action, self.target, self.volume, self.unit, self.cost, self.source, self.year, self.who
        )


class LineNews(models.Model):
    """How far a line is: done since its beginning, rupiah since then. The last one counts. Append-only."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="news")
    on = models.DateField()
    done = models.PositiveIntegerField()
    spent = models.BigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(spent__gte=0), name="scan_spent_not_negative")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.on}"


class Supervision(models.Model):
    """A visit of those who assist the village: the day, the team, what they found, what is to follow."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="supervisions")
    on = models.DateField()
    team = models.CharField(max_length=200)
    findings = models.TextField(max_length=2000)
    follow_up = models.CharField(max_length=400, blank=True)
    due = models.DateField(null=True)
    followed_on = models.DateField(null=True)
    followed_note = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.on}"


class SupervisionPhoto(models.Model):
    """A picture of such a visit, drawn anew from its pixels, with a small one for the page."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=80)
    small = models.CharField(max_length=80)
    words = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["supervision", "sha256"], name="scan_supervision_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.supervision_id} {self.pk}"


class Report(models.Model):
    """The report of a half-year: what hindered, what comes next, who signs (sealed); the printed paper."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField()
    hindrance = models.TextField(max_length=2000, blank=True)
    next_steps = models.TextField(max_length=2000, blank=True)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    final = models.BooleanField(default=False)
    signer = models.TextField(blank=True)
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-year", "-half"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "year", "half"], name="scan_report_once_a_half"),
            models.CheckConstraint(condition=Q(half__in=[1, 2]), name="scan_report_half_is_1_or_2"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.year}-{self.half}"
