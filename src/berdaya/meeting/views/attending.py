"""Who came: counts in one table, names for those who may see them; the meeting is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.audit import record
from berdaya.access.clock import now, zones
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.documents.files import content_as_attachment
from berdaya.documents.paper import render as print_sheet
from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Refused
from berdaya.meeting import doors
from berdaya.meeting.book import forums_at
from berdaya.meeting.forms import CloseForm, CountForm, NamesForm
from berdaya.meeting.printing import SHEET, sheet_paper, sheet_values
from berdaya.meeting.rules.steps import Move
from berdaya.meeting.services import attending
from berdaya.meeting.services.steps import require_move
from berdaya.meeting.views.frame import frame


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.attendance")
def attendance(request: HatRequest, pk: int) -> HttpResponse:
    """Counts by group and sex, in one table."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    require_move(hat, meeting, Move.ATTEND)
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    others = {"speakers": ("Yang berbicara", meeting.speakers)}
    if forum.delegates:
        others["delegates"] = ("Utusan terpilih", meeting.delegates)
    form = CountForm(
        request.POST or None, groups=forum.groups, counts=doors.counts_of(meeting), others=others
    )
    if form.is_valid():
        voices = {name: form.other(name) for name in others}
        try:
            attending.record_attendance(hat, meeting, form.counts(), seen=seen_by(request), **voices)
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Kehadiran tersimpan.")
            return redirect("meeting", pk=pk)
    page = {"form": form, "forum": forum, **frame(meeting, (request.path, "Kehadiran"))}
    return render(request, "meeting/attendance.html", page, status=422 if form.errors else 200)


@needs(Right.MEETING_NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.names")
def names(request: HatRequest, pk: int) -> HttpResponse:
    """The list by name: for those who may see names."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    require_move(hat, meeting, Move.ATTEND)
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    form = NamesForm(request.POST or None, groups=forum.groups)
    if form.is_valid():
        try:
            attending.add_names(hat, meeting, form.cleaned_data["people"], seen_by(request))
        except Refused as refused:
            form.tell(refused, **{"attendance.": "people"})
        else:
            messages.success(request, f"{len(form.cleaned_data['people'])} nama tersimpan, tersandi.")
            return redirect("meeting-names", pk=pk)
    page = {
        "form": form,
        "people": doors.names_of(hat, meeting),
        "groups": forum.groups,
        **frame(meeting, (request.path, "Daftar nama")),
    }
    return render(request, "meeting/names.html", page, status=422 if form.errors else 200)


@needs(Right.MEETING_NAMES)
@require_POST
@once("meeting.drop_name")
def drop_name(request: HatRequest, pk: int, row: int) -> HttpResponse:
    attending.drop_name(request.hat, doors.meeting_for(request.hat, pk), row)
    messages.success(request, "Satu nama dihapus dari daftar.")
    return redirect("meeting-names", pk=pk)


@needs(Right.MEETING_SEE)
@require_safe
def sheet(request: HatRequest, pk: int) -> HttpResponse:
    """The attendance sheet to go round, with its head printed."""
    meeting = doors.meeting_for(request.hat, pk)
    content = print_sheet(SHEET, sheet_paper(meeting), sheet_values(meeting))
    return content_as_attachment(content, f"daftar-hadir-{pk}", "pdf")


@needs(Right.MEETING_NAMES)
@require_safe
def names_sheet(request: HatRequest, pk: int) -> HttpResponse:
    """The attendance list with names: for whoever may see them, kept nowhere, written to the trail."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    people = doors.names_of(hat, meeting)
    content = print_sheet(SHEET, sheet_paper(meeting), sheet_values(meeting, people))
    with transaction.atomic():
        told = {"many": len(people)}
        record(hat, "meeting.names_printed", "meeting", meeting.pk, meeting.territory, told)
    return content_as_attachment(content, f"daftar-hadir-bernama-{pk}", "pdf")


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.close")
def close(request: HatRequest, pk: int) -> HttpResponse:
    """The meeting is over: the quorum as it is judged, and the hour."""
    hat = request.hat
    story = doors.story_of(hat, pk)
    meeting = story.meeting
    require_move(hat, meeting, Move.CLOSE)
    zone = zones().of(meeting.territory)
    ends = min(now(), meeting.ends_at or now()).astimezone(zone)
    form = CloseForm(
        request.POST or None,
        without_quorum=story.quorum.met is Answer.NO,
        initial={"ends": ends.time()},
    )
    if form.is_valid():
        given = form.cleaned_data
        ended = datetime.combine(meeting.day, given["ends"], tzinfo=zone)
        if ended <= meeting.starts:  # after midnight
            ended += timedelta(days=1)
        anyway = bool(given.get("held_anyway"))
        try:
            attending.close_meeting(hat, meeting, ended, held_anyway=anyway, seen=seen_by(request))
        except Refused as refused:
            form.tell(refused, **{"meeting.ends": "ends", "meeting.no_quorum": "held_anyway"})
        else:
            messages.success(request, "Rapat ditutup. Kehadiran menurut L dan P tercatat sebagai angka.")
            return redirect("meeting", pk=pk)
    page = {"form": form, "story": story, **frame(meeting, (request.path, "Tutup rapat"))}
    return render(request, "meeting/close.html", page, status=422 if form.errors else 200)
