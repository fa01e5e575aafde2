"""Pages of meetings in real Chromium: axe finds nothing, nothing scrolls sideways."""

import pytest
from playwright.sync_api import Page, expect

from berdaya.meeting.services.planning import invite, set_invitees
from tests.browser.conftest import faults_of, sit_down
from tests.meeting.office import INVITED, begun, lurah, minuted, photographed, planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_of_a_meeting_is_whole(page: Page, live_server):
    worn = lurah()
    coming = invite(worn, set_invitees(worn, planned(worn), INVITED))
    now, done = begun(worn), minuted(worn)
    photographed(worn, now)
    sit_down(page, live_server, worn)
    parts = (
        "",
        "acara/",
        "undangan/",
        "hadir/",
        "nama/",
        "tutup/",
        "notulen/",
        "naskah/undangan/",
        "batalkan/",
    )
    addresses = [
        "",
        "baru/",
        "baru/?jenis=musrenbang_desa",
        f"{coming.pk}/",
        f"{done.pk}/",
        f"{done.pk}/notulen/1/",
        f"{done.pk}/naskah/berita-acara/",
        *[f"{now.pk}/{part}" for part in parts],
    ]
    for address in addresses:
        page.goto(f"{live_server.url}/pertemuan/{address}")
        assert faults_of(page) == [], address


def test_counts_are_typed_and_saved_without_a_script(page: Page, live_server):
    worn = lurah()
    meeting = begun(worn)
    sit_down(page, live_server, worn)
    page.goto(f"{live_server.url}/pertemuan/{meeting.pk}/hadir/")
    page.get_by_label("Tokoh masyarakat, L").fill("5")
    page.get_by_label("Wakil perempuan, P").fill("4")
    page.get_by_role("button", name="Simpan kehadiran").click()
    expect(page.locator("body")).to_contain_text("Hadir 9 orang")
