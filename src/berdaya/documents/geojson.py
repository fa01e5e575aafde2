"""Boundaries from a GeoJSON file: checked, mended where the meaning is plain, and said where it is not.

A ring left open is closed, a ring that crosses itself is cut at the crossing; each repair is a finding (W).
What cannot be mended (no ring, no coordinates, another country) blocks (E).
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from berdaya.kernel.files import read_json, refuse_irregular
from berdaya.kernel.findings import Finding, Findings, Refused, Severity
from berdaya.region.rules.codes import has_form

MOST_BYTES = 50 * 1024 * 1024
# Indonesia with a margin: Sabang to Merauke, Rote to Miangas.
WEST, EAST, SOUTH, NORTH = 94.0, 142.0, -12.0, 7.0
CODE_KEYS = (
    "code",
    "kode",
    "kode_desa",
    "kode_kemendagri",
    "kd_desa",
    "kodedesa",
    "kdepum",
    "kdcpum",
    "kdppum",
)
MOST_OVERLAP = 0.01
_WGS84 = re.compile(r"CRS84|EPSG:{1,2}4326", re.IGNORECASE)

Pair = tuple[float, float]

# code: what was found, what to do, how grave
_FAULTS = {
    "unreadable": ("isinya bukan GeoJSON yang utuh", "Ekspor sekali lagi sebagai GeoJSON (UTF-8).", "E"),
    "not_a_collection": (
        "bukan kumpulan bidang (FeatureCollection)",
        "Ekspor seluruh lapisan batas wilayah sebagai satu GeoJSON.",
        "E",
    ),
    "empty": ("tidak memuat satu bidang pun", "Periksa lapisan yang diekspor.", "E"),
    "not_degrees": ("koordinatnya bukan bujur dan lintang", "Ekspor dengan sistem koordinat WGS 84.", "E"),
    "no_code": ("tidak memuat kode wilayah Kemendagri", "Isi kolom “kode”, misalnya 33.27.01.2001.", "E"),
    "not_an_area": ("bukan bidang tanah", "Hapus titik dan garis dari lapisan ini.", "E"),
    "no_ring": ("bidang tanpa garis batas", "Gambar ulang bidang ini.", "E"),
    "bad_position": ("ada titik tanpa bujur dan lintang", "Ekspor ulang bidang ini.", "E"),
    "ring_too_short": ("garis batas kurang dari tiga titik", "Gambar ulang bidang ini.", "E"),
    "no_land": ("bidang ini tidak memiliki luas", "Gambar ulang bidang ini.", "E"),
    "swapped": ("bujur dan lintang tertukar", "Tukar urutannya: bujur dahulu, lalu lintang.", "E"),
    "abroad": ("ada titik di luar Indonesia", "Periksa letak bidang ini.", "E"),
    "code_overlaps": (
        "dua bidang dengan kode yang sama saling menutupi",
        "Sisakan bidang yang berlaku.",
        "E",
    ),
    "code_twice": ("kode ini muncul lebih dari sekali", "Bagian-bagiannya digabung; periksa hasilnya.", "W"),
    "open_ring": ("garis batas tidak tertutup", "Sudah ditutup dengan garis lurus; periksa hasilnya.", "W"),
    "crossing": (
        "garis batas memotong dirinya sendiri",
        "Sudah dipotong pada titik silangnya; periksa hasilnya.",
        "W",
    ),
    "code_unknown": (
        "kode ini tidak ada dalam wilayah yang digambar",
        "Bidang dilewati; periksa kode dan wilayahnya.",
        "W",
    ),
    "place_missing": ("belum memiliki bidang", "Tempat ini tidak tampak di peta; lengkapi berkasnya.", "W"),
    "neighbours_apart": (
        "batas tetangga tidak tepat bertemu",
        "Peta tetap digambar; celah kecil mungkin tampak.",
        "I",
    ),
    "height_dropped": ("titiknya memuat ketinggian", "Ketinggian tidak dipakai; tidak perlu tindakan.", "I"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The land of one place."""

    code: str
    name: str
    land: MultiPolygon


class _Broken(Exception):
    """A geometry that cannot be mended; its argument is the name of the fault."""


def _fault(name: str, where: str) -> Finding:
    problem, advice, severity = _FAULTS[name]
    return Finding(f"geojson.{name}", where, problem, advice, Severity(severity))


def read_shapes(
    path: Path, places: Mapping[str, str], code_key: str = ""
) -> tuple[tuple[Shape, ...], Findings]:
    """Shapes of the known places in a file, in code order, and what was found on the way."""
    refuse_irregular(path, MOST_BYTES)
    try:
        data = read_json(path, MOST_BYTES)
    except Refused:
        raise Refused(_fault("unreadable", path.name)) from None
    return shapes_of(data, places, code_key)


