"""The office of the demo in Chromium: choose somebody on the first page, find what he does today."""

import json

import pytest
from playwright.sync_api import expect

from berdaya.site.demo.office.acts import fill_office, told
from berdaya.site.demo.people import cast, make_people
from tests.browser.conftest import faults_at_both_widths
from tests.site.test_demo_office import TODAY, brought, data
from tests.site.test_home import _summary

__all__ = ["brought", "data"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(data):
    make_people(TODAY)
    fill_office(data / "demo")
    (data / "demo" / "summary.json").write_text(json.dumps(_summary() | told()))


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_a_stranger_walks_through_the_demo(page, live_server, office):
    """In one test, because the offices take long to fill."""
    a_stranger_chooses_somebody_and_finds_what_he_does_today(page, live_server)
    each_act_leads_to_the_page_where_it_can_be_seen(page, live_server)


def a_stranger_chooses_somebody_and_finds_what_he_does_today(page, live_server):
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="Masuk sebagai")).to_have_count(len(told()["stories"]))
    assert faults_at_both_widths(page) == []
    page.get_by_role("link", name="Semua peran").click()
    assert faults_at_both_widths(page) == []
    for player in cast():
        page.goto(f"{live_server.url}/peragaan/")
        with page.expect_navigation():
            page.get_by_role("button", name=f"Masuk sebagai {player.name}", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(player.name)
        expect(page.get_by_role("heading", name="Yang dapat Anda kerjakan")).to_be_visible()
        assert faults_at_both_widths(page) == [], player.username


def each_act_leads_to_the_page_where_it_can_be_seen(page, live_server):
    for act in (act for story in told()["stories"] for act in story["acts"]):
        page.context.clear_cookies()
        page.goto(live_server.url)
        page.locator(".b-story details").evaluate_all("all => all.forEach(one => one.open = true)")
        with page.expect_navigation():
            page.get_by_role("button", name=f"Lihat: {act['title']}", exact=True).click()
        assert page.url.startswith(live_server.url + act["address"]), act["title"]
        assert faults_at_both_widths(page) == [], act["title"]
