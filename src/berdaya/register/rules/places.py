"""Which village of the official list a row of a register means.

Files of the statistics office (BPS) carry its own numbers for kecamatan and village, which cannot be turned
into Kemendagri codes: names decide, or the office's table, or what a person confirmed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from berdaya.access.territory import covers
from berdaya.region.rules.codes import Level
from berdaya.region.rules.crosswalk import BpsPlace, Certainty, Match, match_bps
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.region.rules.names import normal_name, without_kind_word
from berdaya.register.rules.faults import fault

Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Office:
    """What the office adds to the official list: its table, its confirmations, its own territory."""

    crosswalk: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    district: str = ""


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
    found = _by_code(cells, gazetteer) if system == "KEMENDAGRI" else None
    if found is None:
        found = _by_name(cells, gazetteer, office)
    if found.code and office.district and not covers(office.district, found.code):
        return Resolved(None, "region.elsewhere")
    return found


def _by_code(cells: Cells, gazetteer: Gazetteer) -> Resolved | None:
    parts = [_digits(cells.get(name), width) for name, width in _KEMENDAGRI_PARTS]
    digits = re.sub(r"\D", "", cells.get("kode_desa") or ("".join(parts) if all(parts) else ""))
    if not digits:
        return None
    code = ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
    place = gazetteer.get(code) if len(digits) == 10 else None
    if place is None or place.level is not Level.VILLAGE:
        return Resolved(None, "region.unknown")
    name = cells.get("nama_desa")
    differs = bool(name) and normal_name(without_kind_word(name or "")) != normal_name(place.name)
    return Resolved(code, remark="region.names_ignored" if differs else None)


_KEMENDAGRI_PARTS = (("kdprop", 2), ("kdkab", 2), ("kdkec", 2), ("kddesa", 4))


def _by_name(cells: Cells, gazetteer: Gazetteer, office: Office) -> Resolved:
    place = bps_place(cells)
    if not (place.province and place.kabupaten and place.kecamatan_name and place.village_name):
        told = place.bps_code in office.crosswalk
        if not told:
            return Resolved(None, "region.missing")
    match = match_bps(place, gazetteer, office.crosswalk, office.confirmed)
    if match.certainty is Certainty.MATCHED:
        return Resolved(match.code)
    if match.certainty is Certainty.DOUBTFUL:
        return Resolved(None, "region.doubtful", doubt=(place, match))
    return Resolved(None, "region.unknown")


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
