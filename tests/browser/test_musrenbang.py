"""Pages of a musrenbang in real Chromium: axe finds nothing, nothing scrolls sideways."""

import pytest
from playwright.sync_api import Page, expect

from berdaya.deliberation.rules.forum import Kind
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.deciding import Wish, change_by_forum
from berdaya.deliberation.services.moving import Step, move
from tests.browser.conftest import faults_of, sit_down
from tests.deliberation import sitting
from tests.deliberation.office import lurah, operator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_of_a_musrenbang_is_whole(page: Page, live_server):
    worn = operator()
    session, _ = sitting.computed(worn)
    one = sitting.Proposal.objects.get(number=2)
    change_by_forum(
        worn, session, Wish(proposal=one, kind=Kind.AMOUNT, amount=110 * sitting.MILLION,
                            reason="Harga pipa turun.", proposer="RW 001"),
    )  # fmt: skip
    sit_down(page, live_server, worn)
    for address in ("", *[f"{session.pk}/{part}" for part in PARTS]):
        page.goto(f"{live_server.url}/rembug/sidang/{address}")
        assert faults_of(page) == [], address


PARTS = ("", "unit/", "prioritas/", "pagu/", "perubahan/", "utusan/")


def test_the_second_person_decides_without_a_script(page: Page, live_server):
    who, chief = operator(), lurah()
    session, _ = sitting.computed(who)
    sitting.close_session(who, session)
    sit_down(page, live_server, chief)
    page.goto(f"{live_server.url}/rembug/sidang/{session.pk}/")
    page.get_by_role("link", name="Tetapkan").click()
    page.get_by_label("Nomor berita acara").fill("141/07/2026")
    page.get_by_role("button", name="Tetapkan").click()
    expect(page.locator("body")).to_contain_text("Hasil yang ditetapkan")


def test_the_page_of_the_year_says_which_reserve_freed_money_would_pay(page: Page, live_server):
    sitting.decided()
    for number in (1, 2):
        one = sitting.Proposal.objects.select_related("cycle").get(number=number)
        move(lurah(), one, Step(State.REFUSED, Reason.LAND.value, "Tanahnya milik perorangan."))
    sit_down(page, live_server, lurah())
    page.goto(f"{live_server.url}/rembug/")
    assert faults_of(page) == []
    page.get_by_role("note").get_by_role("link", name="Balai RW").click()
    expect(page.get_by_text("Prioritas kelurahan").first).to_be_visible()


def test_a_lapsed_draft_is_computed_again_with_one_press(page: Page, live_server):
    who = operator()
    session, _ = sitting.computed(who)
    sitting.close_session(who, session)
    for number in (1, 5):
        one = sitting.Proposal.objects.select_related("cycle").get(number=number)
        move(who, one, Step(State.REFUSED, Reason.LAND.value, "Tanahnya milik perorangan."))
    sit_down(page, live_server, lurah())
    page.goto(f"{live_server.url}/rembug/sidang/{session.pk}/penetapan/")
    assert faults_of(page) == []
    sit_down(page, live_server, who)
    page.goto(f"{live_server.url}/rembug/sidang/{session.pk}/")
    assert faults_of(page) == []
    page.get_by_role("button", name="Hitung lagi").click()
    expect(page.get_by_role("button", name="Tutup pembahasan")).to_be_visible()
