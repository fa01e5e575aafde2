"""One map of a district: its places, their classes, and polygons or tiles, whichever the office has."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from berdaya.documents import maps, tiles
from berdaya.documents.drawing import NO_DATA, said, weight
from berdaya.documents.geojson import read_shapes
from berdaya.documents.look import PAPER, SCREEN
from berdaya.documents.mapvalues import Classes, read_classes
from berdaya.kernel.findings import Finding, Findings, Refused
from berdaya.region.rules.gazetteer import official

__all__ = ["Area", "Drawn", "area_of", "draw", "read_classes"]


@dataclass(frozen=True, slots=True)
class Area:
    """The villages of a district by code, and its kecamatan by code."""

    name: str
    places: Mapping[str, str]
    kecamatan: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished picture and what it says."""

    svg: str
    kind: str
    words: str
    places: int
    counts: dict[str, int]

    @property
    def weight(self) -> int:
        return weight(self.svg)


def area_of(district: str) -> Area:
    """The official villages within a code; refused when there is none."""
    gazetteer = official()
    place = gazetteer.get(district)
    villages = gazetteer.villages(district) if place is not None else []
    if place is None or not villages:
        raise Refused(
            Finding(
                "map.no_places",
                f"Wilayah {district}",
                "kode ini tidak memuat desa atau kelurahan",
                "Tulis kode kabupaten, kota atau kecamatan, misalnya 33.27.",
            )
        )
    kecamatan = {gazetteer.kecamatan_of(v.code).code: gazetteer.kecamatan_of(v.code).name for v in villages}
    return Area(place.name, {v.code: v.name for v in villages}, kecamatan)


def draw(
    area: Area,
    classes: Classes,
    geojson: Path | None,
    findings: Findings,
    *,
    title: str = "",
    code_key: str = "",
    paper: bool = False,
) -> Drawn | None:
    """The map, or None when the findings block it. Findings of the file are added to those given."""
    theme = PAPER if paper else SCREEN
    name = title or f"Peta {area.name}"
    if geojson is None:
        svg = tiles.tile_map(_groups(area, classes), classes.shades, title=name, theme=theme)
        return _drawn(svg, tiles.KIND, classes, list(area.places))
    shapes, found = read_shapes(geojson, area.places, code_key)
    for finding, count in found:
        findings.add(finding, count)
    if findings.blocking:
        return None
    groups = area.kecamatan if len(area.kecamatan) > 1 else {}
    svg = maps.territory_map(shapes, classes.of, classes.shades, title=name, groups=groups, theme=theme)
    return _drawn(svg, maps.KIND, classes, [shape.code for shape in shapes])


def _groups(area: Area, classes: Classes) -> list[tiles.TileGroup]:
    return [
        tiles.TileGroup(
            label,
            tuple(
                tiles.Tile(name, classes.of.get(code))
                for code, name in area.places.items()
                if code.startswith(f"{kecamatan}.")
            ),
        )
        for kecamatan, label in area.kecamatan.items()
    ]


def _drawn(svg: str, kind: str, classes: Classes, codes: list[str]) -> Drawn:
    levels = [classes.of.get(code) for code in codes]
    counts = {shade.word: levels.count(position) for position, shade in enumerate(classes.shades)}
    if None in levels:
        counts[NO_DATA] = levels.count(None)
    return Drawn(svg, kind, said(kind, classes.shades, levels), len(codes), counts)
