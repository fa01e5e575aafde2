"""Guarded reads of places: what is known of one, what lies below it, how it came to be, which map it has.

Down to the village all comes from the official list with the office's own records of changes; RW and RT come
from the database, since no official list knows them. A place outside the hat's territory is absent.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, F, Q
from django.db.models.functions import Left
from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import not_yours
from berdaya.access.models import Holding
from berdaya.access.territory import covers
from berdaya.kernel.findings import Refused
from berdaya.kernel.settings import local_regions_folder
from berdaya.region.models import Region, RegionSuccessor, TerritoryMap
from berdaya.region.rules.codes import Kind, Level, has_form, kind_of, level_of, parent_of, part_of, upward
from berdaya.region.rules.gazetteer import Gazetteer, Hit, load, official
from berdaya.region.rules.history import Change
from berdaya.region.rules.neighbourhoods import NO_RW, neighbourhood_title
from berdaya.region.rules.past import OtherName, Side, Step, beginning, latest_first, other_names, steps
from berdaya.region.rules.rt_changes import Neighbourhood

log = logging.getLogger("berdaya.region")
Counts = Mapping[str, int]
Stamp = tuple[Path, tuple[tuple[str, int], ...]]
_LETTERS = {Level.PROVINCE: 2, Level.KABUPATEN: 5, Level.KECAMATAN: 8, Level.VILLAGE: 13}


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, from the country ("") to an RT, with the days between which it stood as far as recorded."""

    code: str
    name: str
    title: str
    level: Level | None
    kind: Kind | None
    valid_from: date | None = None
    valid_to: date | None = None
    dusun: str = ""
    recorded: bool = True

    @property
    def stands(self) -> bool:
        return self.valid_to is None

    @property
    def has_villages(self) -> bool:
        """Kabupaten, kota and kecamatan: places whose villages one map can show."""
        return self.level in (Level.KABUPATEN, Level.KECAMATAN)


@dataclass(frozen=True, slots=True)
class Branch:
    """A place below another, with what it holds itself."""

    code: str
    name: str
    kind: Kind
    counts: Counts


@dataclass(frozen=True, slots=True)
class Past:
    """Where a place came from and what became of it."""

    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    names: tuple[OtherName, ...] = ()
    beginning: str = ""

    @property
    def known(self) -> bool:
        return bool(self.before or self.after or self.names or self.beginning)


def gazetteer() -> Gazetteer:
    """The official list with this office's own records. A broken file of records is left out and logged."""
    return _read(_stamp())


def _stamp() -> Stamp:
    """The files of records and their times; one look at the disk where an office has none."""
    folder = local_regions_folder()
    try:
        with os.scandir(folder) as entries:
            files = sorted((e.name, e.stat().st_mtime_ns) for e in entries if e.name.endswith(".toml"))
    except OSError:
        files = []
    return folder, tuple(files)


@lru_cache(maxsize=2)
def _read(stamp: Stamp) -> Gazetteer:
    folder, files = stamp
    if not files:
        return official()
    try:
        return load(folder)
    except Refused as refused:
        log.error("records of places in %s are not used: %s", folder, refused)
        return official()


def place_for(hat: Holding, code: str) -> Spot:
    """The place with this code; the same 404 for one that does not exist and one that is not yours."""
    not_yours(hat, code)
    if not code:
        return Spot("", "Indonesia", "Indonesia", None, None)
    if not has_form(code):
        raise Http404
    if level_of(code).depth <= Level.VILLAGE.depth:
        return _listed(code)
    return _neighbourhood(code, unrecorded=code == hat.territory)


def _listed(code: str) -> Spot:
    listed = gazetteer()
    place = listed.get(code)
    if place is None:
        raise Http404
    first, last = listed.history.span(code)
    return Spot(code, place.name, listed.title(code), place.level, place.kind, first, last)


def _neighbourhood(code: str, unrecorded: bool) -> Spot:
    """An RW or RT. Whoever heads one that nobody has recorded yet finds it all the same."""
    region = Region.objects.filter(pk=code).first()
    if region is None and not (unrecorded and part_of(code, Level.VILLAGE) in gazetteer().names):
        raise Http404
    return Spot(
        code,
        neighbourhood_title(code),
        title_of(code),
        level_of(code),
        kind_of(code),
        region.valid_from if region else None,
        region.valid_to if region else None,
        region.dusun if region else "",
        recorded=region is not None,
    )


def title_of(code: str) -> str:
    """A name that cannot be mistaken; the code itself where nobody knows the place."""
    if not code:
        return "Indonesia"
    listed = gazetteer()
    return listed.title(code) if listed.knows(part_of(code, Level.VILLAGE) or code) else code


def own_title(code: str) -> str:
    """The title without the place that holds it: `Kecamatan Moga`, `RT 002/RW 003`."""
    if code and level_of(code).depth > Level.VILLAGE.depth:
        return neighbourhood_title(code)
    return title_of(code).split(", ")[0]


def holders(hat: Holding, code: str) -> list[str]:
    """The places that hold this one, the widest first, itself last; only those that the hat may see."""
    no_rw = [one for one in upward(code) if level_of(one) is not Level.RW or not one.endswith(f".{NO_RW}")]
    return [one for one in reversed(no_rw) if covers(hat.territory, one)]


