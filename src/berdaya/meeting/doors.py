"""Guarded reads of meetings. For the rooms above: `meetings_for`, `meeting_for`, `attendance_of`.

A meeting outside the hat's territory is as absent as one that never was. Names of people who came are read
by `names_of` alone, which asks for `meeting.names`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db.models import Q, Subquery
from django.http import Http404

from berdaya.access.clock import now, today_in, zones
from berdaya.access.doors import allowed, territory_filter
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers, within_filter
from berdaya.documents.models import Document, Series
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Finding
from berdaya.kernel.sexes import BySex
from berdaya.meeting.book import forums_at, quorum_at
from berdaya.meeting.models import Attendance, Meeting, MeetingQuerySet, Minutes, Photo
from berdaya.meeting.rules.attendance import Tally, differing, tally
from berdaya.meeting.rules.forums import Forum, Item
from berdaya.meeting.rules.quorum import Quorum, judge_quorum, women_take_part
from berdaya.meeting.rules.steps import COMING, State
from berdaya.region.rules.codes import Level, part_of

ROWS = 50
MOST_COMING = 40
FULL, SMALL = "penuh", "kecil"


@dataclass(frozen=True, slots=True)
class Page:
    """The meetings to come, the nearest first, and one page of those that were, the latest first."""

    coming: list[Meeting]
    rows: list[Meeting]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Story:
    """A meeting with all that its page shows."""

    meeting: Meeting
    forum: Forum
    agenda: tuple[Item, ...]
    invited: Mapping[str, int]
    counted: list[Attendance]
    named: list[Attendance]
    photos: list[Photo]
    minutes: list[Minutes]
    papers: list[Document]
    later: list[Meeting]
    quorum: Quorum
    findings: list[Finding]

    @property
    def tally(self) -> Tally:
        return _tally([*self.counted, *self.named])


def visible_to(hat: Holding) -> MeetingQuerySet:
    return Meeting.objects.filter(**territory_filter(hat))


def meetings_for(
    hat: Holding, territory: str = "", forum: str = "", year: int | None = None
) -> list[Meeting]:
    """Meetings in a territory and below it, of one forum and fiscal year, the earliest first."""
    rows = visible_to(hat).told()
    if territory:
        rows = rows.filter(**within_filter(territory, "territory"))
    if forum:
        rows = rows.filter(forum=forum)
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("starts_at", "pk"))


def meeting_for(hat: Holding, pk: int) -> Meeting:
    """The meeting with this number, where this hat may see it; else 404."""
    found = visible_to(hat).select_related("record", "continues").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def attendance_of(meeting: Meeting) -> Tally:
    """Who came, by group and sex; nobody is named."""
    return _tally(list(meeting.attendance.all()))


def agenda_of(meeting: Meeting) -> tuple[Item, ...]:
    return tuple(row.item for row in meeting.agenda.all())


def invited_to(meeting: Meeting) -> Counter[str]:
    """How many bodies of each group were invited."""
    return Counter(meeting.invitees.values_list("group", flat=True))


def quorum_of(meeting: Meeting) -> Quorum:
    """The verdict as the rule of the meeting's day judges what is written down now."""
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    rule = quorum_at(meeting.day, meeting.territory)
    return judge_quorum(rule, forum, invited_to(meeting), attendance_of(meeting))


def latest_minutes(meeting: Meeting) -> Minutes | None:
    return meeting.minutes.select_related("written_by").first()


def papers_of(meeting: Meeting) -> list[Document]:
    """Papers that were printed of this meeting and stand, the newest first."""
    return list(Document.objects.filter(source=meeting.source).standing().order_by("-pk"))


def story_of(hat: Holding, pk: int) -> Story:
    """All that the page of a meeting shows."""
    meeting = meeting_for(hat, pk)
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    rule = quorum_at(meeting.day, meeting.territory)
    rows = list(meeting.attendance.all())
    counted = [row for row in rows if not row.name]
    named = [row for row in rows if row.name]
    came, invited = _tally(rows), invited_to(meeting)
    voices = {"peserta": came.total, "utusan": meeting.delegates, "pembicara": meeting.speakers}
    return Story(
        meeting=meeting,
        forum=forum,
        agenda=agenda_of(meeting),
        invited=invited,
        counted=counted,
        named=named,
        photos=list(meeting.photos.all()),
        minutes=list(meeting.minutes.select_related("written_by")),
        papers=papers_of(meeting),
        later=list(meeting.continued_by.all()),
        quorum=judge_quorum(rule, forum, invited, came),
        findings=[
            *women_take_part(rule.women_share, voices),
            *differing({row.group: row.people for row in counted}, [row.present for row in named]),
        ],
    )


def page_for(hat: Holding, text: str = "", forum: str = "", page: int = 1) -> Page:
    """The list of meetings: what comes, then what was. Two queries, however long it is."""
    rows = visible_to(hat).told()
    if forum:
        rows = rows.filter(forum=forum)
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(place__icontains=word) | Q(convener__icontains=word))
    start = (max(page, 1) - 1) * ROWS
    past = list(rows.over().order_by("-starts_at", "-pk")[start : start + ROWS + 1])
    coming = list(rows.coming().order_by("starts_at", "pk")[:MOST_COMING]) if page <= 1 else []
    return Page(coming, past[:ROWS], max(page, 1), len(past) > ROWS)


