"""The frame of every page."""

import pytest

from berdaya.access.rules.roles import Role
from tests.office import MOGA, PEMALANG, PLAKARAN, browser, hat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "territory, around",
    [(MOGA, "Kabupaten Pemalang"), (PLAKARAN, "Kecamatan Moga"), (PEMALANG, "Jawa Tengah")],
)
def test_the_head_of_a_page_names_the_place_of_the_hat_and_nothing_around_it(territory, around):
    page = browser(hat("Bu Lurah", Role.AUDITOR, territory)).get("/bantuan").content.decode()
    head = page[page.index("<header") : page.index("</header>")]
    assert "Bu Lurah" in head
    assert around not in head