def shapes_of(data: Any, places: Mapping[str, str], code_key: str = "") -> tuple[tuple[Shape, ...], Findings]:
    """The same from data already read. `places` names every place that the map should show."""
    findings = Findings()
    found: dict[str, MultiPolygon] = {}
    for position, feature in enumerate(_features(data), start=1):
        code = _code_in(feature, code_key)
        where = f"Bidang ke-{position}" + (f" ({code})" if has_form(code) else "")
        if code not in places:
            findings.add(_fault("code_unknown" if code else "no_code", where))
            continue
        try:
            land = _land(_inner(feature, "geometry"), where, findings)
            found[code] = _joined(found[code], land, where, findings) if code in found else land
        except _Broken as broken:
            findings.add(_fault(str(broken), where))
    for code in places:
        if code not in found:
            findings.add(_fault("place_missing", f"{places[code]} ({code})"))
    codes = sorted(found)
    if found and not shapely.coverage_is_valid([found[code] for code in codes]):
        findings.add(_fault("neighbours_apart", "Berkas"))
    return tuple(Shape(code, places[code], found[code]) for code in codes), findings


def _features(data: Any) -> list[Any]:
    if _inner(data, "type") != "FeatureCollection":
        raise Refused(_fault("not_a_collection", "Berkas"))
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise Refused(_fault("empty", "Berkas"))
    system = str(_inner(data, "crs", "properties", "name") or "")
    if system and not _WGS84.search(system):
        raise Refused(_fault("not_degrees", "Berkas"))
    return features


def _inner(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _code_in(feature: Any, code_key: str) -> str:
    """The Kemendagri code of a feature, with dots whichever way the file writes it."""
    properties = _inner(feature, "properties")
    named = properties if isinstance(properties, dict) else {}
    by_name = {str(key).lower(): value for key, value in named.items()}
    for key in (code_key.lower(),) if code_key else CODE_KEYS:
        digits = re.sub(r"\D", "", str(by_name.get(key) or ""))
        if len(digits) in (2, 4, 6, 10):
            return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
    return ""


def _joined(one: MultiPolygon, other: MultiPolygon, where: str, findings: Findings) -> MultiPolygon:
    """Two parts of one place. Parts that cover each other are two versions: nobody can tell which holds."""
    if one.intersection(other).area > MOST_OVERLAP * min(one.area, other.area):
        raise _Broken("code_overlaps")
    findings.add(_fault("code_twice", where))
    return _areas(shapely.union(one, other))


def _land(geometry: Any, where: str, findings: Findings) -> MultiPolygon:
    raw = _inner(geometry, "coordinates")
    parts = {"Polygon": [raw], "MultiPolygon": raw}.get(str(_inner(geometry, "type")))
    if not isinstance(parts, list) or not parts:
        raise _Broken("not_an_area")
    return _areas(shapely.unary_union([_polygon(part, where, findings) for part in parts]))


def _polygon(rings: Any, where: str, findings: Findings) -> BaseGeometry:
    if not isinstance(rings, list) or not rings:
        raise _Broken("no_ring")
    shell, *holes = [_ring(ring, where, findings) for ring in rings]
    polygon = Polygon(shell, holes)
    if polygon.is_valid:
        return polygon
    findings.add(_fault("crossing", where))
    return _areas(shapely.make_valid(polygon, method="structure", keep_collapsed=False))


def _ring(raw: Any, where: str, findings: Findings) -> list[Pair]:
    if not isinstance(raw, list):
        raise _Broken("no_ring")
    points = [_position(position) for position in raw]
    if any(len(position) > 2 for position in raw):
        findings.add(_fault("height_dropped", where))
    if len(set(points)) < 3:
        raise _Broken("ring_too_short")
    if points[0] != points[-1]:
        findings.add(_fault("open_ring", where))
        points.append(points[0])
    return points


def _position(raw: Any) -> Pair:
    if not isinstance(raw, list) or len(raw) < 2 or not all(map(_is_number, raw[:2])):
        raise _Broken("bad_position")
    east, north = float(raw[0]), float(raw[1])
    if WEST <= east <= EAST and SOUTH <= north <= NORTH:
        return east, north
    if abs(east) > 180 or abs(north) > 180:
        raise _Broken("not_degrees")
    swapped = WEST <= north <= EAST and SOUTH <= east <= NORTH
    raise _Broken("swapped" if swapped else "abroad")


def _is_number(value: Any) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 10**9
    return isinstance(value, float) and math.isfinite(value)


def _areas(geometry: BaseGeometry) -> MultiPolygon:
    """Only the areas of a geometry; the lines and points that a repair leaves over have no land."""
    whole = [polygon for polygon in _polygons_in(geometry) if polygon.area > 0]
    if not whole:
        raise _Broken("no_land")
    return MultiPolygon(whole)


def _polygons_in(geometry: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(geometry, Polygon):
        yield geometry
    for part in getattr(geometry, "geoms", ()):
        yield from _polygons_in(part)
