"""The map of a territory from checked polygons: shared borders stay shared, and it fits a slow phone.

Lines are simplified as one coverage, so that two neighbours never gape or overlap, and only as far as the
picture needs to stay under its size over the wire.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from xml.sax.saxutils import escape

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from berdaya.documents.drawing import (
    NO_DATA,
    Shade,
    check_shades,
    fills,
    key,
    no_data,
    number,
    picture,
    said,
    weight,
    words_at,
)
from berdaya.documents.geojson import Shape
from berdaya.documents.look import SCREEN, Theme
from berdaya.kernel.findings import Finding, Refused

WIDTH = 1200.0
MOST_BYTES = 40_000
SIZE = 34.0
UNIT = 2.2
GAP, SNAP = 6.0, 1.0
SPECK = 25.0
FIRST_TOLERANCE, STEP, LAST_TOLERANCE = 0.8, 1.5, 60.0
KIND = "Peta"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a map shows, before anybody has decided how fine its lines are."""

    shapes: Sequence[Shape]
    classes: Mapping[str, int]
    shades: Sequence[Shade]
    title: str
    groups: Mapping[str, str]
    theme: Theme
    height: float


def territory_map(
    shapes: Sequence[Shape],
    classes: Mapping[str, int],
    shades: Sequence[Shade],
    *,
    title: str,
    groups: Mapping[str, str] | None = None,
    theme: Theme = SCREEN,
) -> str:
    """Draw shapes by class; `groups` names the kecamatan by code, whose outlines and names lie over them.

    Raises `Refused` when there is nothing to draw, or when even the coarsest drawing is too heavy.
    """
    check_shades(shades)
    if not shapes:
        raise Refused(_nothing(title))
    land, height = _on_sheet(shapes)
    if not shapely.coverage_is_valid(land):
        land = _fitted(land)
    plan = _Plan(shapes, classes, shades, title, groups or {}, theme, height)
    tolerance = FIRST_TOLERANCE
    while tolerance < LAST_TOLERANCE:
        land = _simplified(land, tolerance)
        svg = _drawn(plan, land)
        if weight(svg) <= MOST_BYTES:
            return svg
        tolerance *= STEP
    raise Refused(_too_heavy(title, len(shapes)))


def _nothing(title: str) -> Finding:
    return Finding(
        "documents.map_empty",
        title,
        "tidak ada bidang untuk digambar",
        "Pakai peta petak, atau lengkapi batasnya.",
    )


def _too_heavy(title: str, count: int) -> Finding:
    return Finding(
        "documents.map_too_heavy",
        title,
        f"{count} bidang terlalu banyak untuk satu gambar",
        "Gambar per kecamatan.",
    )


def _on_sheet(shapes: Sequence[Shape]) -> tuple[list[BaseGeometry], float]:
    """Degrees to drawing units: one scale for all, narrowed with the latitude, north up."""
    land = [shape.land for shape in shapes]
    west, south, east, north = shapely.total_bounds(np.array(land, dtype=object))
    narrowing = cos(radians((south + north) / 2))
    scale = min(WIDTH / ((east - west) * narrowing), 1.4 * WIDTH / (north - south))
    indent = (WIDTH - (east - west) * narrowing * scale) / 2

    def project(points: NDArray[np.float64]) -> NDArray[np.float64]:
        across = indent + (points[:, 0] - west) * narrowing * scale
        return np.column_stack([across, (north - points[:, 1]) * scale])

    return [shapely.transform(part, project) for part in land], float((north - south) * scale)


