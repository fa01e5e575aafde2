"""Maps and tile maps: light enough for a slow phone, borders shared, words in the key."""

import re
from decimal import Decimal

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from berdaya.documents.drawing import Shade, weight
from berdaya.documents.geojson import shapes_of
from berdaya.documents.look import PAPER, SCREEN
from berdaya.documents.maps import MOST_BYTES, SIZE, WIDTH, _on_sheet, _simplified, territory_map
from berdaya.documents.mapvalues import by_value, by_word
from berdaya.documents.paper import render
from berdaya.documents.pictures import as_picture, clean_svg
from berdaya.documents.sample import TEMPLATE
from berdaya.documents.tiles import Tile, TileGroup, tile_map
from berdaya.kernel.findings import Refused
from tests.documents.cases import paper, text_of, values
from tests.documents.test_geojson import collection, feature, square

SHADES = (Shade("Tidak didampingi"), Shade("Belum dipindai", late=True), Shade("Sudah menerima"))
GROUPS = (
    TileGroup("Moga", (Tile("Plakaran", 0), Tile("Mandiraja", 1), Tile("Sima", None))),
    TileGroup("Belik", tuple(Tile(f"Desa {i}", 2) for i in range(9))),
)


def wavy(across=5, points=300):
    """A district of squares whose shared borders are rivers with many bends; neighbours share every bend."""
    places, features = {}, []

    def river(x, y, dx, dy):
        steps = [i / points for i in range(points)]
        bends = [0.016 * t * (1 - t) * (i * 37 % 23) / 23 for i, t in enumerate(steps)]
        return [
            (109 + (x + dx * t) * 0.05 + dy * b, -7 + (y + dy * t) * 0.05 + dx * b)
            for t, b in zip(steps, bends, strict=True)
        ]

    for x in range(across):
        for y in range(across):
            code = f"33.27.{x + 1:02}.{2001 + y}"
            places[code] = f"Desa {x}-{y}"
            south, east = river(x, y, 1, 0), river(x + 1, y, 0, 1)
            north, west = river(x, y + 1, 1, 0), river(x, y, 0, 1)
            far = [(109 + (x + 1) * 0.05, -7 + (y + 1) * 0.05), (109 + x * 0.05, -7 + (y + 1) * 0.05)]
            ring = [*south, *east, far[0], *reversed(north), *reversed(west)]
            features.append(feature(code, [[list(point) for point in [*ring, ring[0]]]]))
    return shapes_of(collection(*features), places)


WAVY, FOUND = wavy()


def test_rivers_of_the_test_are_one_coverage():
    assert FOUND.codes() == set()
    assert sum(shapely.get_num_coordinates(shape.land) for shape in WAVY) > 20_000


def test_map_is_light_enough_for_a_slow_phone():
    svg = territory_map(WAVY, {}, SHADES, title="Peta")
    assert weight(svg) <= MOST_BYTES


def test_simpler_borders_are_still_shared():
    land, _ = _on_sheet(WAVY)
    simple = _simplified(land, 8.0)
    assert shapely.coverage_is_valid(simple)
    assert sum(map(shapely.get_num_coordinates, simple)) < 0.1 * sum(map(shapely.get_num_coordinates, land))


def test_every_place_is_drawn_and_named():
    svg = territory_map(WAVY, {"33.27.01.2001": 1}, SHADES, title="Peta")
    assert svg.count("<path") == len(WAVY)
    assert "<title>Desa 0-0: belum dipindai</title>" in svg
    assert svg.count(": belum ada data</title>") == len(WAVY) - 1


def test_late_class_is_outlined_over_its_neighbours():
    svg = territory_map(WAVY, {"33.27.01.2001": 1}, SHADES, title="Peta")
    late = svg.index("Desa 0-0")
    assert late > svg.index("Desa 4-4")
    assert f'stroke="{SCREEN.accent}"' in svg[late - 200 : late]


def test_kecamatan_are_named_and_outlined():
    svg = territory_map(WAVY, {}, SHADES, title="Peta", groups={"33.27.01": "Moga", "33.27.99": "Tidak ada"})
    assert ">Moga</text>" in svg
    assert "Tidak ada</text>" not in svg


def test_long_name_at_the_edge_stays_on_the_sheet():
    names = {f"33.27.{i + 1:02}": "Kecamatan Bernama Panjang Sekali" for i in range(5)}
    svg = territory_map(WAVY, {}, SHADES, title="Peta", groups=names)
    half = 0.3 * SIZE * len("Kecamatan Bernama Panjang Sekali")
    centres = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>Kecamatan', svg)]
    assert len(centres) == 10
    assert all(half <= x <= WIDTH - half for x in centres)


def test_map_of_nothing_is_refused():
    with pytest.raises(Refused):
        territory_map((), {}, SHADES, title="Peta")


