"""Where a forum may be held in a hat's territory, and which bodies a place has to invite."""

from berdaya.access.models import Holding
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.forums import Forum, level_word
from berdaya.region.doors import gazetteer, neighbourhoods, own_title, title_of
from berdaya.region.rules.codes import Level, level_of, part_of
from berdaya.region.rules.neighbourhoods import NO_RW, neighbourhood_title

MOST = 300


def places_for(hat: Holding, forum: Forum) -> list[tuple[str, str]]:
    """Code and name of each place where this hat may hold the forum; none where they are too many."""
    here = hat.territory
    found = [here] if here and level_word(here) in forum.levels else []
    found += [code for code in _below(here) if code != here and level_word(code) in forum.levels]
    if len(found) > MOST:
        return []
    return [(code, title_of(code)) for code in dict.fromkeys(found)]


def bodies_of(meeting: Meeting) -> dict[str, dict[str, str]]:
    """By group, the bodies that a place is known to have: names with their codes."""
    code, depth = meeting.territory, level_of(meeting.territory).depth
    if depth in (Level.VILLAGE.depth, Level.RW.depth):
        return {"rt_rw": {neighbourhood_title(one): one for one in _rt_and_rw(code) if one != code}}
    if level_of(code) is Level.KECAMATAN:
        return {"utusan": {own_title(place.code): place.code for place in gazetteer().villages(code)}}
    if level_of(code) is Level.KABUPATEN:
        return {"utusan": {own_title(place.code): place.code for place in gazetteer().children(code)}}
    return {}


def _below(code: str) -> list[str]:
    """Everything below a place that can be listed: RT and RW only below a village."""
    if not code or level_of(code).depth < Level.KABUPATEN.depth:
        return []
    if level_of(code).depth >= Level.VILLAGE.depth:
        return _rt_and_rw(code)
    listed = gazetteer()
    villages = [place.code for place in listed.villages(code)]
    if level_of(code) is Level.KECAMATAN:
        return villages
    return [place.code for place in listed.children(code)] + villages


def _rt_and_rw(code: str) -> list[str]:
    """The RW and the standing RT within a village or an RW, as far as they are recorded."""
    standing = [row.code for row in neighbourhoods(code) if row.valid_to is None]
    rw = [one for rt in standing if (one := part_of(rt, Level.RW)) and not one.endswith(f".{NO_RW}")]
    return sorted({*standing, *rw})
