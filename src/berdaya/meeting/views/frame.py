"""What the views of this room share: crumbs, the version that a person saw, the context of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from berdaya.meeting.models import Meeting

ROOM = "meetings"


def frame(meeting: Meeting | None = None, *more: tuple[str, str]) -> dict[str, Any]:
    crumbs = [(reverse("home"), "Beranda"), (reverse("meetings"), "Pertemuan")]
    if meeting is not None:
        crumbs.append((reverse("meeting", args=[meeting.pk]), meeting.title))
    return {"room": ROOM, "crumbs": [*crumbs, *more], "meeting": meeting}
