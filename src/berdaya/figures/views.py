"""Pages of figures: what is filed for a place, the story of one figure, a typed figure with its source."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.figures import doors
from berdaya.figures.forms import FORMS
from berdaya.figures.rules import Unit, stale
from berdaya.figures.services import file_figure
from berdaya.figures.shown import UNITS, ShownFigure, shown, shown_all
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import Column, listed
from berdaya.region.doors import holders, own_title, place_for

if TYPE_CHECKING:
    from berdaya.access.models import Holding

OLD_AFTER_MONTHS = 24
_COLUMNS: tuple[Column[ShownFigure], ...] = (
    Column("nama", "Angka", lambda row: row.figure.name.lower()),
    Column("nilai", "Nilai", lambda row: _size(row), numeric=True),
    Column("tanggal", "Keadaan per", lambda row: row.figure.as_of, phone=False),
    Column("sumber", "Sumber", lambda row: row.figure.source.lower(), phone=False),
)


@needs(Right.FIGURES_SEE, territory="code")
@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """The newest figure of each name for a place and its bodies."""
    hat = cast(HatRequest, request).hat
    place = place_for(hat, code)
    rows = shown_all(doors.figures_of_all(hat, code))
    day = today_in(code)
    old = [row for row in rows if stale(row.figure.as_of, today=day, months=OLD_AFTER_MONTHS)]
    page = {
        "place": place,
        "listed": listed(rows, _COLUMNS, request.GET.dict(), _words_of),
        "old": {row.figure.pk for row in old},
        "may_file": allowed(hat, Right.FIGURES_FILE, code).allowed,
        **_frame(hat, code),
    }
    return render(request, "figures/figures.html", page)


@needs(Right.FIGURES_SEE, territory="code")
@require_safe
def figure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One figure: its value, where it comes from, what it was before."""
    hat = cast(HatRequest, request).hat
    place = place_for(hat, code)
    story = doors.story_of(hat, code, pk)
    page = {
        "place": place,
        "row": shown(story.figure),
        "days": shown_all(story.days),
        "corrected": shown_all(story.corrected),
        "replaced": story.figure.pk in {one.pk for one in story.corrected},
        "may_file": allowed(hat, Right.FIGURES_FILE, code).allowed,
        **_frame(hat, code, (request.path, story.figure.name)),
    }
    return render(request, "figures/figure.html", page)


@needs(Right.FIGURES_FILE, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("figures.file")
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Type a figure with its source: first what it counts in, then the figure."""
    hat = cast(HatRequest, request).hat
    place = place_for(hat, code)
    unit = request.POST.get("satuan") or request.GET.get("satuan", "")
    page = {
        "place": place,
        "units": [(one.value, *UNITS[one]) for one in UNITS],
        "asked": request.GET.get("nama", "")[:120],
        **_frame(hat, code, (request.path, "Catat angka")),
    }
    if unit not in FORMS:
        return render(request, "figures/unit.html", page)
    form = FORMS[unit](request.POST or None, initial={"name": page["asked"]})
    if form.is_valid():
        try:
            filed = file_figure(hat, form.facts(code))
        except Refused as refused:
            form.tell(
                refused, **{"figure.future": "as_of", "figure.no_source": "source", "figure.of_a": "as_of"}
            )
        else:
            messages.success(request, f"Angka dicatat untuk {place.title}.")
            return redirect("figures:figure", code, filed.pk)
    page |= {"form": form, "unit": unit, "unit_words": UNITS[Unit(unit)][0], "names": _names(hat, code)}
    return render(request, "figures/file.html", page, status=422 if form.errors else 200)


def _names(hat: "Holding", code: str) -> list[str]:
    return sorted({one.name for one in doors.figures_of_all(hat, code)} | set(doors.names_below(hat, code)))


def _words_of(row: ShownFigure) -> str:
    return f"{row.figure.name} {row.figure.body} {row.figure.source}".lower()


def _size(row: ShownFigure) -> Any:
    one = row.figure
    return one.people.total if one.people else one.number if one.number is not None else one.ratio


def _frame(hat: "Holding", code: str, *last: tuple[str, str]) -> dict[str, Any]:
    above = [(reverse("place", args=[one]), own_title(one)) for one in holders(hat, code)]
    here = (reverse("figures:figures", args=[code]), "Angka")
    return {"crumbs": [(reverse("region"), "Wilayah"), *above, here, *last], "room": "region"}
