"""Looking for one household in Chromium: by keyboard, masked, opened once; the officer's list of looks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.register.models import Snapshot
from tests.browser.conftest import faults_of, sit_down
from tests.office import PEMALANG, browser, hat
from tests.register.bringing import MAJALANGU, cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SITI = "3327045507750001"
Seat = Callable[[Holding, str], Page]


@pytest.fixture
def register(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    cast().registered()
    return Snapshot.objects.get()


@pytest.fixture
def seated(page: Page, live_server: Any) -> Seat:
    def seat(worn: Holding, address: str) -> Page:
        sit_down(page, live_server, worn)
        page.goto(live_server.url + address)
        return page

    return seat


def test_a_household_is_found_and_opened_by_keyboard_alone(register, seated):
    operator = hat("Pak Agus", Role.OPERATOR, MAJALANGU)
    page = seated(operator, reverse("register-snapshot", args=[register.pk]))
    page.get_by_role("link", name="Cari satu rumah tangga").press("Enter")
    page.wait_for_url("**/cari/")
    assert faults_of(page) == []
    page.get_by_label("NIK atau nomor KK").focus()
    page.keyboard.type(SITI)
    page.keyboard.press("Enter")
    page.get_by_text("Ditemukan satu rumah tangga").wait_for()
    assert faults_of(page) == []
    assert SITI not in page.content()
    page.get_by_role("button", name="Tampilkan").press("Enter")
    page.get_by_text("perlu diperbaiki").wait_for()
    assert faults_of(page) == []
    page.get_by_label("Menjawab keberatan").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Tampilkan").press("Enter")
    page.get_by_text(SITI).wait_for()
    assert faults_of(page) == []
    assert SITI not in page.url + page.title()
    page.get_by_role("link", name="Selesai").press("Enter")
    page.get_by_label("NIK atau nomor KK").wait_for()
    assert SITI not in page.content()


def test_the_officer_reads_who_looked(register, seated):
    operator = hat("Pak Agus", Role.OPERATOR, MAJALANGU)
    client = browser(operator)
    found = client.post(reverse("register-seek", args=[register.pk]), {"number": SITI}).content.decode()
    ident = found.split('name="household" value="')[1].split('"')[0]
    sent = {"household": ident, "purpose": "keberatan"}
    client.post(reverse("register-reveal", args=[register.pk]), sent)
    page = seated(hat("Bu Sri", Role.DATA_PROTECTION, PEMALANG), reverse("access:trail"))
    assert faults_of(page) == []
    page.get_by_role("link", name="Identitas yang dibuka").press("Enter")
    page.get_by_text("1 kali identitas dibuka").wait_for()
    assert faults_of(page) == []
