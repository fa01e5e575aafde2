"""Activities carried out from budget lines, and everything that was written down about them.

An activity is a row that may be closed; all the rest is append-only: contracts, pictures, hand-overs, booked
rupiah, lists of honoraria, and what the second person said of each.
"""

from typing import Final, Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.territory import within_filter
from berdaya.budget.models import Statement, Version
from berdaya.community.models import Seat
from berdaya.deliberation.models import Proposal
from berdaya.delivery.rules import handing, money
from berdaya.delivery.rules.kinds import Kind, Way
from berdaya.delivery.rules.money import Standing
from berdaya.kernel.sexes import BySex

_KINDS: Final = [kind.value for kind in Kind]
_WAYS: Final = [way.value for way in Way]


class ActivityQuerySet(models.QuerySet["Activity"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))


class Activity(models.Model):
    """One budget line that is carried out. `budget` is what the signed version gives it, whole rupiah."""

    territory = CodeField()
    year = models.PositiveSmallIntegerField()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    way = models.CharField(max_length=12)
    budget = models.PositiveBigIntegerField()
    due = models.DateField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "territory", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "line"], name="delivery_a_line_once"),
            models.CheckConstraint(condition=Q(kind__in=_KINDS), name="delivery_kind_is_known"),
            models.CheckConstraint(condition=Q(way__in=_WAYS), name="delivery_way_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | (Q(closed_at__isnull=False) & Q(closed_by__isnull=False)),
                name="delivery_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def of_kind(self) -> Kind:
        return Kind(self.kind)

    @property
    def of_way(self) -> Way:
        return Way(self.way)


class Contract(models.Model):
    """What was ordered, from whom; a newer one of the same activity takes its place. Append-only."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="contracts")
    partner = models.CharField(max_length=120)
    number = models.CharField(max_length=80)
    signed_on = models.DateField()
    volume = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=40)
    unit_price = models.PositiveBigIntegerField()
    ends_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volume__gt=0, unit_price__gte=1), name="delivery_contract_orders_something"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("signed_on")), name="delivery_contract_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> handing.Contract:
        """What the rules judge."""
        return handing.Contract(
            self.partner, self.number, self.signed_on, self.volume, self.unit, self.unit_price, self.ends_on
        )


class Progress(models.Model):
    """How far the work is, with a picture. Append-only; the newest says where it stands."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="progress")
    percent = models.PositiveSmallIntegerField()
    on = models.DateField()
    words = models.CharField(max_length=120, blank=True)
    file = models.CharField(max_length=80)
    small = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="delivery_progress_is_a_share"),
            models.UniqueConstraint(fields=["activity", "sha256"], name="delivery_picture_once"),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"


class Booking(models.Model):
    """Rupiah of one month, paid by a proof; with `undoes` one that takes another back. Append-only."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="bookings")
    month = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    on = models.DateField()
    proof = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=200, blank=True)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undoings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="delivery_booked_in_a_month"
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="delivery_booked_something"),
            models.CheckConstraint(
                condition=Q(undoes=None) | ~Q(words=""), name="delivery_undone_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.amount}"

    @property
    def standing(self) -> Standing:
        return _standing(self)

    @property
    def entry(self) -> money.Entry:
        """What the rules count."""
        return money.Entry(self.pk, self.month, self.amount, self.standing, self.undoes_id)


class PayList(models.Model):
    """The honoraria of one month, behind one booking. Append-only."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="pay_list")
    people = models.PositiveSmallIntegerField()
    men = models.PositiveSmallIntegerField()
    women = models.PositiveSmallIntegerField()
    rupiah_men = models.PositiveBigIntegerField()
    rupiah_women = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people=F("men") + F("women")), name="delivery_list_counts_both_sexes"
            ),
        ]

    def __str__(self) -> str:
        return str(self.booking)


class PayRow(models.Model):
    """One receiver: the seat held, with sex and rupiah as they were on the list. Append-only."""

    pay_list = models.ForeignKey(PayList, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=60)
    sex = models.CharField(max_length=1)
    amount = models.PositiveBigIntegerField()
    receipt = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["pay_list", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pay_list", "seat"], name="delivery_a_seat_once_a_list"),
            models.UniqueConstraint(fields=["pay_list", "office"], name="delivery_an_office_once_a_list"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="delivery_row_pays_something"),
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]), name="delivery_row_has_a_sex"),
        ]

    def __str__(self) -> str:
        return self.office


class HandOver(models.Model):
    """A BAST: what came, what was accepted, who has the use of it. Append-only."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="hand_overs")
    number = models.CharField(max_length=80)
    on = models.DateField()
    came = models.DecimalField(max_digits=12, decimal_places=2)
    accepted = models.DecimalField(max_digits=12, decimal_places=2)
    place = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=400, blank=True)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted__lte=F("came"), came__gt=0), name="delivery_accepted_of_what_came"
            ),
            models.CheckConstraint(
                condition=Q(men=None, women=None) | Q(men__isnull=False, women__isnull=False),
                name="delivery_receivers_of_both_sexes",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def standing(self) -> Standing:
        return _standing(self)

    @property
    def people(self) -> BySex | None:
        return None if self.men is None or self.women is None else BySex(self.men, self.women)

    @property
    def facts(self) -> handing.HandOver:
        """What the rules judge."""
        return handing.HandOver(self.on, self.number, self.came, self.accepted, self.standing, self.people)


class Decision(models.Model):
    """What the second person said of a booking or a hand-over, once. Append-only."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, null=True, related_name="decision")
    hand_over = models.OneToOneField(HandOver, on_delete=models.PROTECT, null=True, related_name="decision")
    agreed = models.BooleanField()
    words = models.CharField(max_length=400, blank=True)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(booking__isnull=False, hand_over=None) | Q(booking=None, hand_over__isnull=False),
                name="delivery_decision_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(by=F("maker")), name="delivery_decided_by_a_second_person"),
            models.CheckConstraint(
                condition=Q(agreed=True) | ~Q(words=""), name="delivery_returned_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return Standing.AGREED.value if self.agreed else Standing.RETURNED.value


def _standing(row: Booking | HandOver) -> Standing:
    """What the second person said, read with the row where it was selected along."""
    decision: Decision | None = getattr(row, "decision", None)
    if decision is None:
        return Standing.WAITS
    return Standing.AGREED if decision.agreed else Standing.RETURNED
