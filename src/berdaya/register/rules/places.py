"""Which village of the official list a row of a register means.

Files of the statistics office (BPS) carry its own numbers for kecamatan and village, which cannot be turned
into Kemendagri codes: names decide, or the office's table, or what a person confirmed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from berdaya.access.territory import covers
from berdaya.kernel.findings import Refused
from berdaya.region.rules.codes import Level, has_form, level_of, parent_of, upward
from berdaya.region.rules.crosswalk import BpsPlace, Certainty, Match, Method, match_bps
from berdaya.region.rules.gazetteer import Gazetteer, Place
from berdaya.region.rules.names import normal_name, without_kind_word
from berdaya.register.rules.faults import fault

Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Office:
    """What the office adds to the official list: its table, its confirmations, its own territory.

    `on` is the day whose villages are meant: what ended before has been taken over by another.
    """

    crosswalk: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    district: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The village of a row, or the fault that says why there is none. `doubt` awaits a person."""

    code: str | None
    fault: str | None = None
    remark: str | None = None
    doubt: tuple[BpsPlace, Match] | None = None

    def __post_init__(self) -> None:
        if (self.code is None) != (self.fault is not None and fault(self.fault).rejects):
            raise ValueError("a place is resolved, or rejected with a fault")


def resolve(cells: Cells, system: str, gazetteer: Gazetteer, office: Office) -> Resolved:
    """The village that the place cells of a row mean, in the code system of the file."""
    found = _by_code(cells, gazetteer, office) if system == "KEMENDAGRI" else None
    if found is None:
        found = _by_name(cells, gazetteer, office)
    if found.code and office.district and not covers(office.district, found.code):
        return Resolved(None, "region.elsewhere")
    return found


def _by_code(cells: Cells, gazetteer: Gazetteer, office: Office) -> Resolved | None:
    parts = [_digits(cells.get(name), width) for name, width in _KEMENDAGRI_PARTS]
    digits = re.sub(r"\D", "", cells.get("kode_desa") or ("".join(parts) if all(parts) else ""))
    if not digits:
        return None
    code = ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
    if has_form(code) and _ended(code, gazetteer, office):
        return _of_heirs(code, gazetteer, office)
    place = gazetteer.get(code) if len(digits) == 10 else None
    if place is None or place.level is not Level.VILLAGE:
        return Resolved(None, "region.unknown")
    name = cells.get("nama_desa")
    differs = bool(name) and normal_name(without_kind_word(name or "")) != normal_name(place.name)
    return Resolved(code, remark="region.names_ignored" if differs else None)


_KEMENDAGRI_PARTS = (("kdprop", 2), ("kdkab", 2), ("kdkec", 2), ("kddesa", 4))


def _by_name(cells: Cells, gazetteer: Gazetteer, office: Office) -> Resolved:
    place = bps_place(cells)
    named = place.province and place.kabupaten and place.kecamatan_name and place.village_name
    if not named and place.bps_code not in office.crosswalk:
        return Resolved(None, "region.missing")
    told = office.confirmed.get(place.key) or office.crosswalk.get(place.bps_code, "")
    if told and _ended(told, gazetteer, office):
        return _of_heirs(told, gazetteer, office)
    match = match_bps(place, gazetteer, office.crosswalk, office.confirmed)
    if match.certainty is Certainty.MATCHED:
        return Resolved(match.code)
    ended = [] if told else _ended_named(place, gazetteer, office)
    if len(ended) == 1:
        return _of_heirs(ended[0], gazetteer, office)
    if match.certainty is Certainty.DOUBTFUL:
        return Resolved(None, "region.doubtful", doubt=(place, match))
    return Resolved(None, "region.unknown")


def _ended(code: str, gazetteer: Gazetteer, office: Office) -> bool:
    """Has a place ended, or one that holds it, before the day whose villages are meant?"""
    lasts = (gazetteer.history.span(holder)[1] for holder in upward(code))
    return office.on is not None and any(last is not None and last < office.on for last in lasts)


def _ended_named(place: BpsPlace, gazetteer: Gazetteer, office: Office) -> list[str]:
    """Villages of exactly that name and kecamatan that have ended."""
    return [
        code
        for code in gazetteer.history.versions
        if covers(place.kabupaten_code, code)
        and level_of(code) is Level.VILLAGE
        and _key_of(code, gazetteer).key == place.key
        and _ended(code, gazetteer, office)
    ]


def _of_heirs(code: str, gazetteer: Gazetteer, office: Office) -> Resolved:
    """The village that took over one which has ended; among several a person chooses once."""
    heirs = _heirs(code, gazetteer, office)
    if not heirs:
        return Resolved(None, "region.ended")
    place = _key_of(code, gazetteer)
    told = heirs[0].code if len(heirs) == 1 else office.confirmed.get(place.key, "")
    if told in {heir.code for heir in heirs}:
        return Resolved(told, remark="region.taken_over")
    doubt = Match(Certainty.DOUBTFUL, None, Method.NONE, heirs, "desa itu sudah dibagi kepada beberapa desa")
    return Resolved(None, "region.doubtful", doubt=(place, doubt))


def _heirs(code: str, gazetteer: Gazetteer, office: Office) -> tuple[Place, ...]:
    """Standing villages that hold what a village held; none when one of them is not recorded."""
    if office.on is None:
        return ()
    try:
        parts = gazetteer.history.successors(code, office.on)
    except Refused:
        return ()
    places = [gazetteer.get(part.code) for part in parts]
    found = tuple(place for place in places if place and not _ended(place.code, gazetteer, office))
    return found if len(found) == len(parts) else ()


def _key_of(code: str, gazetteer: Gazetteer) -> BpsPlace:
    """A village that has ended, by its names, so that a confirmation of it can be kept."""
    names = gazetteer.names
    return BpsPlace(
        province=code[:2],
        kabupaten=code[3:5],
        kecamatan_name=names.get(parent_of(code) or "", ""),
        village_name=without_kind_word(names.get(code, code)),
    )


def bps_place(cells: Cells) -> BpsPlace:
    """The place cells of a row as the cross-walk asks for them; numbers keep their leading zeros."""
    return BpsPlace(
        province=_digits(cells.get("kdprop"), 2),
        kabupaten=_digits(cells.get("kdkab"), 2),
        kecamatan_name=without_kind_word(cells.get("nama_kecamatan") or ""),
        village_name=without_kind_word(cells.get("nama_desa") or ""),
        kecamatan=_digits(cells.get("kdkec"), 3),
        village=_digits(cells.get("kddesa"), 3),
    )


def _digits(text: str | None, width: int) -> str:
    """A code of `width` digits: a lost leading zero comes back, a code with its parents loses them."""
    digits = re.sub(r"[.\s'-]", "", text or "")
    digits = re.sub(r"[.,]0$", "", digits) if not digits.isdecimal() else digits
    if not digits.isdecimal():
        return ""
    return digits.zfill(width)[-width:]
