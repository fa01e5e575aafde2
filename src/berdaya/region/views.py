"""Pages where RT are written down: a row of new ones, and how they change."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Refused
from berdaya.region import doors
from berdaya.region.forms import FORMS, AddForm
from berdaya.region.rules.codes import Level
from berdaya.region.rules.neighbourhoods import neighbourhood_title
from berdaya.region.services.neighbourhoods import add_neighbourhoods, record_rt_change

if TYPE_CHECKING:
    from berdaya.access.models import Holding

CHANGES = (
    (
        "pemekaran",
        "Satu RT dipecah",
        "Menjadi dua RT atau lebih; salah satunya boleh tetap memakai nomor lama.",
    ),
    ("penggabungan", "Beberapa RT digabung", "Menjadi satu RT."),
    ("penomoran", "Nomor RT atau RW berganti", "Warganya tetap sama, hanya nomornya yang baru."),
)


@needs(Right.PLACES_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("region.add_rt")
def add_rt(request: HttpRequest, code: str) -> HttpResponse:
    """Add RT of a village: one, or a row of them."""
    hat = cast(HatRequest, request).hat
    village = _village(hat, code)
    form = AddForm(request.POST or None)
    if form.is_valid():
        try:
            added = add_neighbourhoods(hat, code, form.row())
        except Refused as refused:
            form.tell(refused, **{"rt.": "first", "region.rt_form": "first"})
        else:
            messages.success(request, f"{len(added)} RT dicatat di {village.title}.")
            return redirect(_rows_of(code))
    page = {"form": form, "place": village, **_frame(hat, code, "Tambah RT", request.path)}
    return render(request, "region/add_rt.html", page, status=422 if form.errors else 200)


@needs(Right.PLACES_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("region.change_rt")
def change_rt(request: HttpRequest, code: str) -> HttpResponse:
    """Record that RT were split, merged or renumbered. First the kind is chosen, then the numbers."""
    hat = cast(HatRequest, request).hat
    village = _village(hat, code)
    kind = request.POST.get("jenis") or request.GET.get("jenis", "")
    standing = [rt for rt in doors.recorded_rt(code).values() if rt.valid_to is None]
    page = {
        "place": village,
        "kind": kind,
        "kinds": CHANGES,
        "standing": standing,
        **_frame(hat, code, "Catat perubahan RT", request.path),
    }
    if kind not in FORMS or not standing:
        return render(request, "region/change_kind.html", page)
    form = FORMS[kind](
        request.POST or None,
        village=code,
        standing=standing,
        initial={"first_day": today_in(code), "old": request.GET.get("rt", "")},
    )
    if form.is_valid():
        try:
            done = record_rt_change(hat, code, form.asked())
        except Refused as refused:
            form.tell(refused, **{"rt.source": "source", "rt.too_early": "first_day"})
        else:
            new = ", ".join(neighbourhood_title(heir.code) for heir in (*done.begun, *done.reopened))
            words = f"Perubahan RT dicatat, {len(done.ended)} RT berakhir {format_date(done.last_day)}"
            messages.success(request, words + (f"; RT baru: {new}." if new else "."))
            return redirect(_rows_of(code))
    page |= {"form": form, "chosen": next(words for name, words, _ in CHANGES if name == kind)}
    return render(request, "region/change_rt.html", page, status=422 if form.errors else 200)


def _village(hat: "Holding", code: str) -> doors.Spot:
    """RT are written down in a village that stands; any other place has no such page."""
    place = doors.place_for(hat, code)
    if place.level is not Level.VILLAGE or not place.stands:
        raise Http404
    return place


def _rows_of(code: str) -> str:
    return reverse("place", args=[code]) + "#isi-wilayah"


def _frame(hat: "Holding", code: str, words: str, address: str) -> dict[str, Any]:
    holders = [(reverse("place", args=[one]), doors.own_title(one)) for one in doors.holders(hat, code)]
    return {"crumbs": [(reverse("region"), "Wilayah"), *holders, (address, words)], "room": "region"}
