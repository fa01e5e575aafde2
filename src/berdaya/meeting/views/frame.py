"""What the views of this room share: crumbs, the version that a person saw, the context of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from berdaya.access.requests import OfficeRequest

if TYPE_CHECKING:
    from berdaya.meeting.models import Meeting

ROOM = "meetings"


def frame(meeting: Meeting | None = None, *more: tuple[str, str]) -> dict[str, Any]:
    crumbs = [(reverse("home"), "Beranda"), (reverse("meetings"), "Pertemuan")]
    if meeting is not None:
        crumbs.append((reverse("meeting", args=[meeting.pk]), meeting.title))
    return {"room": ROOM, "crumbs": [*crumbs, *more], "meeting": meeting}


def number_in(request: OfficeRequest, name: str = "seen") -> int | None:
    """A number that a form carried: which version it was filled in for. None where there is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def seen_by(request: OfficeRequest) -> int:
    """The version of the meeting that the form was filled in for; 0 fits none."""
    return number_in(request) or 0
