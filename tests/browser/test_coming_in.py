"""From a printed slip to the pages of one's own, and the keeper with the second factor, in a real browser."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from berdaya.access.rules.roles import Role
from tests.browser.conftest import faults_of
from tests.office import PASSWORD, PEMALANG, PLAKARAN, hat, hold, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def come_in(page, office, username, wanted="/"):
    page.goto(f"{office.url}/masuk/?next={wanted}")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


@pytest.fixture
def sri():
    return hold(person("Sri Wahyuni", PASSWORD, username="sri"), Role.ADMINISTRATOR, PEMALANG)


@pytest.fixture
def agus():
    return hold(person("Agus Prayitno", PASSWORD, username="agus"), Role.OPERATOR, PLAKARAN)


def test_the_entrance_says_what_is_wrong_and_keeps_the_name(page, live_server):
    page.goto(f"{live_server.url}/masuk/")
    assert faults_of(page) == []
    page.get_by_label("Nama pengguna").fill("siapa")
    page.get_by_label("Kata sandi").fill("entah apa saja")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    expect(page.get_by_label("Nama pengguna")).to_have_value("siapa")
    assert faults_of(page) == []


def test_an_operator_prints_a_slip_and_the_rt_head_comes_in_with_it(page, live_server, agus):
    come_in(page, live_server, "agus", "/akun/undang/")
    page.get_by_label("Nama lengkap").fill("Darmo Suwito")
    page.get_by_label("Nama pengguna").fill("darmo")
    page.get_by_label("Peran").select_option("ketua_rt")
    page.get_by_label("Wilayah", exact=True).fill(f"{PLAKARAN}.002.003")
    page.get_by_label("Slip untuk dicetak").check()
    assert faults_of(page) == []
    page.get_by_role("button", name="Undang").click()
    code = page.locator(".b-code-large").inner_text()
    assert faults_of(page) == []

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/masuk/slip/")
    page.get_by_label("Kode pada slip").fill(code.lower())
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Kata sandi baru", exact=True).fill("lima rumah dekat sungai")
    page.get_by_label("Kata sandi baru sekali lagi").fill("lima rumah dekat sungai")
    assert faults_of(page) == []
    page.get_by_role("button", name="Simpan dan masuk").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Darmo Suwito")
    expect(page.get_by_role("main")).to_contain_text("Menunggu orang kedua")
    assert faults_of(page) == []


def test_a_keeper_installs_the_second_factor_and_reaches_the_accounts(page, live_server, sri):
    come_in(page, live_server, "sri", "/akun/")
    page.get_by_role("button", name="Mulai").click()
    assert faults_of(page) == []
    page.get_by_text("Kamera tidak dapat dipakai").click()
    secret = re.sub(r"\s", "", page.locator(".b-code").inner_text())
    page.get_by_label("Kode 6 angka").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Pasang").click()
    expect(page.locator(".b-codes li")).to_have_count(10)
    assert faults_of(page) == []
    page.get_by_role("link", name="Sudah saya simpan").click()
    expect(page).to_have_url(f"{live_server.url}/akun/")
    assert faults_of(page) == []


def test_the_pages_of_an_auditor_are_fit_for_everybody(page, live_server):
    hold(person("Joko Santoso", PASSWORD, username="joko"), Role.AUDITOR, PEMALANG)
    hat("Pak Darmo", Role.RT_HEAD, f"{PLAKARAN}.002.003")
    come_in(page, live_server, "joko", "/jejak/")
    found = {}
    for address in ("/jejak/", "/akun/", "/profil/", "/topi/", "/kotak-masuk/", "/profil/sandi/"):
        page.goto(live_server.url + address)
        assert page.url == live_server.url + address
        found[address] = faults_of(page)
    assert not any(found.values()), found


def test_a_page_that_is_not_there_is_fit_for_everybody(page, live_server):
    page.goto(f"{live_server.url}/tidak/ada/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("tidak ada")
    assert faults_of(page) == []
