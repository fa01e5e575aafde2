"""Uploaded register files on their way, what the office has settled about columns and places, and snapshots.

Households are not here: they lie in the folder of the snapshot, identities sealed. Here stand counts, codes
and who did what.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.kernel.findings import Severity
from berdaya.register.rules.uploads import OVER, State


class UploadQuerySet(models.QuerySet["Upload"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def on_the_way(self) -> Self:
        """Neither a snapshot nor destroyed."""
        return self.exclude(state__in=[state.value for state in OVER])

    def overdue(self, day: date) -> Self:
        """Whose file may not be kept any longer."""
        return self.on_the_way().filter(keep_until__lt=day)

    def not_erased(self) -> Self:
        """Over, but the file is still on the disk: somebody pulled the plug in between."""
        return self.filter(state__in=[state.value for state in OVER], erased_at=None)


class Upload(models.Model):
    """A register file that somebody brings to the office. `folder` names its sealed files and their key.

    `attempt` counts how often it was laid before a second person, `version` every step.
    """

    territory = CodeField()
    profile = models.CharField(max_length=40)
    edition = models.DateField()
    field_date = models.DateField(null=True)
    paper_style = models.CharField(max_length=6, blank=True)
    school_style = models.CharField(max_length=3, blank=True)
    purpose = models.CharField(max_length=120)
    legal_basis = models.CharField(max_length=300)
    until = models.DateField()
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in State], default=State.BEGUN.value
    )
    version = models.PositiveIntegerField(default=1)
    attempt = models.PositiveSmallIntegerField(default=0)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="register_uploads")
    begun_at = models.DateTimeField(auto_now_add=True)
    keep_until = models.DateField()

    folder = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    answer = models.CharField(max_length=5, blank=True)
    erased_at = models.DateTimeField(null=True)

    blocked = models.BooleanField(default=False)
    accepted = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    duplicate = models.PositiveBigIntegerField(default=0)
    households = models.PositiveBigIntegerField(default=0)
    members = models.PositiveBigIntegerField(default=0)
    places = models.PositiveIntegerField(default=0)
    doubts = models.PositiveIntegerField(default=0)
    unknown_columns = models.PositiveIntegerField(default=0)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["territory", "state"], name="register_upload_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="register_upload_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="register_upload_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(state__in=[State.BEGUN.value, State.DESTROYED.value]) | Q(sent_at__isnull=False),
                name="register_upload_moves_on_when_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} {self.edition} {self.territory}"

    @property
    def rows(self) -> int:
        return self.accepted + self.rejected + self.duplicate

    @property
    def stands(self) -> State:
        return State(self.state)


class UploadPart(models.Model):
    """A piece of the file that is here: sealed on the disk, known by its digest."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="register_part_once")]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.number}"


class UploadFinding(models.Model):
    """What was found in the file, grouped by code, with one place as example. Never what stood in a cell."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="findings")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=1, choices=[(s.value, s.value) for s in Severity])
    count = models.PositiveBigIntegerField()
    where = models.CharField(max_length=160)
    problem = models.CharField(max_length=300)
    advice = models.CharField(max_length=300)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["upload", "order"], name="register_finding_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.count}"


class ColumnMapping(models.Model):
    """What a title in files of this territory means: a column of the profile, or nothing (`column` empty)."""

    territory = CodeField()
    profile = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=80)
    column = models.CharField(max_length=40, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "profile", "key"], name="register_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.column or '-'}"


class RegionMatch(models.Model):
    """Which village a doubtful way of writing means, as a person settled it; `code` empty: none of them."""

    territory = CodeField()
    key = models.CharField(max_length=200)
    kecamatan = models.CharField(max_length=80)
    village = models.CharField(max_length=80)
    code = CodeField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["kecamatan", "village"]
        constraints = [models.UniqueConstraint(fields=["territory", "key"], name="register_match_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.code or '-'}"


class Decision(models.Model):
    """A second person sent a file back, or made it a snapshot. Append-only."""

    class Verdict(models.TextChoices):
        CONFIRMED = "disahkan", "Disahkan"
        SENT_BACK = "dikembalikan", "Dikembalikan"

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="decisions")
    attempt = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    without_rejected = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "attempt"], name="register_decided_once"),
            models.CheckConstraint(
                condition=Q(verdict="disahkan") | ~Q(reason=""), name="register_sent_back_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.attempt} {self.verdict}"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def seen_from(self, territory: str) -> Self:
        """Made for the territory or a part of it, or holding places of it."""
        places = SnapshotPlace.objects.filter(snapshot=OuterRef("pk"), **within_filter(territory, "code"))
        return self.filter(Q(**within_filter(territory, "territory")) | Exists(places))

    def standing(self) -> Self:
        return self.filter(destruction=None)

    def past_their_end(self, day: date) -> Self:
        """Kept longer than their purpose allows."""
        return self.standing().filter(until__lt=day)

    def newest_first(self) -> Self:
        return self.order_by("-edition", "-pk")


class Snapshot(models.Model):
    """A register as two people confirmed it: where it came from, what it may serve, what it holds.

    Append-only. `folder` lies under DATA/register/snapshots; `manifest_sha256` is its fingerprint.
    """

    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="snapshot")
    territory = CodeField()
    register = models.CharField(max_length=20)
    edition = models.DateField()
    profile = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    purpose = models.CharField(max_length=120)
    legal_basis = models.CharField(max_length=300)
    until = models.DateField()
    accepted = models.PositiveBigIntegerField()
    rejected = models.PositiveBigIntegerField()
    duplicate = models.PositiveBigIntegerField()
    households = models.PositiveBigIntegerField()
    members = models.PositiveBigIntegerField()
    places = models.PositiveIntegerField()
    ranked = models.BooleanField()
    sha256 = models.CharField(max_length=64)
    manifest_sha256 = models.CharField(max_length=64)
    key_name = models.CharField(max_length=80, unique=True)
    folder = models.CharField(max_length=60, unique=True)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-edition", "-pk"]
        indexes = [models.Index(fields=["territory", "edition"], name="register_snapshot_place")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("maker")), name="register_snapshot_by_two_people"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.edition} {self.territory}"

    @property
    def rows(self) -> int:
        return self.accepted + self.rejected + self.duplicate

    @property
    def destroyed(self) -> bool:
        return getattr(self, "destruction", None) is not None


class SnapshotPlace(models.Model):
    """How many households a snapshot holds of a village; stays when they are destroyed. Append-only."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="counts")
    code = CodeField()
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    decile1 = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["code"], name="register_count_place")]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code"], name="register_place_once"),
            models.CheckConstraint(
                condition=Q(decile1=None) | Q(decile1__lte=F("households")),
                name="register_decile_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.code}"


class Destruction(models.Model):
    """The people of a snapshot were erased: by whom, when, why. Append-only."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="destruction")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="register_destroyed_for_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.at:%Y-%m-%d}"
