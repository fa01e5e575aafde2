"""The nine signs in Chromium: a register is judged, a place tells its needs and hides what is small."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.region.rules.gazetteer import official
from berdaya.register.models import Snapshot
from tests.browser.conftest import faults_of
from tests.hardship.things import an_evaluation
from tests.office import PEMALANG, PLAKARAN, browser, hat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Seat = Callable[[Holding, str], Page]
SIGNS = {
    "C1": 20, "C2": 34, "C3": 14, "C4": 41, "C5": 70, "C6": 25, "C7": 88, "C8": 2, "C9": 33,
}  # fmt: skip
ELSEWHERE = {code: max(1, met * 2 // 3) for code, met in SIGNS.items()} | {"C8": 1, "C5": 80}


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


def many(met: dict[str, int], known: int = 120) -> dict[str, tuple[int, int]]:
    return {sign: (n, known) for sign, n in met.items()}


def test_from_the_judged_registers_to_the_needs_of_a_village(seated: Seat, transactional_db: None) -> None:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    villages = official().villages("33.27.01")
    counts = {
        place.code: many(SIGNS if place.code == PLAKARAN else ELSEWHERE, 120 + 17 * at)
        for at, place in enumerate(villages)
    }
    counts[villages[-1].code] = many({sign: min(met, 7) for sign, met in SIGNS.items()}, 8)
    an_evaluation(ratna, counts)
    page = seated(ratna, reverse("hardship"))
    assert faults_of(page) == []
    page.get_by_role("link", name="BDT edisi").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Plakaran").click()
    page.get_by_text("Menonjol dibanding kabupaten").wait_for()
    assert faults_of(page) == []
    page.get_by_role("link", name="Halaman tempat ini").click()
    page.get_by_text("Kebutuhan yang menonjol").wait_for()
    assert faults_of(page) == []


def test_a_register_is_chosen_and_sent_to_be_judged(seated: Seat, transactional_db: None) -> None:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    made = an_evaluation(ratna)
    assert Snapshot.objects.get() == made.snapshot
    page = seated(ratna, reverse("hardship-begin"))
    assert faults_of(page) == []
    page.get_by_label("Identitas: hanya yang sama sekali").check()
    page.get_by_role("button", name="Nilai").click()
    page.wait_for_url("**/pekerjaan/**")
    assert faults_of(page) == []
