"""Meetings of every forum: plan, invitees, attendance, photos, minutes. Verbs are in the services."""

import json
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from berdaya.access.clock import zones
from berdaya.access.fields import CodeField
from berdaya.access.models import Person
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.access.territory import within_filter
from berdaya.documents.models import Document
from berdaya.documents.rules import Standing
from berdaya.kernel.answers import Answer
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.sexes import BySex
from berdaya.meeting.rules.attendance import Present
from berdaya.meeting.rules.forums import Item
from berdaya.meeting.rules.records import Record, record_from
from berdaya.meeting.rules.steps import COMING, STORED, State

_COMING = [state.value for state in COMING]


def _both_or_neither(name: str) -> Q:
    men, women = f"{name}_men", f"{name}_women"
    return Q(**{men: None, women: None}) | Q(**{f"{men}__isnull": False, f"{women}__isnull": False})


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def within(self, territory: str) -> Self:
        return self.filter(**within_filter(territory, "territory"))

    def coming(self) -> Self:
        """Planned or invited and not closed yet: also those whose hour has passed."""
        return self.filter(state__in=_COMING)

    def over(self) -> Self:
        """Held or cancelled."""
        return self.exclude(state__in=_COMING)

    def without_minutes(self) -> Self:
        return self.filter(state=State.HELD.value)

    def told(self) -> Self:
        """With the paper that says whether it is signed."""
        return self.select_related("record")


class Meeting(models.Model):
    """One meeting of one forum. `record` is its berita acara; `continues` the meeting that it goes on with.

    The verdict on the quorum and the attendance by sex stand here from the moment it was closed.
    """

    forum = models.CharField(max_length=40)
    territory = CodeField()
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200)
    convener = models.CharField(max_length=120)
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in STORED], default=State.PLANNED.value
    )
    reason = models.CharField(max_length=200, blank=True)
    continues = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="continued_by")
    without_quorum = models.BooleanField(default=False)
    quorum = models.CharField(max_length=10, blank=True)
    quorum_rule = models.CharField(max_length=80, blank=True)
    quorum_digest = models.CharField(max_length=64, blank=True)
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    speakers_men = models.PositiveIntegerField(null=True)
    speakers_women = models.PositiveIntegerField(null=True)
    delegates_men = models.PositiveIntegerField(null=True)
    delegates_women = models.PositiveIntegerField(null=True)
    record = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["territory", "starts_at"], name="meeting_place_start"),
            models.Index(fields=["forum", "year"], name="meeting_forum_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in STORED]), name="meeting_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED.value) | ~Q(reason=""),
                name="meeting_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(continues=None) | ~Q(continues=F("id")), name="meeting_not_after_itself"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*_COMING, State.CANCELLED.value])
                | Q(men__isnull=False, women__isnull=False),
                name="meeting_closed_with_attendance",
            ),
            models.CheckConstraint(
                condition=Q(quorum__in=["", *[one.value for one in Answer]]), name="meeting_quorum_is_known"
            ),
            models.CheckConstraint(condition=_both_or_neither("speakers"), name="meeting_speakers_by_sex"),
            models.CheckConstraint(condition=_both_or_neither("delegates"), name="meeting_delegates_by_sex"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> State:
        """Signed when the berita acara came back signed, else as it was written down."""
        if self.record is not None and self.record.standing is Standing.SIGNED:
            return State.SIGNED
        return State(self.state)

    @property
    def starts(self) -> datetime:
        """The first moment, in the zone of its own territory."""
        return self.starts_at.astimezone(zones().of(self.territory))

    @property
    def ends(self) -> datetime | None:
        return self.ends_at.astimezone(zones().of(self.territory)) if self.ends_at else None

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def source(self) -> str:
        """How papers name the record that they come from."""
        return f"meeting:meeting:{self.pk}"

    @property
    def people(self) -> BySex | None:
        return _by_sex(self.men, self.women)

    @property
    def speakers(self) -> BySex | None:
        return _by_sex(self.speakers_men, self.speakers_women)

    @property
    def delegates(self) -> BySex | None:
        return _by_sex(self.delegates_men, self.delegates_women)


def _by_sex(men: int | None, women: int | None) -> BySex | None:
    return None if men is None or women is None else BySex(men, women)


class AgendaItem(models.Model):
    """One point of the agenda of a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=160)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_agenda_number_once")
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def item(self) -> Item:
        return Item(self.minutes, self.what)


class InvitedBody(models.Model):
    """A body or office that is asked to come, for which group; never a person's name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    body_name = models.CharField(max_length=120)
    territory = CodeField(blank=True)
    group = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "body_name", "territory", "group"], name="meeting_invited_once"
            )
        ]

    def __str__(self) -> str:
        return self.body_name


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def counted(self) -> Self:
        return self.filter(name="")

    def named(self) -> Self:
        return self.exclude(name="")


class Attendance(models.Model):
    """Who came: one group counted by sex, or one person with a sealed name, the group and what else he is."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    group = models.CharField(max_length=20)
    men = models.PositiveIntegerField()
    women = models.PositiveIntegerField()
    name = models.TextField(blank=True)
    also = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "group"], condition=Q(name=""), name="meeting_group_counted_once"
            ),
            models.CheckConstraint(
                condition=Q(name="") | Q(men=1, women=0) | Q(men=0, women=1),
                name="meeting_a_name_is_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.group}"

    @staticmethod
    def sealed(meeting: Meeting, name: str) -> str:
        return seal_text(name, f"attendance {meeting.pk}")

    @property
    def open_name(self) -> str:
        """The name in clear: only for those who may see names."""
        return unseal_text(self.name, f"attendance {self.meeting_id}") if self.name else ""

    @property
    def people(self) -> BySex:
        return BySex(self.men, self.women)

    @property
    def present(self) -> Present:
        return Present(self.women == 1, self.group, frozenset(self.also.split()))


class Photo(models.Model):
    """A picture of a meeting, drawn anew from its pixels, with a small one for the page."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=80)
    small = models.CharField(max_length=80)
    words = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "sha256"], name="meeting_photo_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"


class Minutes(models.Model):
    """One version of the minutes, sealed: people are named in what was said. Append-only."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    content = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="meeting_minutes_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"

    @staticmethod
    def sealed(meeting: Meeting, version: int, record: Record) -> str:
        return seal_text(canonical_json(record.as_data()), f"minutes {meeting.pk} {version}")

    @property
    def text(self) -> Record:
        label = f"minutes {self.meeting_id} {self.version}"
        return record_from(json.loads(unseal_text(self.content, label)))


class PaperPlan(models.Model):
    """What a paper of a meeting needs beside the meeting: number, date, who signs (sealed), sections."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="paper_plans")
    which = models.CharField(max_length=20)
    number = models.CharField(max_length=80, blank=True)
    date = models.DateField(null=True)
    final = models.BooleanField(default=False)
    facts = models.TextField(blank=True)
    sections = models.TextField(default="[]")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "which"], name="meeting_paper_plan_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.which}"

    @property
    def open_facts(self) -> dict[str, Any]:
        if not self.facts:
            return {}
        found: dict[str, Any] = json.loads(unseal_text(self.facts, f"paper {self.meeting_id} {self.which}"))
        return found

    def seal_facts(self, facts: dict[str, Any]) -> None:
        self.facts = seal_text(canonical_json(facts), f"paper {self.meeting_id} {self.which}")
