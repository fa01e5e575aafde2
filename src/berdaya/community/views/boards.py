"""Forms about a board: a new term with its people, somebody who joins, somebody who leaves."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.community import doors
from berdaya.community.forms import LeaveForm, SeatForm, TermForm
from berdaya.community.rules.kinds import Leaving, law_on
from berdaya.community.services.boards import begin_term, leave_seat, take_seat
from berdaya.community.shown.bodies import office_words
from berdaya.community.views.frame import fields_of, frame_of
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Refused
from berdaya.region.doors import title_of


@needs(Right.COMMUNITY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.begin_term")
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """A new term with its board; the one before is closed."""
    hat = cast(HatRequest, request).hat
    body = doors.body_for(hat, pk)
    form = TermForm(request.POST or None, years=law_on(today_in(body.territory)).term_years)
    if form.is_valid():
        try:
            term = begin_term(hat, body, form.new_term(), form.board())
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, f"Masa bakti dicatat, sampai {format_date(term.last_day)}.")
            return redirect("community:body", pk)
    page = {"form": form, "open": body.open_term, **frame_of(body, (request.path, "Masa bakti baru"))}
    return render(request, "community/term.html", page, status=422 if form.errors else 200)


@needs(Right.COMMUNITY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.take_seat")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody joins the board."""
    hat = cast(HatRequest, request).hat
    body = doors.body_for(hat, pk)
    if body.open_term is None:
        return redirect("community:begin-term", pk)
    taken = {seat.office for seat in doors.seats_of(body.open_term)} - {"bidang"}
    form = SeatForm(request.POST or None, accounts=doors.accounts_for(hat, body), taken=taken)
    if form.is_valid():
        try:
            seat = take_seat(hat, body, form.newcomer())
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, f"{office_words(seat)} dicatat.")
            return redirect("community:body", pk)
    page = {
        "form": form,
        "heading": "Tambah pengurus",
        "under": f"{body.name}, {title_of(body.territory)}",
        "button": "Catat pengurus",
        **frame_of(body, (request.path, "Tambah pengurus")),
    }
    return render(request, "community/form.html", page, status=422 if form.errors else 200)


@needs(Right.COMMUNITY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.leave_seat")
def leave(request: HttpRequest, pk: int, seat: UUID) -> HttpResponse:
    """Somebody leaves the board, or was written down by mistake."""
    hat = cast(HatRequest, request).hat
    body = doors.body_for(hat, pk)
    sitting = doors.seat_for(hat, body, seat)
    form = LeaveForm(request.POST or None, initial={"last_day": today_in(body.territory)})
    if form.is_valid():
        given = form.cleaned_data
        try:
            leave_seat(hat, sitting, given["last_day"], Leaving(given["why"]))
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, f"{office_words(sitting)} berakhir.")
            return redirect("community:body", pk)
    page = {
        "form": form,
        "heading": f"Akhiri {office_words(sitting).lower()}?",
        "under": f"{body.name}. Barisnya tetap ada dalam riwayat, kecuali salah catat.",
        "button": "Akhiri",
        **frame_of(body, (request.path, "Akhiri pengurus")),
    }
    return render(request, "community/form.html", page, status=422 if form.errors else 200)
