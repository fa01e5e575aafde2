"""The boundary of one place as lines that a small map can lay under a pointer: few points, lat before lon."""

from pathlib import Path
from typing import Final

from shapely.geometry import MultiPolygon

from berdaya.documents.geojson import read_shapes

MOST_POINTS: Final = 800
_FIRST: Final = 0.00001  # degrees, about a metre
Ring = list[list[float]]


def outline_of(path: Path, code: str) -> list[Ring]:
    """The outer rings of a place in a file of boundaries, simplified until few points are left; none where
    the file does not show it."""
    shapes, _ = read_shapes(path, {code: code})
    return _rings(shapes[0].land) if shapes else []


def _rings(land: MultiPolygon) -> list[Ring]:
    tolerance = _FIRST
    while sum(len(part.exterior.coords) for part in land.geoms) > MOST_POINTS:
        simpler = land.simplify(tolerance)
        land = simpler if isinstance(simpler, MultiPolygon) else MultiPolygon([simpler])
        tolerance *= 2
    return [[[round(y, 6), round(x, 6)] for x, y, *_ in part.exterior.coords] for part in land.geoms]
