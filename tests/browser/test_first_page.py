import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults_of
from tests.site.test_home import _build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo(settings, tmp_path):
    settings.DATA = tmp_path
    _build(tmp_path / "demo")


def test_the_first_page_can_be_read_by_everybody(page, live_server, demo):
    page.goto(live_server.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dari 170.000")
    assert faults_of(page) == []


def test_the_keyboard_reaches_the_content_first(page, live_server, demo):
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Langsung ke isi")).to_be_focused()
