"""The pictures of a computed list, drawn once when its figures come into being."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from berdaya.documents.charts import Mark, Point, axis_over, scatter
from berdaya.documents.drawing import Shade
from berdaya.documents.store import put_picture
from berdaya.documents.tiles import Tile, TileGroup, tile_map
from berdaya.kernel.numbers import format_count, format_decimal
from berdaya.targeting.printing.answers import SHORT

Json = Mapping[str, Any]
SHADES = (Shade("Di luar daftar"), Shade("Terpilih, inti"), Shade("Ambang: bahas dahulu", late=True))
OUTSIDE, FIRM, EDGE = range(3)
TITLE = "Miskin terbanyak, indeks terendah"
MAP_TITLE = "Di mana yang terpilih"


@dataclass(frozen=True, slots=True)
class Picture:
    """Name in the store (empty: there was nothing to draw), and what it says to who cannot see it."""

    name: str = ""
    words: str = ""


def scatter_of(answer: Json) -> Picture:
    """Count against index: one dot for each place that has an index, the telling ones named."""
    rows = [row for row in answer["places"] if row["idm"] is not None]
    if not rows:
        return Picture()
    named = {row["code"] for row in telling(rows)}
    points = [
        Point(
            Decimal(row["idm"]),
            row["N"],
            Mark(row["class"]),
            row["name"] if row["code"] in named else "",
        )
        for row in rows
    ]
    index, unit = answer["index"], SHORT[answer["unit"]["used"]]
    x = axis_over(f"{index['title']}, makin ke kanan makin maju", [p.x for p in points], places=1)
    y = axis_over(f"{unit.capitalize()} desil 1", [p.y for p in points])
    words = _scatter_words(rows, answer)
    return Picture(put_picture(scatter(points, x, y, title=TITLE, words=words)), words)


def telling(rows: Sequence[Json]) -> list[Json]:
    """Three places that a reader asks about: the largest count, and the two highest indices, chosen all."""
    chosen = [row for row in rows if row["selected"]]
    most = sorted(chosen, key=lambda row: (-row["N"], row["code"]))[:1]
    high = sorted(chosen, key=lambda row: (-Fraction(row["idm"]), row["code"]))
    return most + [row for row in high if row not in most][:2]


def _scatter_words(rows: Sequence[Json], answer: Json) -> str:
    counted = f"{SHORT[answer['unit']['used']]} desil 1"
    chosen = sum(row["selected"] for row in rows)
    told = [
        f"{row['name']} {format_count(row['N'])} dengan {answer['index']['name']}"
        f" {format_decimal(Decimal(row['idm']), 4)}"
        for row in telling(rows)
    ]
    return (
        f"Diagram pencar {len(rows)} desa: mendatar {answer['index']['title']}, tegak jumlah {counted};"
        f" {chosen} terpilih, yang terbanyak di kiri atas. Bernama: {'; '.join(told)}."
    )


def map_of(answer: Json) -> Picture:
    """One square for each place, by kecamatan: chosen, on the edge, outside."""
    rows = sorted(answer["places"], key=lambda row: row["code"])
    groups = [
        TileGroup(kecamatan, tuple(Tile(row["name"], _shade(row)) for row in group))
        for kecamatan, group in groupby(rows, key=lambda row: row["kecamatan"])
    ]
    svg = tile_map(groups, SHADES, title=MAP_TITLE)
    return Picture(put_picture(svg), _map_words(rows))


def _shade(row: Json) -> int:
    if row["class"] == "ambang":
        return EDGE
    return FIRM if row["selected"] else OUTSIDE


def _map_words(rows: Sequence[Json]) -> str:
    chosen: dict[str, int] = {}
    for row in rows:
        chosen[row["kecamatan"]] = chosen.get(row["kecamatan"], 0) + bool(row["selected"])
    first = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))[:3]
    told = ", ".join(f"{name} {n}" for name, n in first)
    return f"Peta petak {len(rows)} tempat menurut kecamatan. Terpilih terbanyak: {told}."
