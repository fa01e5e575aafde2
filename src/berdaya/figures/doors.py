"""Reading figures: the newest of each name for a place, or one figure over the years."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.figures.models import Figure, FigureQuerySet
from berdaya.figures.rules import rounded, rounding_on

_VILLAGE_DOTS = 3


@dataclass(frozen=True, slots=True)
class Story:
    """One figure as it stands, what it was on other days, and the versions that were corrected."""

    figure: Figure
    days: list[Figure]
    corrected: list[Figure]


def figures_of(hat: Holding, territory: str, body: str = "") -> list[Figure]:
    """The newest figure of each name for a place that this hat may see; nothing for a place it may not."""
    return _as_seen(hat, _newest(_visible(hat).in_force().of(territory, body)))


def figures_of_all(hat: Holding, territory: str) -> list[Figure]:
    """The newest figure of each name for a place and for each of its bodies."""
    here = _visible(hat).in_force().filter(territory=territory)
    return sorted(_as_seen(hat, _newest(here)), key=lambda figure: (figure.body, figure.name))


def story_of(hat: Holding, territory: str, figure_id: int) -> Story:
    """A figure of this place with its past; 404 for one that is absent, of another place, or not yours."""
    figure = _visible(hat).filter(territory=territory, pk=figure_id).select_related("filed_by").first()
    if figure is None:
        raise Http404
    all_days = list(
        _visible(hat)
        .of(territory, figure.body)
        .filter(name=figure.name)
        .select_related("filed_by", "superseded_by")
        .order_by("-as_of", "-version")
    )
    _as_seen(hat, [figure, *all_days])
    standing = [one for one in all_days if not hasattr(one, "superseded_by")]
    return Story(figure, standing, [one for one in all_days if hasattr(one, "superseded_by")])


def names_below(hat: Holding, territory: str) -> list[str]:
    """The names of figures filed for places below a place, for a map that may be coloured by them."""
    below = _visible(hat).in_force().within(territory).exclude(territory=territory).filter(body="")
    return list(below.order_by("name").values_list("name", flat=True).distinct())


def newest_below(hat: Holding, territory: str, name: str) -> dict[str, Figure]:
    """The newest figure of that name for each place below, by code."""
    below = _visible(hat).in_force().within(territory).exclude(territory=territory)
    found = _as_seen(hat, _newest(below.filter(name=name, body="")))
    return {figure.territory: figure for figure in found}


def figure_on(territory: str, name: str, on: date, body: str = "") -> Figure | None:
    """For rules of higher rooms: the newest figure of that name known on a day."""
    return (
        Figure.objects.in_force()
        .of(territory, body)
        .filter(name=name, as_of__lte=on)
        .order_by("-as_of", "-pk")
        .first()
    )


def known_on(
    names: Collection[str], on: date, *, within: str = "", territories: Collection[str] | None = None
) -> dict[tuple[str, str, str], Figure]:
    """For rules of higher rooms, all at once: the newest figure of each name, place and body known on a day,
    by (place, body, name). Of everything in a territory, or of the places named."""
    rows = Figure.objects.in_force().filter(name__in=names, as_of__lte=on)
    rows = rows.within(within) if territories is None else rows.filter(territory__in=territories)
    newest: dict[tuple[str, str, str], Figure] = {}
    for figure in rows.order_by("-as_of", "-pk"):
        newest.setdefault((figure.territory, figure.body, figure.name), figure)
    return newest


def _visible(hat: Holding) -> FigureQuerySet:
    return Figure.objects.filter(**territory_filter(hat))


def _as_seen(hat: Holding, figures: list[Figure]) -> list[Figure]:
    """Poor families of an RT, an RW or a group are rounded for whoever may not record figures there."""
    steps = rounding_on(today_in(hat.territory))
    for figure in figures:
        step = steps.get(figure.name, 0)
        small = bool(figure.body) or figure.territory.count(".") > _VILLAGE_DOTS
        if not step or not small or figure.number is None:
            continue
        if not allowed(hat, Right.FIGURES_FILE, figure.territory).allowed:
            figure.number = rounded(figure.number, step)
            figure.rounded_to = step
    return figures


def _newest(figures: FigureQuerySet) -> list[Figure]:
    """The last day of each place, body and name, with whoever filed it."""
    newest: dict[tuple[str, str, str], Figure] = {}
    for figure in figures.select_related("filed_by").order_by("name", "-as_of", "-pk"):
        newest.setdefault((figure.territory, figure.body, figure.name), figure)
    return list(newest.values())
