"""Minutes with drafts, photos, and the papers of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.access.services.drafts import content_of, draft_of
from berdaya.documents.forms import PhotoForm
from berdaya.documents.uploads import limits_on
from berdaya.kernel.findings import Refused
from berdaya.meeting import doors
from berdaya.meeting.forms import MinutesForm, PaperForm
from berdaya.meeting.printing import KINDS, LETTER, RECORD, Hands
from berdaya.meeting.rules.records import Record, record_from
from berdaya.meeting.rules.steps import MOVES, Move
from berdaya.meeting.services import papers, recording
from berdaya.meeting.services.steps import require_move
from berdaya.meeting.views.frame import frame
from berdaya.meeting.views.lists import meeting_page

if TYPE_CHECKING:
    from berdaya.access.models import Holding
    from berdaya.meeting.models import Meeting

OPEN = MOVES[Move.WRITE][0] | MOVES[Move.CLOSE][0]


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.minutes")
def minutes(request: HatRequest, pk: int) -> HttpResponse:
    """Write minutes: kept as a draft while the meeting goes on, as a version once it is closed."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    if meeting.standing not in OPEN:
        require_move(hat, meeting, Move.WRITE)
    latest = doors.latest_minutes(meeting)
    record, seen, drafted = _begun(hat, meeting, latest)
    points = [item.what for item in doors.agenda_of(meeting)]
    form = MinutesForm(request.POST or None, points=points, record=record)
    if form.is_valid():
        try:
            return _saved(request, meeting, form.record())
        except Refused as refused:
            form.tell(refused, **{"minutes.no_reason": "rejected"})
    number = latest.version if latest else 0
    page = {
        "form": form,
        "seen": seen_by(request) if request.method == "POST" else number,
        "drafted": drafted,
        "newer": latest if latest is not None and number > seen else None,
        "may_save": meeting.standing in MOVES[Move.WRITE][0],
        **frame(meeting, (request.path, "Notulen")),
    }
    return render(request, "meeting/minutes.html", page, status=422 if form.errors else 200)


def _begun(hat: Holding, meeting: Meeting, latest: Any) -> tuple[Record, int, Any]:
    """What the editor begins with: my draft, else the version that stands; and which version I saw."""
    draft = draft_of(hat, recording.FORM, str(meeting.pk))
    if draft is not None:
        content = content_of(draft)
        return record_from(content["record"]), int(content["seen"]), draft
    return (latest.text, latest.version, None) if latest else (Record(), 0, None)


def _saved(request: HatRequest, meeting: Meeting, record: Record) -> HttpResponse:
    """A draft, or a version. Whoever comes second keeps his text as a draft and sees the other one."""
    hat, seen = request.hat, seen_by(request)
    latest = doors.latest_minutes(meeting)
    newer = latest is not None and latest.version != seen and latest.text != record
    if request.POST.get("act") == "draf" or newer:
        recording.keep_draft(hat, meeting, record, seen)
        words = (
            "Ada versi baru dari orang lain. Tulisan Anda tersimpan sebagai draf."
            if newer
            else "Draf tersimpan."
        )
        messages.success(request, words)
        return redirect("meeting-minutes", pk=meeting.pk)
    made = recording.write_minutes(hat, meeting, record, seen)
    messages.success(request, f"Notulen versi {made.version} tersimpan.")
    return redirect("meeting", pk=meeting.pk)


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.paper")
def paper(request: HatRequest, pk: int, which: str) -> HttpResponse:
    """Who signs, number and day; then print a draft, or issue."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    if which not in KINDS:
        raise Http404
    papers.require_paper(hat, meeting, which)
    plan = papers.plan_of(meeting, which)
    form = PaperForm(
        request.POST or None,
        titles=doors.signs_of(meeting) if which == RECORD else (meeting.convener,),
        hands=papers.hands_of(plan) if plan else Hands(),
        led=which == RECORD,
        initial={
            "number": plan.number if plan else "",
            "date": plan.date if plan and plan.date else papers.own_day(meeting, which),
            "town": doors.town_of(meeting),
        },
    )
    if form.is_valid():
        given = form.cleaned_data
        wanted = papers.Wanted(
            final=request.POST.get("act") == "terbit",
            number=given["number"],
            date=given["date"],
            hands=form.hands(),
        )
        try:
            papers.prepare_paper(hat, meeting, which, wanted)
        except Refused as refused:
            form.tell(refused, **{"meeting.no_number": "number"})
        else:
            return redirect("job", ident=papers.ask_paper(hat, meeting, which).pk)
    page = {"form": form, "kind": KINDS[which], "letter": which == LETTER}
    page |= frame(meeting, (request.path, KINDS[which]))
    return render(request, "meeting/paper.html", page, status=422 if form.errors else 200)


@needs(Right.MEETING_HOLD)
@require_POST
def add_photo(request: HatRequest, pk: int) -> HttpResponseBase:
    """Keep a picture. It is drawn anew before the transaction begins, not in it."""
    meeting = doors.meeting_for(request.hat, pk)
    require_move(request.hat, meeting, Move.PHOTO)
    form = PhotoForm(request.POST, request.FILES, limits=limits_on(today_in(meeting.territory)))
    form.is_valid()
    return _keep_photo(request, pk, form)


@once("meeting.photo")
def _keep_photo(request: HatRequest, pk: int, form: PhotoForm) -> HttpResponse:
    if form.is_valid():
        full, small = form.cleaned_data["file"]
        meeting = doors.meeting_for(request.hat, pk)
        try:
            recording.add_photo(request.hat, meeting, full, small, form.cleaned_data["words"])
        except Refused as refused:
            form.tell(refused, **{"photo.": "file"})
        else:
            messages.success(request, "Foto tersimpan, tanpa tempat dan waktu pemotretan.")
            return redirect("meeting", pk=pk)
    return meeting_page(request, doors.story_of(request.hat, pk), photo_form=form)


@needs(Right.MEETING_HOLD)
@require_POST
@once("meeting.drop_photo")
def drop_photo(request: HatRequest, pk: int, photo: int) -> HttpResponse:
    recording.drop_photo(request.hat, doors.photo_for(request.hat, pk, photo))
    messages.success(request, "Foto dihapus.")
    return redirect("meeting", pk=pk)
