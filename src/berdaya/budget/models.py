"""Statements of an office. A statement has versions; a version is a paper and is never changed."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.budget.rules.flow import Kind, Move, State

_STATES = [state.value for state in State]


class StatementQuerySet(models.QuerySet["Statement"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))


class Statement(models.Model):
    """The statement of one sub-activity, year and place, with what its draft or newest version came to.

    Rupiah are whole; `linked_at_most` is an upper bound where budgets of activities are missing. `signed` is
    the number of the version that was signed last: it holds while a newer one is being written.
    """

    territory = CodeField()
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=24, default=State.DRAFT.value)
    signed = models.PositiveSmallIntegerField(null=True)
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    linked = models.BigIntegerField(null=True)
    linked_at_most = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "territory", "code"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "year", "code"], name="budget_one_of_a_year"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="budget_statement_is_named"),
            models.CheckConstraint(condition=Q(state__in=_STATES), name="budget_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.SIGNED.value) | Q(signed=models.F("version")),
                name="budget_signed_is_the_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def standing(self) -> State:
        return State(self.state)


class Draft(models.Model):
    """The one copy of a statement that is being written. It becomes a version when it is submitted."""

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="draft")
    record: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    based_on = models.PositiveSmallIntegerField(default=0)
    came_from = models.CharField(max_length=80)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    hands: models.JSONField[list[int], list[int]] = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.statement}, draf"


class Version(models.Model):
    """One version as it stood: the record in the form of `docs/reference/budget-record.md`. Append-only.

    `hands` are the keys of all who wrote in it: none of them may review or sign it. `failing` are the checks
    that found something when it was kept; None for versions from before that was noted.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    record: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    sha256 = models.CharField(max_length=64)
    came_from = models.CharField(max_length=80)
    rules = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    hands: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    failing: models.JSONField[list[str] | None, list[str] | None] = models.JSONField(null=True)
    total = models.BigIntegerField(null=True)
    linked = models.BigIntegerField(null=True)
    linked_at_most = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="budget_one_of_each_version"),
            models.CheckConstraint(condition=Q(number__gte=1), name="budget_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} v{self.number}"


class Step(models.Model):
    """What somebody did with a version. Append-only.

    Each move is made once; only a signed version may be opened again when the first attempt was given up.
    Whoever signs says the number and the day of the paper.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=24)
    turn = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    at = models.DateTimeField()
    paper_number = models.CharField(max_length=80, blank=True)
    paper_date = models.DateField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "move", "turn"], name="budget_each_move_once"),
            models.CheckConstraint(
                condition=Q(move__in=[move.value for move in Move]), name="budget_move_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.move}"


class Answer(models.Model):
    """An answer to a finding of a version: by the maker with a reason, or by the reviewer. Append-only."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="answers")
    check_number = models.CharField(max_length=3)
    kind = models.CharField(max_length=24)
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["check_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "check_number", "kind"], name="budget_one_answer_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="budget_answer_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.OVERRULED.value) | ~Q(words=""), name="budget_overruling_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.check_number}"
