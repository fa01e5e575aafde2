"""People and what they hold, their sittings and codes, the trail they leave. Verbs are in `services`."""

from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.rules.codes import Way
from berdaya.access.rules.grants import FOUNDING
from berdaya.access.rules.hats import Hat, Standing
from berdaya.access.rules.roles import Role
from berdaya.access.territory import within_filter
from berdaya.kernel.calendar import Period


class PeopleManager(BaseUserManager["Person"]):
    """People by the name they sign in with."""


class Person(AbstractBaseUser):
    """Somebody who works here. Has no rights of his own: they come with the roles he holds."""

    last_login = None
    username = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = PeopleManager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class HoldingQuerySet(models.QuerySet["Holding"]):
    def within(self, territory: str) -> Self:
        """Roles held for this territory or one inside it."""
        return self.filter(**within_filter(territory, "territory"))

    def in_force_on(self, day: date) -> Self:
        """Confirmed, begun, not over and not ended by that day."""
        return self.filter(
            Q(founded=True) | Q(confirmed_by__isnull=False),
            Q(ending=None) | Q(ending__last_day__gte=day),
            first_day__lte=day,
            last_day__gte=day,
        )

    def waiting(self) -> Self:
        """Proposed, and no second person has looked yet."""
        return self.filter(founded=False, confirmed_by=None, ending=None)

    def told(self) -> Self:
        """With everything that a list of roles shows, in one query."""
        return self.select_related("person", "granted_by", "confirmed_by", "ending")


class Holding(models.Model):
    """A role that a person holds for a territory and a period. Ends by a record, is never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=30)
    territory = CodeField(blank=True)
    body = models.CharField(max_length=120, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    founded = models.BooleanField(default=False)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="granted")
    granted_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="confirmed")
    confirmed_at = models.DateTimeField(null=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["territory", "role", "pk"]
        indexes = [models.Index(fields=["territory", "role"], name="access_holding_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="access_holding_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(founded=True) | Q(granted_by__isnull=False),
                name="access_holding_was_given_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(founded=False) | Q(role__in=[role.value for role in FOUNDING], granted_by=None),
                name="access_holding_only_keepers_are_founded",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")),
                name="access_holding_not_given_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (
                    Q(granted_by__isnull=False)
                    & ~Q(confirmed_by=F("granted_by"))
                    & ~Q(confirmed_by=F("person"))
                ),
                name="access_holding_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="access_holding_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.territory}".strip()

    @property
    def hat(self) -> Hat:
        """The facts that the rules judge."""
        return Hat(
            role=Role(self.role),
            territory=self.territory,
            period=Period(self.first_day, self.last_day),
            confirmed=self.founded or self.confirmed_by_id is not None,
            ended_on=self.ended_on,
        )

    @property
    def ended_on(self) -> date | None:
        ending = getattr(self, "ending", None)
        return ending.last_day if ending else None

    def standing(self, day: date) -> Standing:
        return self.hat.standing(day)


class HoldingEnd(models.Model):
    """A role came to its end before its last day: by whom, when and why. Append-only."""

    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, related_name="ending")
    last_day = models.DateField()
    reason = models.CharField(max_length=200)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.holding_id} {self.last_day}"


class Sitting(models.Model):
    """One sign-in on one device. The browser holds the key; here stands only its fingerprint."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sittings")
    hat = models.ForeignKey(Holding, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    proved_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def unread(self) -> int:
        """Messages that wait, where the query that found the sitting counted them."""
        return int(getattr(self, "waiting_messages", 0))


class Invite(models.Model):
    """A one-time code: a link for a message, or a slip printed for somebody without e-mail.

    For somebody who approves, a new code could be a way into his account; so it waits for a second person.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invites")
    way = models.CharField(max_length=10, choices=[(way.value, way.words) for way in Way])
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    guarded = models.BooleanField(default=False)
    frees_factor = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (
                    Q(issued_by__isnull=False)
                    & ~Q(confirmed_by=F("issued_by"))
                    & ~Q(confirmed_by=F("person"))
                ),
                name="access_invite_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(frees_factor=False) | Q(guarded=True), name="access_invite_freeing_is_guarded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.person_id}"

    @property
    def open(self) -> bool:
        return self.used_at is None and self.withdrawn_at is None

    @property
    def awaits_second_person(self) -> bool:
        return self.guarded and self.confirmed_by_id is None


class LoginAttempt(models.Model):
    """A try to get in. Names and addresses are keyed digests: people type passwords into the wrong box."""

    name_hash = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    missed = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["name_hash", "at"], name="access_attempt_name"),
            models.Index(fields=["address_hash", "at"], name="access_attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class SecondFactor(models.Model):
    """An authenticator: the sealed secret and the last time step used, so that no code works twice."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="factor")
    secret = models.TextField()
    begun_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.person_id)


class RecoveryCode(models.Model):
    """A printed code for the day the phone is lost. Works once."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor", "code_hash"], name="access_recovery_code_once")
        ]

    def __str__(self) -> str:
        return str(self.factor_id)


class InboxQuerySet(models.QuerySet["InboxMessage"]):
    def for_hat(self, person: int, role: str, territories: list[str]) -> Self:
        """To this person, or to whoever wears this role in one of these territories."""
        return self.filter(Q(person=person) | Q(role=role, territory__in=territories, person=None))


class InboxMessage(models.Model):
    """Something that waits for a person, or for whoever holds a role in a territory.

    `awaits` names the task that it asks for (`holding:26`); once that is done, by whomever, the message is
    settled: it stays to be read, says so, and waits for nobody.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="messages")
    role = models.CharField(max_length=30, blank=True)
    territory = CodeField(blank=True)
    subject = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    awaits = models.CharField(max_length=60, blank=True, db_index=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = InboxQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["role", "territory"], name="access_message_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, role="") | (Q(person=None) & ~Q(role="")),
                name="access_message_has_one_address",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class InboxRead(models.Model):
    """That somebody opened a message."""

    message = models.ForeignKey(InboxMessage, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="access_message_read_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.person_id}"


class DraftForm(models.Model):
    """A half-filled form. Belongs to the role, not to the person: whoever follows in the role finishes it."""

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    step = models.PositiveSmallIntegerField(default=1)
    content = models.TextField()
    saved_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handed_on_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["holding", "form", "subject"], name="access_draft_one_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.subject}".strip()


class FormReceipt(models.Model):
    """The first answer to a sent form. A second click with the same content gets the same answer."""

    request = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    form = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.form} {self.request}"


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))


class AuditEntry(models.Model):
    """Who did what, to what, where, wearing which hat. Each entry seals the one before it. Append-only."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    ident = models.CharField(max_length=80, blank=True)
    territory = CodeField(blank=True)
    purpose = models.CharField(max_length=30, blank=True)
    facts = models.TextField(default="{}")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["territory", "number"], name="access_audit_place"),
            models.Index(fields=["kind", "ident"], name="access_audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
