"""The pages of rembug in Chromium at both widths: an RT head on a phone, an operator at a desk."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.moving import Step, move
from tests.browser.conftest import faults_of, sit_down
from tests.deliberation import office
from tests.deliberation.office import RT1, RT2
from tests.plan.cases import all_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    assert faults_of(page) == [], name


def test_an_rt_head_proposes_ranks_and_hands_over_by_himself(page: Page, live_server) -> None:
    all_lists()
    rt, cycle = office.rt_head(), office.year()
    office.proposed(office.rt_head(RT2), cycle, title="Paving gang 3")
    sit_down(page, live_server, rt)
    page.goto(live_server.url + reverse("deliberation"))
    look(page, "rembug-kosong")
    page.get_by_role("link", name="Usulan baru").click()
    page.get_by_label("Tentang apa?").select_option("jalan")
    page.get_by_label("Apa yang diusulkan?").press_sequentially("Paving gang 3 timur")
    expect(page.get_by_text("Mirip dengan usulan yang sudah ada")).to_be_visible()
    look(page, "langkah-apa")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    look(page, "langkah-kamus")
    page.get_by_text("Paving jalan lingkungan").click()
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_label(re.compile("Di mana")).fill("Gang 3 sebelah timur")
    look(page, "langkah-lokasi")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_label(re.compile("Volume")).fill("120")
    page.get_by_label(re.compile("Perkiraan biaya")).fill("240.000.000")
    page.get_by_label(re.compile("Laki-laki")).fill("60")
    page.get_by_label(re.compile("Perempuan")).fill("64")
    look(page, "langkah-besar")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    look(page, "langkah-dana")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_text("24.000.000").first).to_be_visible()
    look(page, "usulan-draf")
    page.get_by_role("button", name="Usulkan").click()
    page.get_by_role("link", name="Peringkatkan").click()
    page.get_by_role("button", name="Masukkan").click()
    look(page, "daftar")
    page.get_by_role("link", name="Serahkan").click()
    look(page, "serahkan")
    page.get_by_role("button", name="Serahkan ke kelurahan").click()
    expect(page.get_by_role("link", name="Tanda terima")).to_be_visible()
    look(page, "daftar-diserahkan")


def test_the_kelurahan_takes_checks_and_answers(page: Page, live_server) -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    titles = ("Paving gang 3", "MCK komunal", "Pelatihan menjahit")
    one, two, three = (office.proposed(rt, cycle, title=title) for title in titles)
    office.handed(rt, cycle, one, two, three)
    move(operator, two, Step(State.ROUTED, Reason.AUTHORITY.value, "Lahan milik kota.", "dinas"))
    sit_down(page, live_server, operator)
    for name, address in (
        ("beranda-rembug", reverse("deliberation")),
        ("masuk", reverse("deliberation-inbox")),
        ("verifikasi", reverse("deliberation-checking")),
        ("langkah", reverse("deliberation-move", args=[one.pk])),
        ("usulan", reverse("deliberation-proposal", args=[two.pk])),
        ("daftar-operator", reverse("deliberation-list", args=[RT1])),
        ("salin", reverse("deliberation-quick", args=[RT2])),
        ("jadwal", reverse("deliberation-calendar", args=[cycle.pk])),
        ("buka", reverse("deliberation-open")),
        ("foto", reverse("deliberation-photos", args=[three.pk])),
    ):
        page.goto(live_server.url + address)
        look(page, name)
