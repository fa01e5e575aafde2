"""What the pages of a place show, put together from what the rooms know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers
from berdaya.figures.doors import names_below, newest_below
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Section
from berdaya.region import doors
from berdaya.region.rules.codes import Kind, Level
from berdaya.region.rules.past import Step
from berdaya.register.services.snapshots import HOUSEHOLDS
from berdaya.site.below import Row, Tiles, rt_row, tiles
from berdaya.site.gathering import modules_named
from berdaya.site.mapfiles import words_of
from berdaya.site.placewords import NEARER, counted

if TYPE_CHECKING:
    from berdaya.access.models import Holding


DECIDED: Final = ("targeting", "meeting")


@dataclass(frozen=True, slots=True)
class Map:
    """The stored picture of a place, and whose boundaries it shows."""

    address: str
    said: str
    words: str


def sections_of(hat: "Holding", code: str) -> tuple[list[Section], list[Section]]:
    """What was decided and will be done about a place; then what the other rooms know of it.

    The counts of a register that stand among the figures already are not told twice.
    """
    told = {room.__name__.split(".")[1]: room.sections_for(hat, code) for room in modules_named("place")}
    figures = [fact.label for section in told.get("figures", ()) for fact in section.facts]
    if HOUSEHOLDS in figures:
        told.pop("register", None)
    first = [section for name in DECIDED for section in told.pop(name, ())]
    return first, [section for sections in told.values() for section in sections]


def crumbs(hat: "Holding", code: str, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """From the hat's own territory down to the place."""
    above = [(reverse("place", args=[one]), doors.own_title(one)) for one in doors.holders(hat, code)]
    return [(reverse("region"), "Wilayah"), *above, *last]


def rows_below(place: doors.Spot, *, with_rt: bool = True) -> list[Row]:
    """The places directly below, with counts; the RT of a village or an RW."""
    if place.level in (Level.VILLAGE, Level.RW):
        return [
            rt_row(rt.code, rt.dusun, rt.valid_from, rt.valid_to) for rt in doors.neighbourhoods(place.code)
        ]
    rt = _rt_of_children(place) if with_rt and place.level in NEARER else {}
    return [
        Row(
            branch.code,
            branch.name,
            branch.kind,
            branch.counts["kabupaten"],
            branch.counts["kecamatan"],
            branch.counts["desa"],
            branch.counts["kelurahan"],
            rt.get(branch.code, 0),
        )
        for branch in doors.branches(place.code)
    ]


def _rt_of_children(place: doors.Spot) -> Mapping[str, int]:
    return doors.standing_rt(place.code, Level.KECAMATAN if place.level is Level.KABUPATEN else Level.VILLAGE)


def said_steps(hat: "Holding", steps: Sequence[Step]) -> list[dict[str, str]]:
    """One step in words, with a link where the other place is one that the hat may open."""
    return [
        {
            "words": step.words(doors.title_of(step.other)),
            "source": step.source,
            "address": reverse("place", args=[step.other]) if covers(hat.territory, step.other) else "",
            "name": doors.own_title(step.other),
        }
        for step in steps
    ]


def map_of(place: doors.Spot) -> Map | None:
    """The stored map of a kabupaten, kota or kecamatan, with whose word it is."""
    held = doors.map_of(place.code) if place.has_villages else None
    said = words_of(place.code, held.digest) if held else ""
    if held is None or not said:
        return None
    own = held.territory == place.code
    gap = f" {held.missing} tempat belum punya bidang." if own and held.missing else ""
    return Map(
        reverse("place-picture", args=[place.code, held.digest]),
        said,
        f"Batas menurut {held.source}, keadaan per {format_date(held.as_of)}.{gap}",
    )


def tiles_of(hat: "Holding", place: doors.Spot, figure: str, rows: Sequence[Row]) -> Tiles | None:
    """One square per place: coloured by kind, or by the newest figure of that name."""
    groups, squares = _squares(place, rows)
    if not squares:
        return None
    if not figure:
        return tiles(groups, squares)
    found = newest_below(hat, place.code, figure)
    values = {
        code: _decimal(one.people.total if one.people else one.number, one.ratio)
        for code, one in found.items()
    }
    days = sorted(one.as_of for code, one in found.items() if code in squares)
    return tiles(groups, squares, values, _dated(days))


def colours(hat: "Holding", place: doors.Spot) -> list[str]:
    """The names of figures by which the villages of a kabupaten, kota or kecamatan may be coloured."""
    may_see = place.has_villages and allowed(hat, Right.FIGURES_SEE, place.code).allowed
    return names_below(hat, place.code) if may_see else []


def _squares(place: doors.Spot, rows: Sequence[Row]) -> tuple[dict[str, str], dict[str, str]]:
    """Names of the groups and of the squares, by code. The villages of a kecamatan are one group."""
    if place.level is Level.KECAMATAN:
        return {place.code: ""}, {row.code: row.name for row in rows}
    inside = {row.code: doors.branches(row.code) for row in rows}
    return (
        {row.code: row.name for row in rows},
        {branch.code: branch.name for found in inside.values() for branch in found},
    )


def _dated(days: Sequence[date]) -> str:
    """From when the figures are: of one day, or from the oldest to the newest."""
    if not days:
        return ""
    first, last = format_date(days[0]), format_date(days[-1])
    return (
        f"Keadaan per {first}." if first == last else f"Keadaan terbaru tiap tempat, {first} sampai {last}."
    )


def _decimal(number: int | None, ratio: Fraction | None) -> Decimal:
    if ratio is None:
        return Decimal(number or 0)
    return (Decimal(ratio.numerator) / Decimal(ratio.denominator)).quantize(Decimal("0.0001")).normalize()


def branches_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The tree: what lies below, each with its counts in words and the places below it."""
    return [
        {
            "code": row.code,
            "name": row.name,
            "words": counted(row),
            "leaves": [(leaf.code, leaf.name, _kind_mark(leaf.kind)) for leaf in doors.branches(row.code)],
        }
        for row in rows
    ]


def _kind_mark(kind: Kind) -> str:
    """Only what is not the rule is said: kelurahan among desa, kota among kabupaten."""
    return kind.value if kind in (Kind.KELURAHAN, Kind.KOTA) else ""