def test_speck_of_land_is_still_seen():
    data = collection(feature("33.27.01.2001", [square()]), feature("33.27.01.2002", [square(110, -7, 1e-5)]))
    shapes, _ = shapes_of(data, {"33.27.01.2001": "Plakaran", "33.27.01.2002": "Pulau"})
    assert re.search(
        r'd="M\d+ \d+[hl][^"]+z"[^>]*><title>Pulau', territory_map(shapes, {}, SHADES, title="Peta")
    )


def test_overlapping_neighbours_are_fitted():
    data = collection(feature("33.27.01.2001", [square()]), feature("33.27.01.2002", [square(109.0995)]))
    shapes, _ = shapes_of(data, {"33.27.01.2001": "Plakaran", "33.27.01.2002": "Mandiraja"})
    assert territory_map(shapes, {}, SHADES, title="Peta").count("<path") == 2


@pytest.mark.parametrize("theme", [SCREEN, PAPER])
def test_tile_map_has_a_square_for_each_place(theme):
    svg = tile_map(GROUPS, SHADES, title="Peta petak", theme=theme)
    assert svg.count("</title></rect>") == 12
    assert "<title>Mandiraja: belum dipindai</title>" in svg
    assert all(f">{word}</text>" in svg for word in ("Moga", "Belik", *(shade.word for shade in SHADES)))


def test_tile_map_says_in_words_what_it_shows():
    wanted = (
        "Peta petak 12 desa dan kelurahan. Tidak didampingi: 1; Belum dipindai: 1; Sudah menerima: 9;"
        " Belum ada data: 1."
    )
    assert f"<desc>{wanted}</desc>" in tile_map(GROUPS, SHADES, title="Peta petak")


def test_unknown_class_stands_in_the_key_only_when_it_is_there():
    assert ">Belum ada data</text>" in tile_map(GROUPS, SHADES, title="t")
    assert "Belum ada data" not in tile_map(GROUPS[1:], SHADES, title="t")


def test_classes_differ_in_grey():
    svg = tile_map([TileGroup("Moga", tuple(Tile("x", i) for i in range(3)))], SHADES, title="t", theme=PAPER)
    looks = set(re.findall(r'height="13" (fill="[^>]+)>', svg))
    assert len(looks) == 3


@pytest.mark.parametrize("theme", [SCREEN, PAPER])
def test_pictures_hold_nothing_but_drawing(theme):
    hostile = (TileGroup("<script>", (Tile('"><b onload="x">', 0),)),)
    for svg in (
        tile_map(hostile, SHADES, title="</svg>", theme=theme),
        territory_map(WAVY, {}, SHADES, title="<x>", theme=theme),
    ):
        assert clean_svg(svg)
        assert not re.search(r"<script|style=|class=|href", svg)


def test_same_input_gives_the_same_picture():
    assert territory_map(WAVY, {}, SHADES, title="t") == territory_map(WAVY, {}, SHADES, title="t")
    assert tile_map(GROUPS, SHADES, title="t") == tile_map(GROUPS, SHADES, title="t")


def test_same_picture_stands_on_paper():
    drawn = as_picture(tile_map(GROUPS, SHADES, title="t", theme=PAPER), "Peta petak")
    assert "Belumdipindai" in text_of(render(TEMPLATE, paper(), values(pictures=[drawn])))


def test_more_than_five_shades_are_a_slip_of_the_programmer():
    with pytest.raises(ValueError, match="shades"):
        tile_map(GROUPS, [Shade(str(i)) for i in range(6)], title="t")


def test_words_keep_the_order_asked_for():
    chosen = by_word({"a": "Selesai", "b": "Belum"}, ["Belum", "Selesai"], "Belum")
    assert [shade.word for shade in chosen.shades] == ["Belum", "Selesai"]
    assert chosen.shades[0].late
    assert chosen.of == {"a": 1, "b": 0}


def test_too_many_words_are_refused():
    with pytest.raises(Refused):
        by_word({str(i): str(i) for i in range(6)})


def test_numbers_become_classes_in_words():
    chosen = by_value({str(i): Decimal(i) for i in range(100)})
    assert [shade.word for shade in chosen.shades][:2] == ["0 sampai 19", "20 sampai 39"]
    assert chosen.of["99"] == 4


def test_few_different_numbers_each_have_their_class():
    chosen = by_value({**{str(i): Decimal(0) for i in range(40)}, "x": Decimal(7)})
    assert [shade.word for shade in chosen.shades] == ["0", "7"]


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12).map(Decimal), max_size=40))
def test_equal_numbers_are_never_parted_and_order_holds(numbers):
    chosen = by_value(numbers)
    assert chosen.of.keys() == numbers.keys()
    for one, value in numbers.items():
        for other, more in numbers.items():
            assert (chosen.of[one] <= chosen.of[other]) if value <= more else True
            assert (chosen.of[one] == chosen.of[other]) if value == more else True
