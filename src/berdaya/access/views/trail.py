"""The trail, for those who look after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from berdaya.access import audit, reads
from berdaya.access.clock import now
from berdaya.access.doors import needs
from berdaya.access.forms import TrailForm
from berdaya.access.requests import HatRequest
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.rights import Right
from berdaya.access.shown import object_named, shown_entries, verbs_named
from berdaya.access.views.numbers import page_number


@needs(Right.AUDIT_READ)
@require_safe
def trail(request: HatRequest) -> HttpResponse:
    """Who did what in the territory, the newest first."""
    hat = request.hat
    form = TrailForm(request.GET or None)
    sought = reads.Sought()
    if form.is_valid():
        given = form.cleaned_data
        kinds, ident = object_named(given["ident"].strip())
        sought = reads.Sought(
            given["person"].strip(),
            given["verb"].strip(),
            verbs_named(given["verb"].strip()),
            kinds,
            ident,
            given["first"],
            given["last"],
        )
    listed = reads.trail_for(hat, sought, page_number(request))
    page = {
        "form": form,
        "listed": listed,
        "entries": shown_entries(hat, listed.rows),
        "head": audit.head(),
        "query": _query(request),
        "room": "trail",
    }
    return render(request, "access/trail.html", page)


@needs(Right.AUDIT_READ)
@require_safe
def looks(request: HatRequest) -> HttpResponse:
    """Who opened the identity of a household of the territory, and for what."""
    listed = reads.looks_for(request.hat, page_number(request))
    lately = reads.looked_lately(request.hat, now())
    page = {
        "listed": listed,
        "entries": shown_entries(request.hat, listed.rows),
        "lately": lately,
        "purposes": [(Purpose(purpose).words, times) for purpose, times in lately.purposes],
        "room": "trail",
    }
    return render(request, "access/looks.html", page)


def _query(request: HttpRequest) -> str:
    """The filters without the page number, for the links to the next page."""
    kept = request.GET.copy()
    kept.pop("hal", None)
    return kept.urlencode()
