"""The list of meetings, one meeting with all that belongs to it, and its pictures."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.clock import now, today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents.files import as_attachment
from berdaya.documents.forms import PhotoForm
from berdaya.documents.uploads import limits_on
from berdaya.meeting import doors, shown
from berdaya.meeting.book import forums_at
from berdaya.meeting.rules.steps import Move, State, judge
from berdaya.meeting.views.frame import frame
from berdaya.meeting.words import by_sex, hours, invitation_text


@needs(Right.MEETING_SEE)
@require_safe
def meetings(request: HatRequest) -> HttpResponse:
    """What comes, then what was; narrowed by a word and a kind."""
    hat, asked = request.hat, request.GET
    forums = forums_at(today_in(hat.territory), hat.territory)
    forum = asked.get("jenis", "") if asked.get("jenis", "") in forums.by_code else ""
    text = asked.get("saring", "").strip()[:80]
    number = asked.get("hal", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    found = doors.page_for(hat, text, forum, page)
    query = urlencode({name: value for name, value in (("saring", text), ("jenis", forum)) if value})
    return render(
        request,
        "meeting/meetings.html",
        {
            "found": found,
            "heading": shown.heading_of(found),
            "coming": [shown.shown_row(one) for one in found.coming],
            "past": [shown.shown_row(one) for one in found.rows],
            "forums": [(one.code, one.title) for one in forums.at(hat.territory)],
            "forum": forum,
            "text": text,
            "query": query,
            "may_hold": allowed(hat, Right.MEETING_HOLD).allowed,
            **frame(),
        },
    )


@needs(Right.MEETING_SEE)
@require_safe
def meeting(request: HatRequest, pk: int) -> HttpResponse:
    """One meeting: where it stands, who came, quorum, agenda, minutes, photos, papers."""
    return meeting_page(request, doors.story_of(request.hat, pk))


def meeting_page(request: HatRequest, story: doors.Story, **forms: PhotoForm) -> HttpResponse:
    """The page of a meeting; `forms` holds one that came back with errors."""
    hat, one = request.hat, story.meeting
    state = one.standing
    may_hold = allowed(hat, Right.MEETING_HOLD, one.territory).allowed
    may = {move.name.lower(): may_hold and judge(move, state, "").allowed for move in Move}
    page = {
        "story": story,
        "status": shown.status_of(story),
        "state": state,
        "hours": hours(one),
        "may": may,
        "may_hold": may_hold,
        "may_names": allowed(hat, Right.MEETING_NAMES, one.territory).allowed,
        "goes_on": shown.goes_on(one),
        "begun": one.starts_at <= now(),
        "agenda": shown.agenda_rows(story),
        "attendance": shown.attendance_rows(story),
        "invited": shown.invited_rows(story),
        "voices": [("Yang berbicara", by_sex(one.speakers)), ("Utusan terpilih", by_sex(one.delegates))],
        "findings": [finding.as_json() | {"count": 1} for finding in story.findings],
        "message": invitation_text(one, one.agenda.all()) if state is State.INVITED else "",
        "photo_form": PhotoForm(limits=limits_on(today_in(one.territory))),
        **frame(one),
        **forms,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "meeting/meeting.html", page, status=422 if failed else 200)


@needs(Right.MEETING_SEE)
@require_safe
def photo(request: HatRequest, pk: int, photo: int, size: str) -> HttpResponse:
    """A picture of a meeting."""
    return as_attachment(doors.photo_path(request.hat, pk, photo, size), f"pertemuan-{pk}-foto-{photo}")


@needs(Right.MEETING_SEE)
@require_safe
def minutes_version(request: HatRequest, pk: int, version: int) -> HttpResponse:
    """One version of the minutes, as it was written."""
    found = doors.minutes_for(request.hat, pk, version)
    here = (reverse("meeting-minutes-version", args=[pk, version]), f"Notulen versi {version}")
    page = {"minutes": found, "text": found.text, **frame(found.meeting, here)}
    return render(request, "meeting/minutes_version.html", page)
