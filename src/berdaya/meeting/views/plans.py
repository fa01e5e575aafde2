"""A meeting in steps: its kind, time and place, agenda, who is invited; then invite, change, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, seen_by
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.meeting import doors, places
from berdaya.meeting.book import forums_at
from berdaya.meeting.forms import AgendaForm, InviteesForm, PlanForm, ReasonForm
from berdaya.meeting.rules.forums import Forum
from berdaya.meeting.rules.steps import Move, State
from berdaya.meeting.services import planning
from berdaya.meeting.services.steps import require_move
from berdaya.meeting.views.frame import frame

if TYPE_CHECKING:
    from berdaya.meeting.models import Meeting

FIELDS = {
    "meeting.level": "territory",
    "meeting.no_place": "place",
    "meeting.ends": "ends",
    "access.": "territory",
}


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.begin")
def begin(request: HatRequest) -> HttpResponse:
    """First the kind of meeting, then when and where; the agenda of the forum comes along."""
    hat = request.hat
    before = _before(request)
    forums = forums_at(today_in(hat.territory), hat.territory)
    code = before.forum if before else request.POST.get("jenis") or request.GET.get("jenis", "")
    crumb = (reverse("meeting-begin"), "Pertemuan baru")
    if code not in forums.by_code:
        page = {"forums": forums.at(hat.territory), **frame(None, crumb)}
        return render(request, "meeting/forum.html", page)
    forum = forums.get(code)
    form = PlanForm(
        request.POST or None, places=places.places_for(hat, forum), initial=_first(hat, forum, before)
    )
    if form.is_valid():
        try:
            made = planning.plan_meeting(hat, form.plan(forum, continues=before))
        except Refused as refused:
            form.tell(refused, **FIELDS)
        else:
            return redirect("meeting-agenda", pk=made.pk)
    page = {"form": form, "forum": forum, "before": before, **frame(None, crumb)}
    return render(request, "meeting/plan.html", page, status=422 if form.errors else 200)


def _before(request: HatRequest) -> Meeting | None:
    """The meeting that the new one goes on with."""
    number = request.POST.get("lanjutan") or request.GET.get("lanjutan", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    return doors.meeting_for(request.hat, int(number))


def _first(hat: Any, forum: Forum, before: Meeting | None) -> dict[str, Any]:
    if before is not None:
        return {
            "territory": before.territory,
            "place": before.place,
            "convener": before.convener,
            "year": before.year,
            "title": f"{before.title} (lanjutan)"[:160],
        }
    return {
        "territory": hat.territory if forum.held_at(hat.territory) else "",
        "convener": forum.convener,
        "year": forum.year_on(today_in(hat.territory)),
    }


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.plan")
def plan(request: HatRequest, pk: int) -> HttpResponse:
    """Another time, place or name."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    require_move(hat, meeting, Move.PLAN)
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    form = PlanForm(request.POST or None, places=(), fixed=True, initial=_now(meeting))
    if form.is_valid():
        try:
            facts = form.plan(forum, meeting.territory, agenda=doors.agenda_of(meeting))
            planning.change_plan(hat, meeting, facts, seen_by(request))
        except Refused as refused:
            form.tell(refused, **FIELDS)
        else:
            messages.success(request, "Rencana diubah.")
            return redirect("meeting", pk=pk)
    page = {"form": form, "forum": forum, "changing": True}
    page |= frame(meeting, (request.path, "Ubah rencana"))
    return render(request, "meeting/plan.html", page, status=422 if form.errors else 200)


def _now(meeting: Meeting) -> dict[str, Any]:
    ends = meeting.ends
    return {
        "day": meeting.day,
        "starts": meeting.starts.time(),
        "ends": ends.time() if ends else None,
        "place": meeting.place,
        "convener": meeting.convener,
        "year": meeting.year,
        "title": meeting.title,
    }


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.agenda")
def agenda(request: HatRequest, pk: int) -> HttpResponse:
    """What is on the agenda, with its minutes."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    require_move(hat, meeting, Move.PLAN)
    form = AgendaForm(request.POST or None, items=doors.agenda_of(meeting))
    if form.is_valid():
        try:
            planning.set_agenda(hat, meeting, form.items(), seen_by(request))
        except Refused as refused:
            form.tell(refused)
        else:
            return redirect("meeting-invitees", pk=pk)
    page = {"form": form, **frame(meeting, (request.path, "Acara"))}
    return render(request, "meeting/agenda.html", page, status=422 if form.errors else 200)


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.invitees")
def invitees(request: HatRequest, pk: int) -> HttpResponse:
    """Who is asked to come, by group: from the last such meeting, else the RT and RW that are recorded."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    require_move(hat, meeting, Move.PLAN)
    known = places.bodies_of(meeting)
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    given, copied = _given(hat, meeting, {group: list(names) for group, names in known.items()})
    form = InviteesForm(request.POST or None, groups=forum.groups, given=given)
    if form.is_valid():
        codes = {name.casefold(): code for names in known.values() for name, code in names.items()}
        try:
            planning.set_invitees(hat, meeting, form.invitees(codes), seen_by(request))
        except Refused as refused:
            form.tell(refused)
        else:
            return redirect("meeting", pk=pk)
    page = {"form": form, "copied": copied, "forum": forum, **frame(meeting, (request.path, "Undangan"))}
    return render(request, "meeting/invitees.html", page, status=422 if form.errors else 200)


def _given(hat: Any, meeting: Meeting, known: dict[str, list[str]]) -> tuple[dict[str, list[str]], str]:
    """Those invited already; else as last time; else whom the place is known to have. And where from."""
    if mine := doors.invitees_of(meeting):
        return mine, ""
    former = doors.former_of(hat, meeting.forum, meeting.territory, before=meeting.pk)
    if former is not None and (theirs := doors.invitees_of(former)):
        return theirs, f"Disalin dari {former.title}, {former.day:%d-%m-%Y}. Periksa, lalu simpan."
    if any(known.values()):
        return known, "RT dan RW diambil dari daftar wilayah. Tambahkan yang lain, lalu simpan."
    return {}, ""


@needs(Right.MEETING_HOLD)
@require_POST
@once("meeting.invite")
def invite(request: HatRequest, pk: int) -> HttpResponse:
    planning.invite(request.hat, doors.meeting_for(request.hat, pk), seen_by(request))
    messages.success(request, "Undangan keluar. Cetak suratnya, atau salin teks WhatsApp di bawah.")
    return redirect("meeting", pk=pk)


@needs(Right.MEETING_HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
@once("meeting.cancel")
def cancel(request: HatRequest, pk: int) -> HttpResponse:
    """The meeting is not held, and why."""
    hat = request.hat
    meeting = doors.meeting_for(hat, pk)
    require_move(hat, meeting, Move.CANCEL)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            planning.cancel_meeting(hat, meeting, form.cleaned_data["reason"], seen_by(request))
        except Refused as refused:
            form.tell(refused, **{"meeting.no_reason": "reason"})
        else:
            messages.success(request, "Pertemuan dibatalkan.")
            return redirect("meeting", pk=pk)
    page = {"form": form, "told": meeting.standing is State.INVITED}
    page |= frame(meeting, (request.path, "Batalkan"))
    return render(request, "meeting/cancel.html", page, status=422 if form.errors else 200)
