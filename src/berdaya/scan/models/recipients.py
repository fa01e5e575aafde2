"""Lists of recipients that were matched with the register of the village, pair by pair.

Who stands on a list is sealed with the key of the register of the round, as the households are: destroying
that key erases these people too. What is open here says nothing about anybody.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from django.db import models
from django.db.models import Q

from berdaya.access.models import Holding, Person
from berdaya.register.rules.linking import Band
from berdaya.scan.models.cycle import Cycle, Household
from berdaya.scan.models.programmes import ProgramItem
from berdaya.scan.rules.pairs import Standing, Verdict


class ListState(StrEnum):
    """How far a list is."""

    WAITING = "diperiksa"
    MATCHING = "dicocokkan"
    MATCHED = "dicocokkan selesai"
    DROPPED = "dibatalkan"


class ListQuerySet(models.QuerySet["RecipientList"]):
    def standing(self) -> Self:
        """Neither dropped nor expired."""
        return self.filter(dropped_at=None)

    def matched(self) -> Self:
        return self.standing().filter(matched_at__isnull=False)

    def waiting(self) -> Self:
        return self.standing().filter(confirmed_at=None)

    def seen_by(self, hat: Holding) -> Self:
        """Of rounds that the hat may see."""
        return self.filter(cycle__in=Cycle.objects.seen_by(hat))


class RecipientList(models.Model):
    """A list of who receives a programme, as an office sent it on a day.

    `file` lies sealed until the list is confirmed, dropped, or older than `keep_until`. `left_out` rows are
    of other villages or name nobody. `model` are the weights and the rule by which it was matched.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="recipient_lists")
    programme = models.ForeignKey(ProgramItem, on_delete=models.PROTECT, related_name="lists")
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    title = models.CharField(max_length=80)
    file = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    keep_until = models.DateField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    matched_at = models.DateTimeField(null=True)
    model = models.CharField(max_length=200, blank=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    objects = ListQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matched_at=None) | Q(confirmed_at__isnull=False),
                name="scan_list_matched_when_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(file="") | (Q(confirmed_at=None) & Q(dropped_at=None)),
                name="scan_list_file_gone_when_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.as_of}"

    @property
    def state(self) -> ListState:
        if self.dropped_at is not None:
            return ListState.DROPPED
        if self.confirmed_at is None:
            return ListState.WAITING
        return ListState.MATCHED if self.matched_at is not None else ListState.MATCHING

    @property
    def matched_rows(self) -> int:
        return self.rows - self.left_out

    def overdue(self, day: date) -> bool:
        return self.state is ListState.WAITING and self.keep_until < day


class Recipient(models.Model):
    """A row of a list that was matched: its place in the file, its sex, and sealed who it is."""

    list = models.ForeignKey(RecipientList, on_delete=models.PROTECT, related_name="recipients")
    number = models.PositiveIntegerField()
    sex = models.CharField(max_length=1, blank=True)
    identity = models.TextField()

    class Meta:
        ordering = ["list", "number"]
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="scan_recipient_once")]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.number}"


class PairQuerySet(models.QuerySet["Pair"]):
    def to_decide(self) -> Self:
        """What waits for a person, those put off last, the most doubtful first."""
        open_ = [one.value for one in Standing if not one.settled]
        rows = self.filter(band=Band.REVIEW.value) | self.exclude(answers=None)
        return rows.filter(standing__in=open_).distinct().order_by("put_off", "probability", "pk")

    def sure(self) -> Self:
        """What may be taken over in bulk, and waits for it."""
        return self.filter(band=Band.SURE.value, standing=Standing.OPEN.value, answers=None).order_by("pk")


class Pair(models.Model):
    """A row of a list and somebody of the register who may be the same person.

    `key` is the household there; `household` where it is on the work list. `identity` seals what the register
    says of the person. `why` tells in words what agrees, without naming anything. `standing` follows from the
    answers (`rules.pairs.standing`), `seen` counts them.
    """

    recipient = models.OneToOneField(Recipient, on_delete=models.PROTECT, related_name="pair")
    key = models.CharField(max_length=19)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    decile = models.PositiveSmallIntegerField(null=True)
    identity = models.TextField()
    probability = models.PositiveIntegerField()
    same_nik = models.BooleanField()
    band = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Band])
    rule = models.CharField(max_length=10)
    why = models.CharField(max_length=400)
    standing = models.CharField(
        max_length=10, choices=[(one.value, one.words) for one in Standing], default=Standing.OPEN
    )
    put_off = models.BooleanField(default=False)
    seen = models.PositiveSmallIntegerField(default=0)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["recipient"]
        indexes = [models.Index(fields=["standing", "probability"], name="scan_pair_to_decide")]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=[one.value for one in Standing]), name="scan_pair_standing_is_known"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lt=1_000_000), name="scan_pair_never_certain"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_by__isnull=False),
                name="scan_pair_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.standing}"

    @property
    def stands(self) -> Standing:
        return Standing(self.standing)


class Ground(models.TextChoices):
    """What a person went by."""

    DATA = "data", "Kedua catatan ini"
    PAPER = "dokumen", "KTP atau KK-nya dilihat"
    PERSON = "orang", "Keterangan ketua RT atau keluarga"


class PairAnswer(models.Model):
    """What somebody said of a pair. Append-only: who changes his mind answers again."""

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Verdict])
    ground = models.CharField(max_length=8, choices=Ground.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[one.value for one in Verdict]), name="scan_answer_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.verdict}"
