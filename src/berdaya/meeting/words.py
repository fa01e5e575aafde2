"""How a meeting is put into words: day and hour in its own zone, the text for WhatsApp, L and P."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from berdaya.access.places import place_title
from berdaya.kernel.calendar import format_day
from berdaya.kernel.numbers import format_percent
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import AgendaItem, Meeting


def hour(moment: datetime) -> str:
    """`19.00`."""
    return f"{moment:%H.%M}"


def hours(meeting: Meeting) -> str:
    """`19.00–21.15 WIB`, in the zone of the meeting's own territory."""
    ends = meeting.ends
    zone = meeting.starts.tzname() or ""
    return f"{hour(meeting.starts)}–{hour(ends)} {zone}" if ends else f"{hour(meeting.starts)} {zone}"


def when(meeting: Meeting) -> str:
    """`Sabtu, 10 Januari 2026, pukul 19.00–21.15 WIB`."""
    return f"{format_day(meeting.day)}, pukul {hours(meeting)}"


def invitation_text(meeting: Meeting, agenda: Iterable[AgendaItem]) -> str:
    """The invitation to paste into WhatsApp; stars are its bold letters."""
    lines = [
        f"*UNDANGAN {meeting.title.upper()}*",
        "",
        f"Hari: {format_day(meeting.day)}",
        f"Pukul: {hours(meeting)}",
        f"Tempat: {meeting.place}",
        "",
        "Acara:",
        *[f"{row.number}. {row.what} ({row.minutes} menit)" for row in agenda],
        "",
        "Mohon hadir tepat waktu. Perempuan, pemuda, lansia, penyandang disabilitas dan kelompok rentan "
        "diharapkan ikut berbicara.",
        "",
        f"{meeting.convener}, {place_title(meeting.territory)}",
    ]
    return "\n".join(lines)


def by_sex(people: BySex | None) -> str:
    """`L 35 · P 11 (23,9%)`; nothing where nobody was counted."""
    if people is None or people.women_share is None:
        return ""
    return f"L {people.men} · P {people.women} ({format_percent(people.women_share)})"


def clock_of(begins: datetime, minutes: int) -> tuple[str, datetime]:
    """The hours of one point of the agenda, and when the next begins."""
    ends = begins + timedelta(minutes=minutes)
    return f"{hour(begins)}–{hour(ends)}", ends
