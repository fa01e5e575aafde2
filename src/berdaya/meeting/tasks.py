"""What waits in this room: a meeting tomorrow, one that nobody closed, minutes that are not written."""

from datetime import timedelta

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.kernel.offers import Task
from berdaya.meeting import doors
from berdaya.meeting.book import quorum_at
from berdaya.meeting.models import Meeting
from berdaya.meeting.words import hours


def tasks_for(hat: Holding) -> list[Task]:
    """At most three tasks, each with the meeting that is due first."""
    if not allowed(hat, Right.MEETING_HOLD).allowed:
        return []
    rule = quorum_at(today_in(hat.territory), hat.territory)
    return [
        *_soon(doors.soon_for(hat, rule.remind_days)),
        *_to_close(doors.to_close_for(hat)),
        *_to_write(doors.to_write_for(hat), rule.minutes_days),
    ]


def _soon(meetings: list[Meeting]) -> list[Task]:
    if not meetings:
        return []
    first = meetings[0]
    why = f"Pukul {hours(first)} di {first.place}, {place_title(first.territory)}. Cetak daftar hadir."
    return [Task(f"Siapkan {first.title}{_more(meetings)}", why, _page(first), "Buka", first.day)]


def _to_close(meetings: list[Meeting]) -> list[Task]:
    if not meetings:
        return []
    first = meetings[0]
    why = "Harinya sudah lewat; kehadiran dan kuorumnya belum tercatat. Batalkan bila tidak jadi."
    return [Task(f"Tutup {first.title}{_more(meetings)}", why, _page(first), "Buka", first.day)]


def _to_write(meetings: list[Meeting], days: int) -> list[Task]:
    if not meetings:
        return []
    first = meetings[0]
    why = "Rapatnya sudah ditutup. Notulen yang ditulis segera paling sedikit lupanya."
    page = reverse("meeting-minutes", args=[first.pk])
    due = first.day + timedelta(days=days)
    return [Task(f"Tulis notulen {first.title}{_more(meetings)}", why, page, "Tulis", due)]


def _more(meetings: list[Meeting]) -> str:
    return f", dan {len(meetings) - 1} pertemuan lain" if len(meetings) > 1 else ""


def _page(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])
