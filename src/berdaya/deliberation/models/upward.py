"""Lists handed over upward, the musrenbang of the kecamatan over them, the answers of the levels above."""

from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.deliberation.models.proposals import Cycle, Move, Proposal
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.rules.upward import Sitting, Verdict
from berdaya.documents.models import Document
from berdaya.meeting.models import Meeting
from berdaya.region.rules.codes import upward


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "cycle__territory"))

    def told(self) -> Self:
        return self.select_related("cycle", "receipt").annotate(many=models.Count("items"))


class HandOver(models.Model):
    """A list that a village gives to its kecamatan, or a kecamatan to the city. More may follow, numbered."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="hand_overs")
    number = models.PositiveSmallIntegerField()
    late = models.BooleanField(default=False)
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    receipt = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-cycle__plan_year", "cycle__territory", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="deliberation_hand_over_number"),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="deliberation_taken_in_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.number}"


class HandedItem(models.Model):
    """A proposal and its place in a list that was handed over. Append-only."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["hand_over", "position"]
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "position"], name="deliberation_handed_place_once"),
            models.UniqueConstraint(fields=["hand_over", "proposal"], name="deliberation_handed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class ForumQuerySet(models.QuerySet["Forum"]):
    def seen_from(self, territory: str) -> Self:
        """Of a kecamatan within the territory, or of the one that the territory belongs to."""
        inside = Q(**within_filter(territory, "cycle__territory"))
        return self.filter(inside | Q(cycle__territory__in=upward(territory)))

    def told(self) -> Self:
        return self.select_related("cycle", "meeting")


class Forum(models.Model):
    """The musrenbang of one kecamatan over one plan year."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="forum")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default=Sitting.OPEN.value)
    version = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    filled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["-cycle__plan_year", "cycle__territory"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Sitting]), name="deliberation_forum_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=Sitting.DECIDED.value)
                | (Q(decided_by__isnull=False, date__isnull=False) & ~Q(number="")),
                name="deliberation_forum_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Musrenbang kecamatan {self.cycle.plan_year}"

    @property
    def standing(self) -> Sitting:
        return Sitting(self.state)

    @property
    def territory(self) -> str:
        return str(self.cycle.territory)

    @property
    def source(self) -> str:
        """How papers name the record that they come from."""
        return f"deliberation:forum:{self.pk}"


class ForumEntry(models.Model):
    """A proposal before the musrenbang of the kecamatan: rank, agency, verdict. Open until it is decided."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="entries")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="forum_entry")
    place = models.PositiveSmallIntegerField()  # in the list of its village
    position = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, default=Verdict.AGREED.value)
    agency = models.CharField(max_length=120, blank=True)
    routed_by = models.CharField(max_length=400, blank=True)  # what the authority table said
    to = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=400, blank=True)
    target = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["forum", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.AGREED.value)
                | (
                    Q(verdict=Verdict.NOT_AGREED.value, reason__in=[one.value for one in Reason])
                    & ~Q(words="")
                    & ~Q(to="")
                ),
                name="deliberation_not_agreed_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}"

    @property
    def agreed(self) -> bool:
        return self.verdict == Verdict.AGREED.value

    @property
    def open(self) -> bool:
        """Not yet decided: the proposal still waits at the kecamatan."""
        return self.proposal.standing is State.FORWARDED

    @property
    def reason_words(self) -> str:
        return Reason(self.reason).words if self.reason else ""


class Answer(models.Model):
    """What a level above gave with a move: amount, volume, activity and by which paper. Append-only."""

    move = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="answer")
    agency = models.CharField(max_length=120, blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    volume = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, blank=True)
    activity = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["move"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=1), name="deliberation_answer_has_an_amount"
            )
        ]

    def __str__(self) -> str:
        return f"{self.move_id}"