def _fitted(land: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Neighbours that gape or overlap are fitted to one line; the specks that this leaves over go."""
    fitted = shapely.coverage_clean(np.array(land, dtype=object), gap_width=GAP, snapping_distance=SNAP)
    return [_without_specks(after) or before for before, after in zip(land, fitted, strict=True)]


def _without_specks(area: BaseGeometry) -> BaseGeometry | None:
    parts = sorted(shapely.get_parts(area), key=lambda part: -part.area)
    kept = [part for part in parts if part.area > SPECK] or parts[:1]
    return MultiPolygon(kept) if kept else None


def _simplified(land: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Vertices dropped from every border once, for both neighbours at the same time."""
    return list(shapely.coverage_simplify(np.array(land, dtype=object), tolerance))


def _drawn(plan: _Plan, land: Sequence[BaseGeometry]) -> str:
    theme = plan.theme
    styles, unknown = fills(theme, plan.shades, UNIT), no_data(theme, UNIT)
    calm: list[str] = []
    late: list[str] = []
    for shape, part in zip(plan.shapes, land, strict=True):
        level = plan.classes.get(shape.code)
        style, word = (
            (unknown, NO_DATA) if level is None else (styles[level], plan.shades[level].word.lower())
        )
        name = f"<title>{escape(shape.name)}: {escape(word)}</title>"
        outlined = level is not None and plan.shades[level].late
        (late if outlined else calm).append(f'<path d="{path_of(part)}" {style}>{name}</path>')
    hair = number(UNIT * (theme.outline_width or 1.0))
    border = f'<g stroke="{theme.border}" stroke-width="{hair}" stroke-linejoin="round">'
    entries = [(style, shade.word) for style, shade in zip(styles, plan.shades, strict=True)]
    if any(shape.code not in plan.classes for shape in plan.shapes):
        entries.append((unknown, NO_DATA.capitalize()))
    drawn_key, tall = key(theme, entries, plan.height + SIZE, WIDTH, SIZE)
    body = [border, *calm, "</g>", *_outlines(plan, land), *late, *_names(plan, land), drawn_key]
    words = said(KIND, plan.shades, [plan.classes.get(shape.code) for shape in plan.shapes])
    return picture(theme, WIDTH, plan.height + SIZE + tall, plan.title, words, "".join(body), margin=3.0)


def _of_group(plan: _Plan, land: Sequence[BaseGeometry], code: str) -> BaseGeometry:
    parts = [part for shape, part in zip(plan.shapes, land, strict=True) if shape.code.startswith(f"{code}.")]
    return shapely.union_all(parts)


def _outlines(plan: _Plan, land: Sequence[BaseGeometry]) -> list[str]:
    line = f'stroke="{plan.theme.second}" stroke-width="{number(1.4 * UNIT)}" stroke-linejoin="round"'
    paths = "".join(path_of(_of_group(plan, land, code)) for code in plan.groups)
    return [f'<path d="{paths}" fill="none" {line}/>'] if paths else []


def _names(plan: _Plan, land: Sequence[BaseGeometry]) -> list[str]:
    """Kecamatan names with a halo of the ground, each inside its own land."""
    theme, out = plan.theme, []
    for code, name in plan.groups.items():
        area = _of_group(plan, land, code)
        if not area.is_empty:
            x, y = shapely.maximum_inscribed_circle(area, 4.0).coords[0]
            half = 0.36 * SIZE * len(name)
            inside = min(max(x, half), WIDTH - half)
            out.append(words_at(theme, inside, y, SIZE, name, anchor="middle", bold=True, halo=SIZE / 4))
    return out


def path_of(area: BaseGeometry) -> str:
    """An SVG path in whole units, each point relative to the one before."""
    polygons = [p for p in shapely.get_parts(area) if isinstance(p, Polygon)]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    paths = [drawn for ring in rings if (drawn := _ring_path(shapely.get_coordinates(ring)))]
    if not paths and polygons:
        x, y = np.rint(shapely.get_coordinates(polygons[0].representative_point())[0]).astype(int)
        return f"M{x - 2} {y - 2}h4v4h-4z"
    return "".join(paths)


def _ring_path(points: NDArray[np.float64]) -> str:
    whole = np.rint(points).astype(int)
    steps = np.diff(whole, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if len(steps) < 3:
        return ""
    moves = " ".join(f"{dx} {dy}" for dx, dy in steps[:-1].tolist())
    return f"M{whole[0][0]} {whole[0][1]}l{moves.replace(' -', '-')}z"
