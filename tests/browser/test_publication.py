"""Pages for everybody in real Chromium: axe finds nothing, nothing scrolls sideways, nobody signs in."""

import pytest
from playwright.sync_api import Page, expect

from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.moving import Step, move
from tests.browser.conftest import faults_of
from tests.deliberation import office
from tests.deliberation.office import RT1, VILLAGE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = ("Paving gang 3", "Lampu jalan di sepanjang Gang Melati sampai balai RW", "Pelatihan menjahit")


def test_a_stranger_walks_from_the_villages_to_one_proposal(page: Page, live_server):
    cycle, operator = office.year(), office.operator()
    for n in (1, 2, 3):
        head = office.rt_head(f"{VILLAGE}.001.00{n}")
        found = [office.proposed(head, cycle, title=title) for title in TITLES]
        office.handed(head, cycle, *found)
        move(operator, found[0], Step(State.CHECKED))
        move(operator, found[1], Step(State.DEFERRED, Reason.CEILING.value, "Pagu tahun ini sudah habis."))
    page.goto(f"{live_server.url}/usulan/")
    look(page, "villages")
    page.locator(".b-figs a[href*='/warga/']").first.click()
    look(page, "village")
    page.get_by_label("Cari usulan").fill("lampu")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=TITLES[1]).first.click()
    expect(page.locator("main")).to_contain_text("Pagu tahun ini sudah habis.")
    look(page, "proposal")
    page.goto(f"{live_server.url}/W/{RT1}")
    look(page, "unit")
    page.goto(f"{live_server.url}/usulan/TIDAKADA22/")
    look(page, "absent")


def look(page: Page, name: str) -> None:
    assert faults_of(page) == [], name
