"""Tables of proposals in Chromium at both widths: hand on, bring, look, write down."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults_of
from tests.deliberation import office
from tests.deliberation.test_exchange import table
from tests.deliberation.test_place_picker import boundaries
from tests.office import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, server: str, who) -> None:
    key = seat(who.person, who)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server}])


def upload(page: Page, *rows) -> None:
    file = table(*rows)
    page.get_by_label("Tabel usulan").set_input_files(
        {"name": "usulan.csv", "mimeType": "text/csv", "buffer": file.read()}
    )
    page.get_by_role("button", name="Periksa tabel ini").click()


def test_a_table_is_looked_at_mended_and_written_down(page: Page, live_server) -> None:
    operator, cycle = office.operator(), office.year()
    enter(page, live_server.url, operator)
    page.goto(f"{live_server.url}/rembug/tukar/{cycle.pk}/")
    assert faults_of(page) == []
    upload(page, {}, {"anggaran": "0", "usulan": "Drainase gang 4"}, {"usulan": "Lampu depan Pak Darmo"})
    expect(page.get_by_role("heading", level=1)).to_contain_text("belum dapat dicatat")
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/rembug/tukar/{cycle.pk}/")
    upload(page, {}, {"usulan": "Drainase gang 4", "lokasi": "Gang 4", "peringkat": "2"})
    expect(page.get_by_role("heading", level=1)).to_contain_text("siap dicatat")
    assert faults_of(page) == []
    page.get_by_role("button", name="Catat semuanya").click()
    page.locator("main").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sudah dicatat")
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/rembug/tukar/{cycle.pk}/")
    assert faults_of(page) == []


def test_gifts_are_pledged_received_and_asked_for(page: Page, live_server) -> None:
    rt, operator, cycle = office.rt_head(), office.operator(), office.year()
    one = office.proposed(rt, cycle, source="swadaya")
    office.handed(rt, cycle, one)
    enter(page, live_server.url, operator)
    page.goto(f"{live_server.url}/rembug/usulan/{one.pk}/")
    page.get_by_role("link", name="Dukungan").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Catat janji").click()
    assert faults_of(page) == []
    page.get_by_label("Siapa yang memberi?").select_option("csr")
    page.get_by_label("Nama perusahaan").fill("PT Semen Jaya")
    page.get_by_label("Barang atau bahan").check()
    page.get_by_label("Nilai").fill("12.000.000")
    page.get_by_label("Keterangan").fill("200 sak semen")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Terima dari PT Semen Jaya").click()
    page.get_by_label("Nilai yang diterima").fill("10.000.000")
    page.get_by_label("Nomor bukti").fill("TTB-1")
    page.get_by_role("button", name="Simpan").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Surat permohonan").click()
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/usulan/{one.code}/")
    assert faults_of(page) == []


def test_a_neighbours_proposal_is_joined_on_a_phone(page: Page, live_server) -> None:
    cycle, two = office.year(), office.rt_head(office.RT2)
    office.proposed(office.rt_head(), cycle, title="Drainase gang 1 sampai 4", place="Gang 1")
    office.proposed(two, cycle, title="Drainase gang 1", place="Gang 1")
    enter(page, live_server.url, two)
    page.goto(f"{live_server.url}/rembug/daftar/{office.RT2}/?tahun={cycle.pk}")
    assert faults_of(page) == []
    page.get_by_role("button", name="Ikut mendukung").first.click()
    expect(page.get_by_text("bersama RT 001/RW 001")).to_be_visible()
    assert faults_of(page) == []


def test_a_place_is_picked_on_the_office_own_boundaries(
    page: Page, live_server, monkeypatch, tmp_path
) -> None:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    boundaries()
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    enter(page, live_server.url, rt)
    page.goto(f"{live_server.url}/rembug/usulan/{one.pk}/isi/lokasi/")
    picture = page.get_by_role("region", name="Peta")
    expect(picture).to_be_visible()
    picture.click()
    latitude = page.get_by_label("Lintang").input_value()
    assert -7.95 < float(latitude) < -7.93
    assert faults_of(page) == []
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Berapa besar")


def test_published_results_are_checked_and_a_paper_list_names_what_is_there(page: Page, live_server) -> None:
    rt, operator, cycle = office.rt_head(), office.operator(), office.year()
    old = office.proposed(rt, cycle, title="Bank sampah", place="Depan pertokoan")
    enter(page, live_server.url, operator)
    page.goto(f"{live_server.url}/rembug/tukar/{cycle.pk}/")
    page.get_by_role("link", name="Hanya memeriksa hitungan").click()
    assert faults_of(page) == []
    wrong = b'{"results": [{"id": "A", "total_budget": 5, "items": [{"usulan": "Paving", "anggaran": 4}]}]}'
    page.get_by_label("Berkas hasil").set_input_files(
        {"name": "hasil.json", "mimeType": "application/json", "buffer": wrong}
    )
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 tidak cocok")
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/rembug/daftar/{office.RT1}/salin?tahun={cycle.pk}")
    assert faults_of(page) == []
    page.get_by_label("Usulan yang sudah ada, 1").select_option(str(old.pk))
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Daftar usulan")
    expect(page.get_by_role("link", name="Bank sampah")).to_be_visible()
