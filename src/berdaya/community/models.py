"""Bodies of a place, their terms and who sits on their boards. Families of a unit stand in `figures`.

Nothing is deleted: a body ends, a term is closed by the next one, whoever leaves a board leaves a row.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Prefetch, Q

from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.seal_text import unseal_text
from berdaya.access.territory import within_filter
from berdaya.community.rules.kinds import Kind, Leaving, Office, Sex


class BodyQuerySet(models.QuerySet["Body"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def standing(self) -> Self:
        """Those that have not ended."""
        return self.filter(valid_to=None)

    def standing_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )

    def with_boards(self) -> Self:
        """With the open term and whoever sits now: three queries, however many bodies."""
        seats = Prefetch("seats", Seat.objects.sitting(), to_attr="sitting")
        terms = Term.objects.filter(closed_on=None).prefetch_related(seats)
        return self.prefetch_related(Prefetch("terms", terms, to_attr="open_terms"))


class Body(models.Model):
    """A body of the community: an RT stands at its RT's code, an LPMK at that of its village."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(max_length=120)
    territory = CodeField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["territory", "kind", "name", "pk"]
        indexes = [models.Index(fields=["territory", "kind"], name="community_body_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="community_body_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="community_body_has_a_source"),
            models.CheckConstraint(condition=~Q(name=""), name="community_body_has_a_name"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="community_body_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["territory", "kind", "name"],
                condition=Q(valid_to=None),
                name="community_body_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.territory}"

    @property
    def open_term(self) -> "Term | None":
        """The term that no other has followed; asked of `with_boards` where it was read so."""
        known = getattr(self, "open_terms", None)
        if known is None:
            return self.terms.filter(closed_on=None).first()
        return known[0] if known else None

    @property
    def figure_body(self) -> str:
        """Under which name the families of this body stand in `figures`."""
        return "" if self.kind in (Kind.RT, Kind.RW) else self.name


class Term(models.Model):
    """The years for which a board was appointed, by which decree. The next term closes it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    closed_on = models.DateField(null=True)
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["body", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="community_term_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("first_day")),
                name="community_term_closed_after_it_began",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="community_term_has_a_source"),
            models.CheckConstraint(condition=Q(number__gte=1), name="community_term_counts_from_one"),
            models.UniqueConstraint(fields=["body", "number"], name="community_term_numbered_once"),
            models.UniqueConstraint(
                fields=["body"], condition=Q(closed_on=None), name="community_term_one_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.number}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def sitting(self) -> Self:
        """Those who have not left, in an open term."""
        return self.filter(last_day=None, term__closed_on=None)

    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "term__body__territory"))


class Seat(models.Model):
    """Somebody on a board. The name and the number are sealed; `digest` finds the same name again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="seats")
    office = models.CharField(max_length=20, choices=[(office.value, office.value) for office in Office])
    field = models.CharField(max_length=80, blank=True)
    sealed_name = models.TextField()
    digest = models.CharField(max_length=64)
    sealed_phone = models.TextField(blank=True)
    sex = models.CharField(max_length=1, choices=[(sex.value, sex.value) for sex in Sex])
    period = models.PositiveSmallIntegerField(default=1)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    left = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["term", "first_day", "recorded_at", "pk"]
        indexes = [models.Index(fields=["digest"], name="community_seat_digest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__in=[office.value for office in Office]),
                name="community_seat_office_is_known",
            ),
            models.CheckConstraint(
                condition=Q(sex__in=[sex.value for sex in Sex]), name="community_seat_sex_is_known"
            ),
            models.CheckConstraint(condition=Q(period__gte=1), name="community_seat_counts_from_one"),
            models.CheckConstraint(condition=~Q(sealed_name=""), name="community_seat_has_a_name"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="community_seat_left_after_it_was_taken",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None, left="")
                | (Q(last_day__isnull=False) & Q(left__in=["", *[one.value for one in Leaving]])),
                name="community_seat_left_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["term", "office"],
                condition=Q(last_day=None) & ~Q(office=Office.BIDANG.value),
                name="community_seat_taken_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.term_id}"

    @property
    def name(self) -> str:
        """Opened anew at each look; only for those whom a door lets see it."""
        return unseal_text(self.sealed_name, name_label(self.pk))

    @property
    def phone(self) -> str:
        return unseal_text(self.sealed_phone, phone_label(self.pk)) if self.sealed_phone else ""


def name_label(seat: object) -> str:
    return f"community seat name {seat}"


def phone_label(seat: object) -> str:
    return f"community seat phone {seat}"


class Bringing(models.Model):
    """A table that somebody brought. It lies sealed in the store until it is confirmed, dropped or too old;
    then only this row is left."""

    territory = CodeField()
    title = models.CharField(max_length=80)
    file = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    keep_until = models.DateField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["territory", "id"], name="community_bringing_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None), name="community_bringing_ends_one_way"
            ),
            models.CheckConstraint(
                condition=(Q(confirmed_at=None, dropped_at=None) & ~Q(file=""))
                | (~Q(confirmed_at=None, dropped_at=None) & Q(file="")),
                name="community_bringing_is_destroyed_at_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.brought_at:%Y-%m-%d}"

    @property
    def waits(self) -> bool:
        return self.confirmed_at is None and self.dropped_at is None
