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
from berdaya.targeting import above, doors, public
from berdaya.targeting import board as boards
from berdaya.targeting.views.frame import page_of


@needs(Right.TARGETING_SEE)
@require_safe
def board(request: HatRequest) -> HttpResponse:
    """Places under the decree that holds, and how far the work in each of them is."""
    hat = request.hat
    today = today_in(hat.territory)
    crumb = (reverse("targeting-board"), "Papan kerja")
    kabupaten = above.chosen(hat, request.GET.get("kab", "")) if above.is_above(hat) else ""
    if above.is_above(hat) and not kabupaten:
        return _above(request, crumb)
    decree = doors.decree_in_force(kabupaten, today) if kabupaten else doors.decree_over(hat, today)
    if decree is None:
        return render(request, "targeting/no_board.html", page_of(None, crumb))
    rows = boards.board(hat, decree, today)
    late = request.GET.get("lihat") == "terlambat"
    shown = [row for row in rows if row.late] if late else rows
    beside = {"kab": kabupaten, "lihat": "terlambat" if late else ""}
    begun, closed = boards.stages_of(rows)
    page = page_of(
        None,
        crumb,
        decree=decree,
        boxes=boards.boxes(rows),
        stages=begun,
        closed=closed,
        late=late,
        kabupaten=kabupaten,
        listed=listed(shown, boards.COLUMNS, request.GET, boards.words_of, beside),
        sees_run=doors.sees_run(hat, decree),
    )
    return render(request, "targeting/board.html", page)


def _above(request: HatRequest, crumb: tuple[str, str]) -> HttpResponse:
    """For a province or the country: the kabupaten with a decree, each leading to its own board."""
    found = above.regions(request.hat, today_in(request.hat.territory))
    if not found.rows:
        return render(request, "targeting/no_board.html", page_of(None, crumb))
    page = page_of(
        None,
        crumb,
        boxes=above.boxes(found),
        stages=found.stages,
        listed=listed(found.rows, above.COLUMNS, request.GET.dict(), above.words_of),
    )
    return render(request, "targeting/boards.html", page)


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
