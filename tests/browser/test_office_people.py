"""Giving a role in Chromium: the place by its name, by keyboard alone; the inbox, the trail, boards above."""

import pytest
from playwright.sync_api import expect

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to, settle
from tests.browser.conftest import faults_of
from tests.office import MOGA, PEMALANG, hat, seat
from tests.targeting.desk import bappeda, decreed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sit(page, live_server):
    """Sit down as somebody: the page carries the sitting from here on."""

    def down(worn):
        page.context.add_cookies(
            [{"name": "berdaya", "value": seat(worn.person, worn), "url": live_server.url}]
        )
        return worn

    return down


def test_a_place_with_a_common_name_is_chosen_by_keyboard(page, live_server, sit):
    sit(hat("Bu Sri", Role.ADMINISTRATOR, PEMALANG))
    page.goto(f"{live_server.url}/akun/undang/")
    assert faults_of(page) == []
    page.get_by_label("Nama lengkap").fill("Darmo Suwito")
    page.get_by_label("Nama pengguna").fill("darmo.camat")
    page.get_by_label("Peran", exact=True).select_option(Role.CAMAT.value)
    page.get_by_label("Wilayah").fill("Moga")
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Tempat yang cocok").wait_for()
    assert faults_of(page) == []
    page.locator(".b-errors a").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(f'input[value="{MOGA}"]')).to_be_checked()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Holding.objects.get(person__username="darmo.camat").territory == MOGA
    assert faults_of(page) == []


def test_the_inbox_says_what_is_settled_and_the_trail_leads_on(page, live_server, sit):
    sri = sit(hat("Bu Sri", Role.DATA_PROTECTION, PEMALANG))
    for ident in ("holding:1", "holding:2"):
        send_to(sri.person, f"Peran {ident} menunggu", "Periksa.", "/akun/", awaits=ident)
    settle("holding:1", sri.person)
    page.goto(f"{live_server.url}/kotak-masuk/")
    expect(page.get_by_text("Sudah selesai")).to_be_visible()
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/jejak/")
    assert faults_of(page) == []


def test_a_province_reads_its_boards(page, live_server, sit):
    decreed(bappeda("Bu Ratna"), bappeda("Pak Darmo"), bappeda("Mas Agus"))
    sit(hat("Pak Gubernur", Role.BAPPEDA, "33"))
    page.goto(f"{live_server.url}/sasaran/papan")
    assert faults_of(page) == []
    page.get_by_role("link", name="Kabupaten Pemalang").click()
    expect(page.get_by_role("link", name="Semua kabupaten dan kota")).to_be_visible()
    assert faults_of(page) == []
