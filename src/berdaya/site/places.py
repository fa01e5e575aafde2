"""Pages of places: the territory of the hat, one place, its map. The house gathers what the rooms know."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.jobs.services import start
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.listing import listed
from berdaya.region import doors
from berdaya.region.rules.codes import Level
from berdaya.region.services.maps import file_map
from berdaya.site import mapfiles, placepages, placewords
from berdaya.site.below import COLUMNS, totals
from berdaya.site.forms import MapFileForm, MapSourceForm
from berdaya.site.jobs import DRAW_MAP

if TYPE_CHECKING:
    from berdaya.access.models import Holding

MOST_HITS = 30


@needs(Right.PLACES_SEE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The territory of the hat: search, tree, map. A village is one place and needs no tree."""
    hat = cast(HatRequest, request).hat
    place = doors.place_for(hat, hat.territory)
    text = request.GET.get("nama", "").strip()[:80]
    if not text and place.level in (Level.VILLAGE, Level.RW, Level.RT):
        return redirect("place", hat.territory)
    page: dict[str, Any] = {
        "place": place,
        "text": text,
        "crumbs": placepages.crumbs(hat, ""),
        "room": "region",
    }
    if text:
        hamlets = doors.found_neighbourhoods(hat, text)
        hits = [
            {"place": hit.place, "how": hit.how.value, "lies": doors.address_of(hit.place.code)}
            for hit in doors.found_in(hat, text, MOST_HITS)
        ]
        page |= {"hits": hits, "hamlets": hamlets, "count": len(hits) + len(hamlets)}
        return render(request, "site/places_found.html", page)
    rows = placepages.rows_below(place, with_rt=False)
    page |= {
        "heading": placewords.heading(place, doors.counts_of(place.code)),
        "branches": placepages.branches_of(rows),
        "may_edit": allowed(hat, Right.PLACES_EDIT).allowed,
        **_pictures(request, hat, place, rows),
    }
    return render(request, "site/places.html", page)


@needs(Right.PLACES_SEE, territory="code")
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One place: what it is, how it came to be, what lies below it, and what every room knows of it."""
    hat = cast(HatRequest, request).hat
    here = doors.place_for(hat, code)
    past = doors.past_of(code)
    rows = placepages.rows_below(here)
    columns = COLUMNS.get(here.level, ())
    decided, known = placepages.sections_of(hat, code)
    page = {
        "place": here,
        "kind": placewords.kind_words(here),
        "status": placewords.status(here, past, rows),
        "caption": placewords.caption(here, rows, doors.counts_of(code)),
        "boxes": placewords.boxes(here, rows, doors.counts_of(code)),
        "before": placepages.said_steps(hat, past.before),
        "after": placepages.said_steps(hat, past.after),
        "past": past,
        "listed": listed(
            rows, [shown.column for shown in columns], request.GET.dict(), lambda row: row.words
        ),
        "cells": columns[1:],
        "totals": totals(rows, here.level) if here.level in (Level.PROVINCE, Level.KABUPATEN) else [],
        "map": placepages.map_of(here),
        "decided": decided,
        "sections": known,
        "may_edit": allowed(hat, Right.PLACES_EDIT, code).allowed,
        "crumbs": placepages.crumbs(hat, code),
        "room": "region",
    }
    return render(request, "site/place.html", page)


@needs(Right.PLACES_SEE, territory="code")
@require_safe
def picture(request: HttpRequest, code: str, digest: str) -> HttpResponse:
    """The drawn map of a place. What it shows never changes: another file has another address."""
    doors.place_for(cast(HatRequest, request).hat, code)
    path = mapfiles.picture_of(code, digest)
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@needs(Right.PLACES_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("places.map")
def map_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Send the boundaries of a territory; a job checks and draws them."""
    hat = cast(HatRequest, request).hat
    here = _with_villages(hat, code)
    filed = doors.maps_of(hat, code)
    form = MapFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            digest = mapfiles.keep(code, form.cleaned_data["file"], [one.digest for one in filed])
        except Refused as refused:
            form.tell(refused, **{"map.": "file"})
        else:
            if mapfiles.report_of(code, digest) is not None:
                return redirect("place-map-preview", code, digest)
            return redirect("job", start(hat.person, DRAW_MAP, f"{code}:{digest}", code).pk)
    page = {"form": form, "filed": filed, **_map_frame(hat, here)}
    return render(request, "site/place_map.html", page, status=422 if form.errors else 200)


@needs(Right.PLACES_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("places.map_confirm")
def map_preview(request: HttpRequest, code: str, digest: str) -> HttpResponse:
    """What was found in the file, the picture, and the word by which it holds from now on."""
    hat = cast(HatRequest, request).hat
    here = _with_villages(hat, code)
    report = mapfiles.report_of(code, digest)
    if report is None:
        raise Http404
    form = MapSourceForm(request.POST or None)
    if form.is_valid():
        try:
            _file(hat, code, report, form)
        except Refused as refused:
            form.tell(refused, **{"map.future": "as_of"})
        else:
            messages.success(request, f"Peta {here.title} berlaku sekarang.")
            return redirect("place", code)
    page = {"form": form, "report": report, "said": report.words.get(code, ""), **_map_frame(hat, here)}
    return render(request, "site/place_map_preview.html", page, status=422 if form.errors else 200)


def _file(hat: "Holding", code: str, report: mapfiles.Report, form: MapSourceForm) -> None:
    if report.blocking:
        raise Refused(
            Finding(
                "map.blocking", "peta", "masih ada temuan yang menghalangi", "Unggah berkas yang diperbaiki."
            )
        )
    given = form.cleaned_data
    file_map(
        hat,
        code,
        report.digest,
        as_of=given["as_of"],
        source=given["source"],
        places=report.places,
        missing=report.missing,
    )


def _pictures(request: HttpRequest, hat: "Holding", here: doors.Spot, rows: list[Any]) -> dict[str, Any]:
    """The stored map, or squares; squares too when they are to be coloured by a figure."""
    names = placepages.colours(hat, here)
    figure = request.GET.get("angka", "")
    figure = figure if figure in names else ""
    shown = None if figure else placepages.map_of(here)
    return {
        "map": shown,
        "tiles": None if shown else placepages.tiles_of(hat, here, figure, rows),
        "names": names,
        "figure": figure,
    }


def _with_villages(hat: "Holding", code: str) -> doors.Spot:
    """A map shows the villages of a kabupaten, kota or kecamatan; any other place has no such page."""
    here = doors.place_for(hat, code)
    if not here.has_villages:
        raise Http404
    return here


def _map_frame(hat: "Holding", here: doors.Spot) -> dict[str, Any]:
    last = (reverse("place-map", args=[here.code]), "Peta batas")
    return {"place": here, "crumbs": placepages.crumbs(hat, here.code, last), "room": "region"}
