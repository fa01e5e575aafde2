"""What the search of the office finds among meetings: by name, place, convener or fiscal year."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Hit
from berdaya.meeting.doors import found_for

MOST = 15


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Meetings that this hat may see, the latest first."""
    if not allowed(hat, Right.MEETING_SEE).allowed:
        return []
    return [
        Hit(
            kind="Pertemuan",
            name=meeting.title,
            where=f"{format_date(meeting.day)}, {place_title(meeting.territory)}",
            address=reverse("meeting", args=[meeting.pk]),
        )
        for meeting in found_for(hat, text, MOST)
    ]
