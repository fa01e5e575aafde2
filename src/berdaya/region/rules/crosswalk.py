"""From BPS places (registers) to Kemendagri codes (everything else). Numbers of kecamatan and villages differ
between the two lists and cannot be derived, so only names decide, or a table that the office gives.

Province and kabupaten have the same digits in both lists. What is not certain is never accepted by itself:
it is listed with its candidates, and a person confirms it once, in a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from berdaya.access.territory import covers
from berdaya.region.rules.gazetteer import Gazetteer, Place
from berdaya.region.rules.names import close_names, normal_name, normal_names, without_kind_word


@dataclass(frozen=True, slots=True)
class BpsPlace:
    """A village as a register names it. Kecamatan and village digits only serve the office's own table."""

    province: str
    kabupaten: str
    kecamatan_name: str
    village_name: str
    kecamatan: str = ""
    village: str = ""

    @property
    def bps_code(self) -> str:
        """`3327040010`, the key of the office's table; "" when the register lacks a part."""
        parts = (self.province, self.kabupaten, self.kecamatan, self.village)
        return "".join(parts) if all(parts) else ""

    @property
    def kabupaten_code(self) -> str:
        return f"{self.province}.{self.kabupaten}"

    @property
    def key(self) -> str:
        """The key of a confirmation, the same however the names are spaced: `33.27|watukumpul|majalangu`."""
        return f"{self.kabupaten_code}|{normal_name(self.kecamatan_name)}|{normal_name(self.village_name)}"


class Certainty(StrEnum):
    MATCHED = "cocok"
    DOUBTFUL = "ragu"
    UNKNOWN = "tidak dikenal"


class Method(StrEnum):
    CONFIRMED = "dipastikan petugas"
    CROSSWALK = "tabel padanan"
    NAME = "nama sama"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one BPS place. `code` is set only when it is certain."""

    certainty: Certainty
    code: str | None
    method: Method
    candidates: tuple[Place, ...]
    reason: str


def match_bps(
    place: BpsPlace,
    gazetteer: Gazetteer,
    crosswalk: Mapping[str, str] | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> Match:
    """Find the Kemendagri village of a BPS place.

    In this order: what a person confirmed for this `key`; the office's table by `bps_code`; the same name in
    the kecamatan of the same name. A table or confirmation that names a village which does not exist, or lies
    in another kabupaten, matches nothing.
    """
    if gazetteer.get(place.kabupaten_code) is None:
        return _unknown(f"kabupaten/kota {place.kabupaten_code} tidak ada dalam daftar resmi")
    for table, key, method in (
        (confirmed, place.key, Method.CONFIRMED),
        (crosswalk, place.bps_code, Method.CROSSWALK),
    ):
        if table and key in table:
            return _told(place, gazetteer, table[key], method)
    return _by_name(place, gazetteer)


def _unknown(reason: str) -> Match:
    return Match(Certainty.UNKNOWN, None, Method.NONE, (), reason)


def _doubtful(candidates: list[Place], reason: str) -> Match:
    return Match(Certainty.DOUBTFUL, None, Method.NONE, tuple(candidates), reason)


def _told(place: BpsPlace, gazetteer: Gazetteer, code: str, method: Method) -> Match:
    village = gazetteer.get(code)
    if village is None:
        return _unknown(f"{method.value} menyebut {code}, kode itu tidak ada dalam daftar resmi")
    if village not in gazetteer.villages(code):
        return _unknown(f"{method.value} menyebut {code}, itu bukan desa atau kelurahan")
    if not covers(place.kabupaten_code, code):
        return _unknown(f"{method.value} menyebut {code}, di luar kabupaten/kota {place.kabupaten_code}")
    return Match(Certainty.MATCHED, code, method, (village,), method.value)


def _by_name(place: BpsPlace, gazetteer: Gazetteer) -> Match:
    kecamatan = gazetteer.children(place.kabupaten_code)
    same = _same_name(place.kecamatan_name, kecamatan)
    if len(same) == 1:
        inside = gazetteer.children(same[0].code)
        villages = _same_name(place.village_name, inside)
        if len(villages) == 1:
            return Match(Certainty.MATCHED, villages[0].code, Method.NAME, (villages[0],), Method.NAME.value)
        if villages:
            return _doubtful(villages, "beberapa tempat bernama sama dalam kecamatan itu")
        close = _close_name(place.village_name, inside)
        if close:
            return _doubtful(close, "nama desa hanya mirip")
    return _elsewhere(place, gazetteer, same or _close_name(place.kecamatan_name, kecamatan))


def _elsewhere(place: BpsPlace, gazetteer: Gazetteer, kecamatan: list[Place]) -> Match:
    """No village of that name in a kecamatan of that name: name candidates nearby, or give up."""
    for parent in kecamatan:
        found = _same_name(place.village_name, gazetteer.children(parent.code))
        if found:
            return _doubtful(found, "nama kecamatan hanya mirip")
    found = _same_name(place.village_name, gazetteer.villages(place.kabupaten_code))
    if found:
        return _doubtful(found, "nama desa sama, tetapi di kecamatan lain")
    if not kecamatan:
        return _unknown("nama kecamatan tidak ada dalam kabupaten/kota itu")
    return _unknown("nama desa tidak ada dalam kecamatan itu")


def _same_name(text: str, places: list[Place]) -> list[Place]:
    """Places of that name; failing that, of that name but for a word for its kind (`Kel. Pelutan`)."""
    for form in (str, without_kind_word):
        wanted = normal_name(form(text))
        normal = normal_names(form(place.name) for place in places)
        same = [place for place, name in zip(places, normal, strict=True) if wanted and name == wanted]
        if same:
            return same
    return []


def _close_name(text: str, places: list[Place]) -> list[Place]:
    return [places[i] for i in close_names(text, normal_names(place.name for place in places))]
