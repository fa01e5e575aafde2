"""Sessions of the musrenbang: money and limits, drafts of the merge, what the forum changed, who is sent on,
and the ledger of shares from year to year. Verbs are in the services.
"""

from fractions import Fraction
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.access.territory import within_filter
from berdaya.deliberation.kept import KeptField
from berdaya.deliberation.models.proposals import Cycle, Proposal
from berdaya.deliberation.rules.forum import Change, Kind
from berdaya.deliberation.rules.sitting import State
from berdaya.meeting.models import Meeting
from berdaya.plan.rules.force import holders_of


class SessionQuerySet(models.QuerySet["Session"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "cycle__territory"))

    def seen_from(self, territory: str) -> Self:
        """Sessions within a territory, and those of the village that an RT or RW belongs to."""
        return self.filter(
            Q(**within_filter(territory, "cycle__territory")) | Q(cycle__territory__in=holders_of(territory))
        )

    def told(self) -> Self:
        return self.select_related("cycle", "meeting", "begun_by", "decided_by")


class Session(models.Model):
    """One musrenbang of a village over one plan year: the money, its limits, the settings of the merge."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="session")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    budget = models.PositiveBigIntegerField(null=True)
    ceilings = KeptField(default=dict)
    settings = KeptField(default=dict)
    rule = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-cycle__plan_year", "cycle__territory"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="deliberation_session_state"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT.value) | Q(budget__isnull=False),
                name="deliberation_computed_under_a_ceiling",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECIDED.value)
                | (Q(decided_by__isnull=False, date__isnull=False) & ~Q(number="")),
                name="deliberation_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Musrenbang {self.cycle.plan_year}"

    @property
    def standing(self) -> State:
        return State(self.state)

    @property
    def territory(self) -> str:
        return str(self.cycle.territory)

    @property
    def source(self) -> str:
        """How papers name the record that they come from."""
        return f"deliberation:session:{self.pk}"


class Draft(models.Model):
    """One computation: everything that went in and came out, as anybody can compute it again. Append-only."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="drafts")
    input = KeptField()
    answer = KeptField()
    others = KeptField()  # the answers of the two rules beside it
    findings = KeptField(default=list)
    units = KeptField()  # name of a unit -> [code, body]
    digest = models.CharField(max_length=64)
    rule = models.CharField(max_length=80)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.digest[:12]


class ForumChange(models.Model):
    """What the forum decided otherwise than the computation: in, out or another amount. Append-only."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="changes")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    amount = models.PositiveBigIntegerField(null=True)
    reason = models.CharField(max_length=400)
    proposer = models.CharField(max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="deliberation_change_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.AMOUNT.value, amount__gte=1)
                | (~Q(kind=Kind.AMOUNT.value) & Q(amount=None)),
                name="deliberation_change_amount",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="deliberation_change_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.proposal_id}"

    @property
    def change(self) -> Change:
        return Change(self.proposal.label, Kind(self.kind), self.amount)


class Delegate(models.Model):
    """Somebody who is sent to the musrenbang of the kecamatan. The name is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="delegates")
    sealed_name = models.TextField()
    sex = models.CharField(max_length=1)
    body = models.CharField(max_length=120)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]), name="deliberation_delegate_sex")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.body}"

    def seal(self, name: str) -> None:
        self.sealed_name = seal_text(name, f"delegate {self.pk}")

    @property
    def open_name(self) -> str:
        """The name in clear: only for those who may see names."""
        return unseal_text(self.sealed_name, f"delegate {self.pk}")


class LedgerEntry(models.Model):
    """What a unit brought into a year and what it carries out of it, exact. Append-only."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="ledger")
    territory = CodeField()
    body = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120)
    plan_year = models.PositiveSmallIntegerField()
    opening = models.CharField(max_length=200)
    closing = models.CharField(max_length=200)

    class Meta:
        ordering = ["plan_year", "territory", "body"]
        constraints = [
            models.UniqueConstraint(fields=["session", "territory", "body"], name="deliberation_ledger_once")
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.plan_year}"

    @property
    def carried(self) -> Fraction:
        return Fraction(self.closing)

    @property
    def brought(self) -> Fraction:
        return Fraction(self.opening)
