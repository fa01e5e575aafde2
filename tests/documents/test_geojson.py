"""Boundaries as offices send them: unclosed, crossed, swapped, twice, in another system."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.documents.geojson import read_shapes, shapes_of
from berdaya.kernel.findings import Refused

PLACES = {"33.27.01.2001": "Plakaran", "33.27.01.2002": "Mandiraja"}


def square(west=109.0, south=-7.0, side=0.1):
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code, rings, kind="Polygon", key="kode"):
    return {
        "type": "Feature",
        "properties": {key: code},
        "geometry": {"type": kind, "coordinates": rings},
    }


def collection(*features, **more):
    return {"type": "FeatureCollection", "features": list(features), **more}


def plakaran(ring, code="33.27.01.2001"):
    """One place with this ring beside a sound neighbour; what was found, without the sound part."""
    shapes, findings = shapes_of(
        collection(feature(code, [ring]), feature("33.27.01.2002", [square(109.1)])), PLACES
    )
    return {shape.code: shape.land for shape in shapes}.get("33.27.01.2001"), findings


def test_sound_file_has_no_findings():
    land, findings = plakaran(square())
    assert land.area == pytest.approx(0.01)
    assert len(findings) == 0


@pytest.mark.parametrize("code", ["33.27.01.2001", "3327012001", 3327012001, "33-27-01-2001"])
def test_code_is_read_whichever_way_it_is_written(code):
    assert plakaran(square(), code)[0] is not None


@pytest.mark.parametrize("key", ["KODE", "Kode_Desa", "KDEPUM", "code"])
def test_usual_names_of_the_code_column_are_known(key):
    shapes, _ = shapes_of(collection(feature("33.27.01.2001", [square()], key=key)), PLACES)
    assert shapes[0].name == "Plakaran"


def test_unusual_column_can_be_named():
    data = collection(feature("33.27.01.2001", [square()], key="ID_WIL"))
    assert shapes_of(data, PLACES, "id_wil")[0]
    assert shapes_of(data, PLACES)[1].codes() >= {"geojson.no_code"}


def test_open_ring_is_closed_and_said():
    land, findings = plakaran(square()[:-1])
    assert land.area == pytest.approx(0.01)
    assert findings.codes() == {"geojson.open_ring"}
    assert not findings.blocking


def test_bow_tie_is_cut_and_said():
    bow_tie = [[109, -7], [109.1, -6.9], [109.1, -7], [109, -6.9], [109, -7]]
    land, findings = plakaran(bow_tie)
    assert land.is_valid
    assert land.area == pytest.approx(0.005)
    assert "geojson.crossing" in findings.codes()
    assert not findings.blocking


def test_hole_outside_its_place_is_mended_and_said():
    data = collection(feature("33.27.01.2001", [square(), square(109.3)]))
    shapes, findings = shapes_of(data, PLACES)
    assert shapes[0].land.is_valid
    assert "geojson.crossing" in findings.codes()


def test_heights_are_dropped_and_said():
    land, findings = plakaran([[x, y, 12.5] for x, y in square()])
    assert not land.has_z
    assert findings.codes() == {"geojson.height_dropped"}


@pytest.mark.parametrize(
    "ring, fault",
    [
        ([], "ring_too_short"),
        ([[109, -7]], "ring_too_short"),
        ([[109, -7], [109.1, -7], [109, -7]], "ring_too_short"),
        ([[109, -7], [109.1, -7], [109.2, -7], [109, -7]], "no_land"),
        ("bukan cincin", "no_ring"),
        ([[109, None], [1, 2], [3, 4]], "bad_position"),
        ([["109", "-7"], ["109.1", "-7"], ["109", "-6"]], "bad_position"),
        ([[109], [110], [111]], "bad_position"),
        ([[float("nan"), -7], [109, -7], [109, -6]], "bad_position"),
        ([[True, False], [109, -7], [109, -6]], "bad_position"),
        ([[y, x] for x, y in square()], "swapped"),
        (square(4.9, 52.3), "abroad"),
        ([[x * 1e5, y * 1e5] for x, y in square()], "not_degrees"),
    ],
)
def test_what_cannot_be_mended_blocks(ring, fault):
    land, findings = plakaran(ring)
    assert land is None
    assert f"geojson.{fault}" in findings.codes()
    assert findings.blocking


@pytest.mark.parametrize(
    "geometry",
    [None, {}, {"type": "Point", "coordinates": [109, -7]}, {"type": "Polygon"}, {"type": "MultiPolygon"}],
)
def test_geometry_that_is_no_area_blocks(geometry):
    data = collection({"type": "Feature", "properties": {"kode": "33.27.01.2001"}, "geometry": geometry})
    assert shapes_of(data, PLACES)[1].blocking


def test_islands_belong_to_their_place():
    data = collection(feature("33.27.01.2001", [[square()], [square(109.5)]], "MultiPolygon"))
    assert shapes_of(data, PLACES)[0][0].land.area == pytest.approx(0.02)


def test_place_in_two_pieces_is_joined_and_said():
    data = collection(feature("33.27.01.2001", [square()]), feature("33.27.01.2001", [square(109.1)]))
    shapes, findings = shapes_of(data, PLACES)
    assert shapes[0].land.area == pytest.approx(0.02)
    assert "geojson.code_twice" in findings.codes()
    assert not findings.blocking


def test_two_versions_of_one_place_block():
    data = collection(feature("33.27.01.2001", [square()]), feature("33.27.01.2001", [square(109.01)]))
    assert shapes_of(data, PLACES)[1].count("geojson.code_overlaps") == 1


def test_unknown_code_is_left_out_and_said():
    shapes, findings = shapes_of(
        collection(feature("33.27.01.2001", [square()]), feature("33.75.01.1001", [square(109.1)])), PLACES
    )
    assert [shape.code for shape in shapes] == ["33.27.01.2001"]
    assert findings.count("geojson.code_unknown") == 1


def test_missing_places_are_counted():
    _, findings = shapes_of(collection(feature("33.27.01.2001", [square()])), PLACES)
    assert findings.count("geojson.place_missing") == 1


def test_neighbours_that_gape_are_said():
    data = collection(feature("33.27.01.2001", [square()]), feature("33.27.01.2002", [square(109.0999)]))
    assert shapes_of(data, PLACES)[1].count("geojson.neighbours_apart") == 1


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"type": "Feature"},
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": {}},
        {"type": "Topology", "objects": {}},
        collection(feature("33.27.01.2001", [square()]), crs={"properties": {"name": "EPSG:32749"}}),
    ],
)
def test_file_of_another_kind_is_refused(data):
    with pytest.raises(Refused):
        shapes_of(data, PLACES)


def test_usual_name_of_degrees_is_accepted():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert shapes_of(collection(feature("33.27.01.2001", [square()]), crs=crs), PLACES)[0]


@pytest.mark.parametrize(
    "features",
    [[None], [1], ["x"], [{}], [{"properties": []}], [{"properties": [1]}], [{"properties": {"kode": {}}}]],
)
def test_features_without_sense_are_found_not_thrown(features):
    assert shapes_of(collection(*features), PLACES)[1].count("geojson.no_code") == 1


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"type": "FeatureCollection"'])
def test_unreadable_file_is_refused(tmp_path, content):
    file = tmp_path / "peta.geojson"
    file.write_bytes(content)
    with pytest.raises(Refused):
        read_shapes(file, PLACES)


def test_hundred_megabytes_are_refused_before_they_are_read(tmp_path):
    file = tmp_path / "peta.geojson"
    with file.open("wb") as out:
        out.truncate(100 * 1024 * 1024)
    with pytest.raises(Refused) as refused:
        read_shapes(file, PLACES)
    assert refused.value.findings[0].code == "file.too_large"


def test_file_with_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "peta.geojson"
    data = collection(feature("33.27.01.2001", [square()]))
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(data).encode())
    assert len(read_shapes(file, PLACES)[0]) == 1


def test_a_system_of_coordinates_is_not_repeated():
    crs = {"properties": {"name": "3327010101700001"}}
    with pytest.raises(Refused) as refused:
        shapes_of(collection(feature("33.27.01.2001", [square()]), crs=crs), PLACES)
    assert "3327010101700001" not in str(refused.value)


def test_a_coordinate_as_long_as_a_book_is_found_not_thrown():
    ring = [[10**400, -7], [109, -7], [109, -6], [108, -7]]
    assert shapes_of(collection(feature("33.27.01.2001", [ring])), PLACES)[1].blocking


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_no_coordinates_throw(raw):
    for kind in ("Polygon", "MultiPolygon"):
        shapes, findings = shapes_of(collection(feature("33.27.01.2001", raw, kind)), PLACES)
        assert shapes or findings.blocking
