"""Potentials, SID, FGD, plan, supervision, report and profile in Chromium, at both widths."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from berdaya.access.models import Holding
from berdaya.scan.models import SidCheck
from tests.browser.conftest import faults_of
from tests.office import browser
from tests.scan.scene import scene
from tests.scan.things_profile import bappeda

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Seat = Callable[[Holding, str], Page]


@pytest.fixture
def seated(page: Page, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seat:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))

    def seat(worn: Holding, address: str) -> Page:
        key = browser(worn).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
        )
        page.goto(live_server.url + address)
        return page

    return seat


def test_a_village_from_its_potentials_to_its_profile(seated: Seat, transactional_db: None) -> None:
    ratna = bappeda()
    made = scene(ratna)
    pk, line = made.cycle.pk, made.plan.lines.get(number=1)
    visit = made.cycle.supervisions.first()
    page = seated(ratna, reverse("scan-cycle", args=[pk]))
    assert faults_of(page) == []
    for name, args in (
        ("scan-potentials", [pk]),
        *((("scan-potential-add"), [pk, group]) for group in ("P1", "P2", "P3", "P4")),
        ("scan-sid", [pk]),
        ("scan-sid-begin", [pk]),
        ("scan-fgd", [pk]),
        ("scan-plan-version", [pk, made.plan.version]),
        ("scan-line-news", [pk, line.pk]),
        ("scan-supervision", [pk]),
        ("scan-supervision-visit", [pk, visit.pk]),
        ("scan-reports", [pk]),
        ("scan-report", [pk, "2026-1"]),
        ("scan-profile", [pk]),
    ):
        seated(ratna, reverse(name, args=args))
        assert faults_of(page) == [], name


def test_a_plan_is_revised_and_a_check_is_made_by_hand(seated: Seat, transactional_db: None) -> None:
    ratna = bappeda()
    made = scene(ratna, homes=12)
    page = seated(ratna, reverse("scan-plan", args=[made.cycle.pk]))
    page.get_by_role("button", name="Susun versi baru").click()
    page.get_by_role("link", name="Tambah baris").click()
    assert faults_of(page) == []
    page.get_by_label("Tindakan").fill("Menyambung air bersih")
    page.get_by_label("Menjawab").select_option("C6")
    page.get_by_label("Volume").fill("30")
    page.get_by_label("Satuan").fill("KK")
    page.get_by_label("Biaya").fill("90.000.000")
    page.get_by_label("Sumber dana").select_option("desa")
    page.get_by_label("Pelaksana").fill("Pemerintah desa")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Rp474.000.000").first).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Kirim untuk diperiksa").click()
    assert faults_of(page) == []
    page.goto(page.url.split("/pindai/")[0] + reverse("scan-sid-begin", args=[made.cycle.pk]))
    page.get_by_role("button", name="Simpan pemeriksaan").click()
    page.get_by_role("heading", name="Sistem informasi Desa Plakaran").wait_for()
    assert SidCheck.objects.count() == 3
