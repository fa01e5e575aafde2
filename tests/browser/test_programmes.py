"""The inventory of a village in Chromium: a programme, its list of recipients, the pairs, who is left out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from berdaya.access.models import Holding
from berdaya.scan.models import PairAnswer
from tests.browser.conftest import faults_of
from tests.office import browser
from tests.register.bringing import cast
from tests.scan.majalangu import HEAD, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Seat = Callable[[Holding, str], Page]
ROWS = (
    "SITI;3327045507750001;P;50;3;1\nKARTO;3327041208700009;L;55;3;1\nDjoko Pratomo;;L;66;4;1\n"
    "Wahyuni;;P;30;9;9\nSumi;123;P;20;1;1\n"
)


@pytest.fixture
def seated(page: Page, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seat:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)

    def seat(worn: Holding, address: str) -> Page:
        key = browser(worn).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
        )
        page.goto(live_server.url + address)
        return page

    return seat


def test_from_a_programme_to_those_whom_it_does_not_reach(
    seated: Seat, transactional_db: None, tmp_path: Path
) -> None:
    people = cast()
    cycle = opened(people)
    page = seated(people.ratna.worn, reverse("scan-cycle", args=[cycle.pk]))
    assert faults_of(page) == []
    page.get_by_role("link", name="Inventaris").first.click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Catat program pertama").click()
    assert faults_of(page) == []
    fill_in(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("Isi L dan P")
    page.get_by_label("Penerima perempuan (P)").fill("3")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("heading", name="PKH tahap 2").wait_for()
    assert faults_of(page) == []
    send(page, tmp_path, "nama\nSiti\nKarto\n")
    expect(page.locator("main")).to_contain_text("Perlu paling sedikit NIK, atau Nama dengan satu dari")
    assert faults_of(page) == []
    send(page, tmp_path, HEAD + ROWS)
    page.get_by_role("heading", name="Daftar ini siap dicocokkan").wait_for()
    assert faults_of(page) == []
    page.get_by_role("button", name="Cocokkan dengan register").click()
    page.get_by_role("link", name="Lihat hasilnya").click()
    decide(page)
    page.get_by_role("link", name="Daftar nama untuk musyawarah").click()
    page.get_by_role("heading", name="Rumah tangga terlewat").wait_for()
    assert faults_of(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Cetak untuk musyawarah").click()
    assert download.value.suggested_filename == f"terlewat-{cycle.pk}.pdf"
    page.goto(page.url.replace("terlewat/", "program/"))
    assert faults_of(page) == []
    page.get_by_role("link", name="Catat masalah").click()
    assert faults_of(page) == []


def fill_in(page: Page) -> None:
    page.get_by_label("Program apa").select_option("pkh")
    page.get_by_label("Namanya di sini").fill("PKH tahap 2")
    page.get_by_label("Siapa yang membayar").select_option("pusat")
    page.get_by_label("Aspek").select_option("sosial")
    page.get_by_label("Strategi").select_option("beban")
    page.get_by_label("Anggaran di sini").fill("12.000.000")
    page.get_by_label("Sasaran dihitung dalam").select_option("kk")
    page.get_by_label("Rencana", exact=False).first.fill("20")
    page.get_by_label("Realisasi").fill("5")
    page.get_by_label("Penerima laki-laki (L)").fill("2")
    page.get_by_label("Keadaan").select_option("berjalan")


def send(page: Page, folder: Path, content: str) -> None:
    file = folder / "penerima.csv"
    file.write_text(content)
    if "/daftar/" not in page.url:
        page.get_by_role("link", name="Unggah daftar penerima").click()
        assert faults_of(page) == []
    page.get_by_label("Daftar penerima").set_input_files(file)
    page.get_by_label("Daftar per tanggal").fill("2026-01-10")
    page.get_by_label("Dari siapa").fill("Dinsos, surat 460/12")
    page.get_by_role("button", name="Periksa daftar ini").click()


def decide(page: Page) -> None:
    """The grey pair by the keyboard, the sure ones at once."""
    page.wait_for_url("**/pindai/**")
    if "/pasangan/" not in page.url:
        assert faults_of(page) == []
        page.get_by_role("link", name="Putuskan 1 pasangan").click()
    page.get_by_role("heading", name="Orang yang sama, atau bukan?").wait_for()
    assert faults_of(page) == []
    page.keyboard.press("2")
    page.get_by_role("link", name="Lihat dan terima 2 yang pasti").wait_for()
    assert PairAnswer.objects.get().verdict == "bukan"
    page.get_by_role("link", name="Lihat dan terima 2 yang pasti").click()
    page.get_by_role("heading", name="Pasangan yang pasti").wait_for()
    assert faults_of(page) == []
    page.get_by_role("button", name="Terima 2").click()
    page.get_by_text("2 pasangan diterima").wait_for()
    assert faults_of(page) == []
