"""The tile map: one square per place, grouped by kecamatan, for districts without polygons."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from xml.sax.saxutils import escape

from berdaya.documents.drawing import (
    NO_DATA,
    Shade,
    check_shades,
    fills,
    key,
    no_data,
    outline,
    picture,
    said,
    words_at,
)
from berdaya.documents.look import SCREEN, Theme

SIDE, GAP, ROW = 14, 3, 7
SIZE = 12
UNIT = 0.8
BLOCK = ROW * (SIDE + GAP) - GAP
BETWEEN_X, BETWEEN_Y = 26, 15
KIND = "Peta petak"


@dataclass(frozen=True, slots=True)
class Tile:
    """One place: its class (None when nobody knows yet) and its name, shown by a pointer."""

    name: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The places of one kecamatan in code order."""

    label: str
    tiles: tuple[Tile, ...]


def tile_map(
    groups: Sequence[TileGroup],
    shades: Sequence[Shade],
    *,
    title: str,
    columns: int = 3,
    theme: Theme = SCREEN,
) -> str:
    """Draw the groups in the order given, `columns` side by side, with the key in words below."""
    check_shades(shades)
    styles = fills(theme, shades, UNIT, outline(theme, 1.0))
    unknown = no_data(theme, UNIT)
    body, top = [], 0.0
    for start in range(0, len(groups), columns):
        row = groups[start : start + columns]
        for position, group in enumerate(row):
            body.append(_block(group, position * (BLOCK + BETWEEN_X), top, shades, styles, unknown, theme))
        deepest = max(ceil(len(group.tiles) / ROW) for group in row)
        top += SIZE + 6 + deepest * (SIDE + GAP) - GAP + BETWEEN_Y
    width = columns * (BLOCK + BETWEEN_X) - BETWEEN_X
    entries = [(style, shade.word) for style, shade in zip(styles, shades, strict=True)]
    if any(tile.shade is None for group in groups for tile in group.tiles):
        entries.append((unknown, NO_DATA.capitalize()))
    drawn, height = key(theme, entries, top, width, SIZE)
    classes = [tile.shade for group in groups for tile in group.tiles]
    return picture(theme, width, top + height, title, said(KIND, shades, classes), "".join(body) + drawn)


def _block(
    group: TileGroup,
    left: float,
    top: float,
    shades: Sequence[Shade],
    styles: Sequence[str],
    unknown: str,
    theme: Theme,
) -> str:
    out = [words_at(theme, left, top + SIZE - 2, SIZE, group.label, bold=True)]
    for place, tile in enumerate(group.tiles):
        x = left + place % ROW * (SIDE + GAP)
        y = top + SIZE + 6 + place // ROW * (SIDE + GAP)
        style = unknown if tile.shade is None else styles[tile.shade]
        word = NO_DATA if tile.shade is None else shades[tile.shade].word.lower()
        out.append(
            f'<rect x="{x + 0.5:g}" y="{y + 0.5:g}" width="{SIDE - 1}" height="{SIDE - 1}" {style}>'
            f"<title>{escape(tile.name)}: {escape(word)}</title></rect>"
        )
    return "".join(out)