def branches(code: str) -> list[Branch]:
    """The places directly below, with their counts; the provinces for the country. Without RW and RT."""
    return list(_branches(_stamp(), code, today_in(code))) if _is_listed(code) else []


def _is_listed(code: str) -> bool:
    return not code or level_of(code).depth < Level.VILLAGE.depth


@lru_cache(maxsize=256)
def _branches(stamp: Stamp, code: str, on: date) -> tuple[Branch, ...]:
    listed = _read(stamp)
    return tuple(
        Branch(place.code, place.name, place.kind, listed.counts(place.code, on))
        for place in listed.children(code, on)
    )


def counts_of(code: str) -> Counts:
    return _counts(_stamp(), code, today_in(code))


@lru_cache(maxsize=256)
def _counts(stamp: Stamp, code: str, on: date) -> Counts:
    return _read(stamp).counts(code, on)


def neighbourhoods(village: str) -> list[Region]:
    """Every RT that is recorded in a place, ended ones too, in code order."""
    return list(Region.objects.within(village).at_level(Level.RT).order_by("code"))


def standing_rt(code: str, level: Level) -> dict[str, int]:
    """How many RT stand in each place of that level within a territory; places without one are left out."""
    rows = Region.objects.within(code).at_level(Level.RT).filter(valid_to=None)
    grouped = rows.order_by().annotate(place=Left("code", _LETTERS[level])).values("place")
    return dict(grouped.annotate(many=Count("pk")).values_list("place", "many"))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How many RT and RW are recorded as standing, and the last day on which one began or ended, if known."""

    rt: int
    rw: int
    changed: date | None


def neighbours_of(code: str) -> Neighbours:
    """The RT and RW of a village or of a larger place; RW 000 is none."""
    found = Region.objects.within(code).at_level(Level.RT).order_by()
    days = [day for pair in found.values_list("valid_from", "valid_to") for day in pair if day]
    standing = found.filter(valid_to=None).values_list("code", flat=True)
    above = {one.rpartition(".")[0] for one in standing}
    rw = sum(one.rpartition(".")[2] != NO_RW for one in above)
    return Neighbours(len(standing), rw, max(days, default=None))


def recorded_rt(village: str) -> dict[str, Neighbourhood]:
    """What the rules of changes have to know: all RT of a village."""
    return {
        region.code: Neighbourhood(region.code, region.dusun, region.valid_from, region.valid_to)
        for region in neighbourhoods(village)
    }


def past_of(code: str) -> Past:
    """From the records of the office for listed places, from the database for RT."""
    if not code:
        return Past()
    if level_of(code).depth > Level.VILLAGE.depth:
        return _past(_steps_of_rt(code))
    history = gazetteer().history
    return _past(steps(history, code), tuple(other_names(history, code)), beginning(history, code))


def _past(found: list[Step], names: tuple[OtherName, ...] = (), begun: str = "") -> Past:
    before = tuple(step for step in found if step.side is Side.BEFORE)
    return Past(before, tuple(step for step in found if step.side is Side.AFTER), names, begun)


def _steps_of_rt(code: str) -> list[Step]:
    rows = RegionSuccessor.objects.filter(Q(region=code) | Q(successor=code)).exclude(region=F("successor"))
    found = []
    for row in rows:
        side, other = (
            (Side.AFTER, row.successor_id) if row.region_id == code else (Side.BEFORE, row.region_id)
        )
        share = Fraction(row.numerator, row.denominator)
        found.append(Step(side, row.first_day, Change(row.change), other, share, row.source))
    return latest_first(found)


def map_of(code: str) -> TerritoryMap | None:
    """The newest map that shows this place: its own, or that of a place that holds it."""
    maps = {
        one.territory: one for one in TerritoryMap.objects.filter(territory__in=upward(code)).order_by("pk")
    }
    return next((maps[holder] for holder in upward(code) if holder in maps), None)


def maps_of(hat: Holding, code: str) -> list[TerritoryMap]:
    """Every map that was filed for a place, the newest first."""
    not_yours(hat, code)
    return list(TerritoryMap.objects.filter(territory=code).select_related("filed_by").order_by("-pk"))


def found_in(hat: Holding, text: str, most: int = 20) -> list[Hit]:
    """Places of the hat's territory by name or code, best first."""
    return gazetteer().hits(text, hat.territory, most)


def found_neighbourhoods(hat: Holding, text: str, most: int = 10) -> list[Region]:
    """RT whose hamlet is called so, within the hat's territory."""
    rows = Region.objects.within(hat.territory).at_level(Level.RT).filter(dusun__icontains=text)
    return list(rows.order_by("code")[:most])


def address_of(code: str) -> str:
    """The place and all that hold it: where a search hit lies."""
    return gazetteer().address(code)


def holder_of(code: str) -> str:
    """The code above, "" above a province; an RT without RW lies in its village."""
    above = parent_of(code) or ""
    return parent_of(above) or "" if above.endswith(f".{NO_RW}") and above.count(".") == 4 else above
