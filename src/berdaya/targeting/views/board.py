"""The board of assisted places, and the page of a decree that anybody may read."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import everyone, needs
from berdaya.access.requests import HatRequest, OfficeRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.listing import listed
from berdaya.targeting import board as boards
from berdaya.targeting import doors, public
from berdaya.targeting.views.frame import page_of


@needs(Right.TARGETING_SEE)
@require_safe
def board(request: HatRequest) -> HttpResponse:
    """Places under the decree that holds, and how far the work in each of them is."""
    hat = request.hat
    today = today_in(hat.territory)
    decree = doors.decree_over(hat, today)
    crumb = (reverse("targeting-board"), "Papan kerja")
    if decree is None:
        return render(request, "targeting/no_board.html", page_of(None, crumb))
    rows = boards.board(hat, decree, today)
    late = request.GET.get("lihat") == "terlambat"
    shown = [row for row in rows if row.late] if late else rows
    beside = {"lihat": "terlambat"} if late else {}
    begun, closed = boards.stages_of(rows)
    page = page_of(
        None,
        crumb,
        decree=decree,
        boxes=boards.boxes(rows),
        stages=begun,
        closed=closed,
        late=late,
        listed=listed(shown, boards.COLUMNS, request.GET, boards.words_of, beside),
        sees_run=doors.sees_run(hat, decree),
    )
    return render(request, "targeting/board.html", page)


@everyone
@require_safe
def decree(request: OfficeRequest, slug: str) -> HttpResponse:
    """A decreed list for everybody: places, offices and hidden small counts."""
    found = public.published(slug)
    if found is None:
        raise Http404
    words = " ".join(request.GET.get("saring", "").split())[:80].casefold()
    places = [
        place
        for place in found.places
        if words in f"{place.name} {place.kecamatan} {place.agency} {place.code}".casefold()
    ]
    page = {
        "decree": found,
        "places": places,
        "words": request.GET.get("saring", "")[:80],
        "share": public.share_words(found, places),
    }
    return render(request, "targeting/public.html", page)