def found_for(hat: Holding, text: str, most: int) -> list[Meeting]:
    """Meetings by title, place or year, the latest first."""
    rows = visible_to(hat)
    for word in text.split():
        year = Q(year=int(word)) if word.isascii() and word.isdigit() and len(word) == 4 else Q()
        named = Q(title__icontains=word) | Q(place__icontains=word) | Q(convener__icontains=word)
        rows = rows.filter(named | year if year else named)
    return list(rows.order_by("-starts_at", "-pk")[:most])


def next_and_last_of(hat: Holding, code: str) -> tuple[Meeting | None, Meeting | None]:
    """The next meeting of a place itself, and the last that was held there; asked in one go."""
    here = visible_to(hat).filter(territory=code)
    coming = here.coming().order_by("starts_at").values("pk")[:1]
    last = here.over().exclude(state=State.CANCELLED.value).order_by("-starts_at").values("pk")[:1]
    found = list(here.filter(Q(pk=Subquery(coming)) | Q(pk=Subquery(last))))
    is_coming = [one for one in found if State(one.state) in COMING]
    held = [one for one in found if State(one.state) not in COMING]
    return next(iter(is_coming), None), next(iter(held), None)


def soon_for(hat: Holding, days: int) -> list[Meeting]:
    """Meetings that begin until the end of the day so many days ahead, the nearest first."""
    ends = midnight(today_in(hat.territory) + timedelta(days=days + 1), hat.territory)
    rows = _own_for(hat).coming().filter(starts_at__gte=now(), starts_at__lt=ends)
    return list(rows.order_by("starts_at"))


def to_close_for(hat: Holding) -> list[Meeting]:
    """Meetings whose day is over and that nobody closed, the oldest first."""
    today = midnight(today_in(hat.territory), hat.territory)
    return list(_own_for(hat).coming().filter(starts_at__lt=today).order_by("starts_at"))


def to_write_for(hat: Holding) -> list[Meeting]:
    """Meetings that were held and have no minutes, the oldest first."""
    return list(_own_for(hat).without_minutes().order_by("starts_at"))


def _own_for(hat: Holding) -> MeetingQuerySet:
    """Meetings that this hat looks after: a village those of its RT and RW too, wider offices their own."""
    rows = visible_to(hat)
    near = hat.territory.count(".") + 1 >= Level.VILLAGE.depth
    return rows if near else rows.filter(territory=hat.territory)


def former_of(hat: Holding, forum: str, territory: str, before: int | None = None) -> Meeting | None:
    """The last meeting of this forum in this place, to copy invitees and agenda from."""
    rows = visible_to(hat).filter(forum=forum, territory=territory).exclude(state=State.CANCELLED.value)
    if before is not None:
        rows = rows.exclude(pk=before)
    return rows.order_by("-starts_at").first()


def names_of(hat: Holding, meeting: Meeting) -> list[Attendance]:
    """Those who came by name; 404 for whoever may not see names here."""
    if not allowed(hat, Right.MEETING_NAMES, meeting.territory).allowed:
        raise Http404
    return list(meeting.attendance.named())


def photo_path(hat: Holding, pk: int, photo: int, size: str) -> Path:
    """The picture, full or small; 404 where it is not there or not yours."""
    found = meeting_for(hat, pk).photos.filter(pk=photo).first()
    path = file_path(found.file if size == FULL else found.small) if found and size in (FULL, SMALL) else None
    if path is None:
        raise Http404
    return path


def photo_for(hat: Holding, pk: int, photo: int) -> Photo:
    found = meeting_for(hat, pk).photos.filter(pk=photo).select_related("meeting").first()
    if found is None:
        raise Http404
    return found


def has_book(meeting: Meeting, office: str, kind: str, year: int) -> bool:
    """Does the office have a book of numbers for such papers, this year or last?"""
    return Series.objects.filter(
        territory=meeting.territory, office=office, kind=kind, year__in=(year, year - 1)
    ).exists()


def may_hold_at(hat: Holding, territory: str) -> bool:
    return covers(hat.territory, territory) and allowed(hat, Right.MEETING_HOLD, territory).allowed


def midnight(day: date, territory: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=zones().of(territory))


def _tally(rows: list[Attendance]) -> Tally:
    counted = {row.group: row.people for row in rows if not row.name}
    return tally(counted, [row.present for row in rows if row.name])


def minutes_for(hat: Holding, pk: int, version: int) -> Minutes:
    """One version of the minutes of a meeting; 404 where there is none or it is not yours."""
    found = meeting_for(hat, pk).minutes.filter(version=version)
    minutes = found.select_related("written_by", "meeting__record").first()
    if minutes is None:
        raise Http404
    return minutes


def counts_of(meeting: Meeting) -> dict[str, BySex]:
    """The counts as they were typed, by group."""
    return {row.group: row.people for row in meeting.attendance.counted()}


def invitees_of(meeting: Meeting) -> dict[str, list[str]]:
    """The invited bodies by group."""
    found: dict[str, list[str]] = {}
    for row in meeting.invitees.all():
        found.setdefault(row.group, []).append(row.body_name)
    return found


def signs_of(meeting: Meeting) -> tuple[str, ...]:
    """Who signs the berita acara of its forum."""
    return forums_at(meeting.day, meeting.territory).get(meeting.forum).signs


def town_of(meeting: Meeting) -> str:
    """What stands before the date over the signatures: the place itself without its kind."""
    village = part_of(meeting.territory, Level.VILLAGE) or meeting.territory
    return place_title(village).split(", ")[0].partition(" ")[2]
