"""The page of one body, and the forms that write it down, correct it and end it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.community import doors
from berdaya.community.forms import AddForm, ChangeForm, EndForm
from berdaya.community.judging import findings_for
from berdaya.community.rules.boards import standing
from berdaya.community.rules.bodies import village_of
from berdaya.community.rules.kinds import Kind, law_on, practice_on
from berdaya.community.services.bodies import add_body, change_body, end_body
from berdaya.community.shown.bodies import boxes, shown_seats, status
from berdaya.community.views.frame import fields_of, frame, frame_of, told
from berdaya.kernel.findings import Refused
from berdaya.region.doors import title_of


@needs(Right.COMMUNITY_SEE)
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: who sits, since when and until when, its families, what is odd about it."""
    hat = cast(HatRequest, request).hat
    one = doors.body_for(hat, pk)
    today, village = today_in(one.territory), village_of(one.territory)
    practice, law = practice_on(today), law_on(today)
    may_edit = allowed(hat, Right.COMMUNITY_EDIT, village).allowed
    term = one.open_term
    seats = doors.seats_of(term)
    counted = doors.households_of_body(one, today)
    now = standing(
        term.first_day if term else None, term.last_day if term else None, today, practice.warn_days
    )
    page = {
        "title": "" if one.kind in (Kind.RT, Kind.RW) else practice.kinds[Kind(one.kind)].title,
        "place": title_of(one.territory),
        "village": village,
        "term": term,
        "seats": shown_seats(seats, may_edit),
        "boxes": boxes(one, seats, counted, practice, may_edit),
        "status": status(one, term, now, may_edit),
        "findings": told(findings_for(one, today)) if one.valid_to is None else [],
        "history": [(past, shown_seats(sat, may_edit)) for past, sat in doors.history_of(one)],
        "law": law if Kind(one.kind) in law.kinds else None,
        "unit": practice.kinds[Kind(one.kind)].unit,
        "may_edit": may_edit and one.valid_to is None,
        **frame_of(one),
    }
    return render(request, "community/body.html", page)


@needs(Right.COMMUNITY_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.add")
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a body of a village."""
    hat = cast(HatRequest, request).hat
    village = doors.village_for(hat, code)
    kinds = practice_on(today_in(village)).kinds
    form = AddForm(
        request.POST or None, village=village, kinds=kinds, initial={"kind": request.GET.get("jenis", "")}
    )
    if form.is_valid():
        try:
            added = add_body(hat, form.new_body())
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, f"{added.name} dicatat. Langkah berikut: pengurusnya.")
            return redirect("community:body", added.pk)
    page = {
        "form": form,
        "heading": "Tambah lembaga",
        "under": title_of(village),
        "button": "Catat lembaga",
        **frame(village, (request.path, "Tambah lembaga")),
    }
    return render(request, "community/form.html", page, status=422 if form.errors else 200)


@needs(Right.COMMUNITY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is written down about a body."""
    hat = cast(HatRequest, request).hat
    one = doors.body_for(hat, pk)
    form = ChangeForm(request.POST or None, body=one)
    if form.is_valid():
        given = form.cleaned_data
        try:
            change_body(hat, one, given.get("name", one.name), given["valid_from"], given["source"])
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, "Catatan lembaga diperbaiki.")
            return redirect("community:body", pk)
    page = {
        "form": form,
        "heading": f"Perbaiki catatan {one.name}",
        "under": title_of(one.territory),
        "button": "Simpan perbaikan",
        **frame_of(one, (request.path, "Perbaiki")),
    }
    return render(request, "community/form.html", page, status=422 if form.errors else 200)


@needs(Right.COMMUNITY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.end")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A body ends; it stays readable."""
    hat = cast(HatRequest, request).hat
    one = doors.body_for(hat, pk)
    form = EndForm(request.POST or None, initial={"last_day": today_in(one.territory)})
    if form.is_valid():
        try:
            end_body(hat, one, form.cleaned_data["last_day"])
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, f"{one.name} diakhiri.")
            return redirect("community:body", pk)
    page = {
        "form": form,
        "heading": f"Akhiri {one.name}?",
        "under": "Masa bakti pengurusnya ikut berakhir. Riwayatnya tetap terbaca.",
        "button": "Akhiri lembaga ini",
        **frame_of(one, (request.path, "Akhiri")),
    }
    return render(request, "community/form.html", page, status=422 if form.errors else 200)
