"""What this room knows of a place: its next meeting, and who came to the last one."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Fact, Section
from berdaya.meeting.doors import next_and_last_of
from berdaya.meeting.models import Meeting
from berdaya.meeting.words import by_sex, hours


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The next meeting of a place and the last one held there; nothing where none is known."""
    if not allowed(hat, Right.MEETING_SEE, code).allowed:
        return []
    coming, last = next_and_last_of(hat, code)
    facts = [*_facts(coming, "berikutnya"), *_facts(last, "terakhir")]
    if not facts:
        return []
    return [Section("Pertemuan", tuple(facts), address=reverse("meetings"), button="Semua pertemuan")]


def _facts(meeting: Meeting | None, which: str) -> list[Fact]:
    if meeting is None:
        return []
    context = by_sex(meeting.people) or f"pukul {hours(meeting)}, {meeting.place}"
    page = reverse("meeting", args=[meeting.pk])
    return [Fact(f"{meeting.title} ({which})", format_date(meeting.day), context, page)]
