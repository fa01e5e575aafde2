"""The pages of places: one's own territory, and nothing of the neighbours'."""

import pytest

from berdaya.access.rules.roles import Role
from tests.office import BANYUMUDAL, MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat

pytestmark = pytest.mark.django_db


def test_bu_ratna_sees_her_kabupaten_as_a_tree():
    page = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)).get("/wilayah/")
    assert page.status_code == 200
    words = page.content.decode()
    assert "Kabupaten Pemalang: 14 kecamatan, 212 desa, 11 kelurahan" in words
    assert "Plakaran" in words


@pytest.mark.parametrize("code", [PEMALANG, MOGA, PLAKARAN])
def test_a_place_of_the_own_territory_opens(code):
    page = browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)).get(f"/wilayah/{code}/")
    assert page.status_code == 200
