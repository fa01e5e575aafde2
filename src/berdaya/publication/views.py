"""Pages for everybody, without signing in: what was asked for, and what became of it.

Whatever has no page gets the same answer, absent or not yet handed over; only misses are counted.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from berdaya.access.doors import everyone
from berdaya.access.services.throttling import try_once
from berdaya.access.views.cookies import address_of
from berdaya.deliberation import public
from berdaya.deliberation.public_shapes import PublicPage, Year
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import listed
from berdaya.publication import shown
from berdaya.region.rules.codes import Level, has_form, level_of


@everyone
@require_safe
def villages(request: HttpRequest) -> HttpResponse:
    """All kelurahan and desa whose lists anybody may read."""
    found = listed(public.published(), shown.VILLAGES, request.GET, lambda one: f"{one.title} {one.code}")
    return render(request, "publication/villages.html", {"listed": found})


@everyone
@require_safe
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    """The fate of one proposal."""
    found = public.proposal_of(code)
    if found is None:
        return _no_page(request, code)
    page = {
        "proposal": found,
        "sentence": shown.SENTENCES[found.reached],
        "facts": shown.facts_of(found),
        "unit_address": shown.page_address(found.unit_territory, found.unit_group),
        "share": shown.story_of(found, _base(request)),
    }
    return render(request, "publication/proposal.html", page)


@everyone
@require_safe
def asked(request: HttpRequest, territory: str, group: str = "") -> HttpResponse:
    """Asked, agreed, funded, built: of a village, an RT, an RW or a group, in one plan year."""
    found = _page_of(territory, group)
    if found is None:
        return _no_page(request, f"{territory} {group}")
    year = _year_of(request, found)
    beside = {} if year is found.years[0] else {"tahun": str(year.year)}
    page: dict[str, Any] = {
        "page": found,
        "year": year,
        "boxes": shown.boxes_of(year),
        "listed": listed(shown.lines_of(year), shown.COLUMNS, request.GET, shown.words_of, beside),
        "units": shown.units_shown(year.units) if found.territory == found.village_code else [],
        "share": shown.sums_text(found, year, _base(request)),
    }
    return render(request, "publication/asked.html", page)


@everyone
@require_safe
def asked_csv(request: HttpRequest, territory: str, group: str = "") -> HttpResponse:
    """The list of a year as a file."""
    found = _page_of(territory, group)
    if found is None:
        return _no_page(request, f"{territory} {group}")
    year = _year_of(request, found)
    name = "-".join(filter(None, ("usulan", territory, group, str(year.year))))
    response = HttpResponse(shown.rows_csv(year, _base(request)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@everyone
@require_safe
def printed(request: HttpRequest, territory: str, group: str = "") -> HttpResponse:
    """The short address on a receipt, in capitals."""
    return redirect(shown.page_address(territory, group.lower()))


def _page_of(territory: str, group: str) -> PublicPage | None:
    if not has_form(territory) or level_of(territory).depth < Level.VILLAGE.depth:
        return None
    if level_of(territory) is Level.VILLAGE and not group:
        return public.village_page(territory)
    return public.unit_page(territory, group)


def _year_of(request: HttpRequest, page: PublicPage) -> Year:
    """The year that was asked for, else the latest."""
    wanted = request.GET.get("tahun", "")
    return next((one for one in page.years if str(one.year) == wanted), page.years[0])


def _base(request: HttpRequest) -> str:
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")


def _no_page(request: HttpRequest, sought: str) -> HttpResponse:
    """Each miss is written down; whoever tries too many addresses has to wait. A page never has to."""
    wait = ""
    try:
        try_once(f"kabar {sought[:80]}", f"kabar {address_of(request)}", "publication.read")
    except Refused as refused:
        wait = refused.findings[0].advice.partition(". ")[0]
    response = render(request, "publication/no_page.html", {"wait": wait}, status=429 if wait else 404)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
