"""Work in a village in Chromium: a visit with one thumb, the second person, the meeting, the public page."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from berdaya.access.keys import key_ring
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.scan.identity import Identity, label_of, seal_of
from berdaya.scan.models import Cycle, Household
from berdaya.scan.services.visits import verify_visit
from tests.browser.conftest import faults_of, sit_down
from tests.office import MOGA, PEMALANG, PLAKARAN, hat
from tests.scan.things import a_cycle, a_session, a_visit, an_objection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Siti Aminah", "Darmi", "Kasturi", "Warsinah", "Suparno", "Wartini")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)


def a_village(ratna: Holding) -> Cycle:
    """Six households in two RT, with names under the key of their register."""
    cycle = a_cycle(ratna, homes=len(NAMES), agency="Dinas Pertanian")
    key_ring().create(cycle.snapshot.key_name)
    seal = seal_of(cycle.snapshot)
    for at, home in enumerate(cycle.households.all()):
        who = Identity(NAMES[at], "Dukuh Krajan RT 03 RW 02", (NAMES[at], "Anto"))
        home.identity = seal.sealed(who, label_of(cycle.pk, home.key))
        home.rt = f"{PLAKARAN}.002.{3 + at % 2:03}"
        home.klass = ("A+", "A", "")[at % 3]
        home.save()
    return cycle


def go(page: Page, server: Any, name: str, *args: object) -> Page:
    page.goto(server.url + reverse(name, args=args))
    assert faults_of(page) == []
    return page


def test_a_household_is_visited_from_the_list_to_the_second_person(
    page: Page, live_server: Any, data: None, transactional_db: None
) -> None:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    dwi = hat("Mbak Dwi", Role.FACILITATOR, MOGA)
    cycle = a_village(ratna)
    sit_down(page, live_server, dwi)
    go(page, live_server, "scan")
    page.get_by_role("link", name="Desa Plakaran").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Kunjungan rumah tangga", exact=True).click()
    page.get_by_role("link", name="Cari nama").click()
    assert faults_of(page) == []
    page.get_by_label("Nama", exact=True).fill("soeparno")
    page.locator("main").get_by_role("button", name="Cari", exact=True).click()
    page.get_by_role("heading", name="Ditemukan satu rumah tangga").wait_for()
    assert faults_of(page) == []
    assert "soeparno" not in page.url.lower()
    page.get_by_role("link", name="Kembali ke daftar kerja").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Siti Aminah").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="Mulai kunjungan").click()
    page.get_by_label("Ditemui dan bersedia menjawab").check()
    assert faults_of(page) == []
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_role("group", name="PKH").get_by_label("ya", exact=True).check()
    assert faults_of(page) == []
    page.get_by_role("button", name="Yang kosong sama dengan register").click()
    page.get_by_label("Fasilitas BAB").select_option("1")
    assert faults_of(page) == []
    page.get_by_role("button", name="Yang kosong sama dengan register").click()
    page.get_by_role("heading", name="Siti Aminah").wait_for()
    assert faults_of(page) == []
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_label("Fasilitas BAB").select_option("diperbaiki")
    page.get_by_label("PKH").select_option("berubah")
    assert faults_of(page) == []
    page.get_by_role("button", name="Kirim").click()
    page.get_by_text("Orang kedua memeriksanya").wait_for()
    assert faults_of(page) == []
    sit_down(page, live_server, hat("Mas Yusuf", Role.OPERATOR, PLAKARAN))
    home = Household.objects.get(cycle=cycle, visit="dikirim")
    go(page, live_server, "scan-household", home.pk)
    page.get_by_role("link", name="Periksa kunjungan").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="Setuju").click()
    page.get_by_text("Kunjungan sudah diperiksa").wait_for()
    go(page, live_server, "scan-household", home.pk)
    go(page, live_server, "scan-paper-entry", cycle.households.filter(visit="belum")[0].pk)


def test_the_village_decides_and_everybody_reads_counts(
    page: Page, live_server: Any, data: None, transactional_db: None
) -> None:
    sri = hat("Bu Sri", Role.LURAH, PLAKARAN)
    cycle = a_village(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
    for home in cycle.households.all()[:3]:
        verify_visit(sri, a_visit(hat("Mbak Dwi", Role.FACILITATOR, MOGA), home, sent=True))
    session = a_session(sri, cycle)
    an_objection(sri, cycle)
    sit_down(page, live_server, sri)
    go(page, live_server, "scan-musdes", cycle.pk)
    go(page, live_server, "scan-musdes-plan", cycle.pk)
    go(page, live_server, "scan-session", session.pk)
    page.get_by_role("link", name="Putuskan").first.click()
    page.get_by_label("Dikeluarkan", exact=True).check()
    assert faults_of(page) == []
    page.get_by_role("button", name="Catat putusan").click()
    assert faults_of(page) == []
    page.get_by_label("Pindah", exact=True).check()
    page.get_by_role("button", name="Catat putusan").click()
    page.get_by_text("Putusan tercatat").wait_for()
    page.get_by_role("button", name="Yang sudah dikunjungi tetap").click()
    assert faults_of(page) == []
    go(page, live_server, "scan-add", session.pk)
    go(page, live_server, "scan-objection-new", cycle.pk)
    page.goto(live_server.url + reverse("scan-musdes", args=[cycle.pk]))
    page.get_by_role("link", name="Keberatan 1").click()
    assert faults_of(page) == []
    go(page, live_server, "scan-public", PLAKARAN)
