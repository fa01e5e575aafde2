"""A place is picked on the boundaries that the office holds; without them it is typed."""

import hashlib
import json

import pytest
from django.urls import reverse

from berdaya.deliberation.ground import ground_for
from berdaya.documents.outline import MOST_POINTS, outline_of
from berdaya.kernel.findings import Refused
from berdaya.kernel.settings import data_folder
from berdaya.region.models import TerritoryMap
from berdaya.site import environment
from berdaya.site.middleware import POLICY, policy
from tests.deliberation import office
from tests.deliberation.office import OTHER, VILLAGE
from tests.office import browser

pytestmark = pytest.mark.django_db
SQUARE = [[112.59, -7.95], [112.61, -7.95], [112.61, -7.93], [112.59, -7.93], [112.59, -7.95]]


@pytest.fixture(autouse=True)
def _folder(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))


def boundaries(holder="35.73.05", ring=SQUARE):
    """A map of a kecamatan that shows one of its villages."""
    land = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"kode": VILLAGE}, "geometry": land}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    digest = hashlib.sha256(text.encode()).hexdigest()
    path = data_folder() / "maps" / holder / f"{digest}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    who = office.operator().person
    TerritoryMap.objects.create(
        territory=holder, digest=digest, as_of="2026-01-01", source="Bappeda", places=1, filed_by=who
    )
    return path


def where_page(who=None):
    rt, cycle = who or office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    return browser(rt).get(reverse("deliberation-edit", args=[one.pk, "lokasi"]))


def test_the_boundaries_of_the_village_are_the_ground():
    boundaries()
    ring = ground_for(office.operator().person, VILLAGE)[0]
    assert sorted(ring) == sorted([lat, lon] for lon, lat in SQUARE)
    assert "112.59" in where_page().content.decode()


def test_without_boundaries_the_coordinates_are_typed():
    page = where_page().content.decode()
    assert '<script id="batas" type="application/json">[]</script>' in page
    assert 'name="latitude"' in page
    assert ground_for(office.operator().person, OTHER) == []


def test_a_newer_map_takes_the_place_of_the_older_one():
    boundaries()
    who = office.operator().person
    before = ground_for(who, VILLAGE)
    boundaries(ring=[[lon, lat + 0.01] for lon, lat in SQUARE])
    assert ground_for(who, VILLAGE) != before


def test_an_outline_of_many_points_gets_light():
    path = boundaries(ring=_wavy(5000))
    rings = outline_of(path, VILLAGE)
    assert 3 < sum(map(len, rings)) <= MOST_POINTS


def _wavy(many):
    from math import cos, pi, sin

    ring = [
        [112.6 + (0.01 + 0.0001 * sin(40 * a)) * cos(a), -7.94 + 0.01 * sin(a)]
        for a in (2 * pi * n / many for n in range(many))
    ]
    return [*ring, ring[0]]


def test_no_host_is_fetched_from_unless_the_office_sets_one(settings):
    assert policy() == POLICY
    assert "https" not in POLICY
    settings.MAP_TILES = "https://{s}.peta.contoh.id/{z}/{x}/{y}.png"
    assert "img-src https://*.peta.contoh.id 'self'" in policy()


@pytest.mark.parametrize(
    "address", ["http://peta/{z}/{x}/{y}", "https://peta/1.png", "https://a;b/{z}/{x}/{y}", "x {z}{x}{y}"]
)
def test_an_address_that_is_none_is_refused(monkeypatch, address):
    monkeypatch.setenv("BERDAYA_TILES", address)
    with pytest.raises(Refused):
        environment.map_tiles()
