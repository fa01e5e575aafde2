"""Pages of the levels above the village in real Chromium: axe finds nothing, nothing scrolls sideways."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from berdaya.deliberation.models import Proposal
from tests.browser.conftest import faults_of
from tests.deliberation import levels
from tests.deliberation.office import VILLAGE, YEAR, operator, year
from tests.office import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, live_server, worn):
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": seat(worn.person, worn), "url": live_server.url}]
    )


def test_the_village_hands_its_list_up_and_the_kecamatan_fills_it_in(page: Page, live_server):
    worn = operator()
    ready = levels.chosen("Paving", "Drainase")
    enter(page, live_server, worn)
    for address in (f"jenjang/?tahun={YEAR}", f"naik/tahun/{ready[0].cycle_id}/"):
        page.goto(f"{live_server.url}/rembug/{address}")
        assert faults_of(page) == [], address
    page.get_by_role("button", name="Serahkan daftar").click()
    expect(page.locator("body")).to_contain_text("Daftar diserahkan")
    camat = levels.camat()
    enter(page, live_server, camat)
    page.goto(f"{live_server.url}/rembug/")
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/rembug/jenjang/")
    assert faults_of(page) == []
    page.get_by_role("button", name="Terima").click()
    page.get_by_role("link", name="Kecamatan").last.click()
    assert faults_of(page) == []


def test_every_page_of_a_musrenbang_kecamatan_is_whole(page: Page, live_server):
    who = levels.camat()
    forum = levels.filled(who)
    enter(page, live_server, levels.camat("Pak Sekcam"))
    one = levels.titled("Taman")
    for part in ("", f"usulan/{one.pk}/", "penetapan/"):
        page.goto(f"{live_server.url}/rembug/kecamatan/{forum.pk}/{part}")
        assert faults_of(page) == [], part
    page.get_by_label("Nomor berita acara").fill("050/11/2026")
    page.get_by_role("button", name="Tetapkan").click()
    expect(page.locator("body")).to_contain_text("Ditetapkan dengan berita acara")
    assert faults_of(page) == []


def test_every_page_of_answers_is_whole(page: Page, live_server):
    levels.at_the_agencies()
    levels.accepted("Drainase")
    enter(page, live_server, levels.agency())
    one = levels.titled("Paving")
    for address in (f"meja/?tahun={YEAR}", f"usulan/{one.pk}/jawaban/"):
        page.goto(f"{live_server.url}/rembug/{address}")
        assert faults_of(page) == [], address
    page.get_by_label("Ditolak").check()
    page.get_by_role("button", name="Simpan jawaban").click()
    assert faults_of(page) == []
    levels.booked("Drainase")
    enter(page, live_server, levels.bappeda())
    year(YEAR + 1)
    done = Proposal.objects.get(title="Drainase", cycle__plan_year=YEAR)
    for address in (f"jenjang/?tahun={YEAR}", f"meja/?tahun={YEAR}&tahap=masuk_rkpd", f"usulan/{done.pk}/"):
        page.goto(f"{live_server.url}/rembug/{address}")
        assert faults_of(page) == [], address


def test_answers_by_table_are_looked_at_mended_and_given(page: Page, live_server, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    levels.at_the_agencies()
    enter(page, live_server, levels.agency())
    page.goto(f"{live_server.url}/rembug/meja/?tahun={YEAR}")
    assert faults_of(page) == []
    page.get_by_role("link", name="Jawab dengan tabel").click()
    assert faults_of(page) == []
    head = "nomor_usulan;kode_wilayah;jawaban;kegiatan;jumlah_disetujui;alasan;penjelasan"
    label = levels.titled("Paving").label
    taken = f"{label};{VILLAGE};diubah;Jalan lingkungan;20.000.000;;Harga satuan turun."
    refused = f"{levels.titled('Drainase').label};{VILLAGE};ditolak;;;"
    for row in (f"{refused};", f"{refused}status lahan belum jelas;Tanahnya milik perorangan."):
        page.goto(f"{live_server.url}/rembug/meja/{YEAR}/tabel/")
        content = "\n".join((head, taken, row)).encode()
        file = {"name": "jawaban.csv", "mimeType": "text/csv", "buffer": content}
        page.get_by_label("Tabel jawaban").set_input_files(file)
        page.get_by_role("button", name="Periksa tabel ini").click()
        assert faults_of(page) == []
    page.get_by_role("button", name="Catat semuanya").click()
    page.locator("main").get_by_role("link").first.click()
    expect(page.locator("body")).to_contain_text("sudah tercatat")
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/rembug/meja/{YEAR}/tabel/")
    assert faults_of(page) == []


def test_bookings_by_table_are_looked_at_mended_and_booked(page: Page, live_server, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    levels.at_the_agencies()
    for title in ("Paving", "Jembatan", "Drainase"):
        levels.accepted(title)
    enter(page, live_server, levels.bappeda())
    page.goto(f"{live_server.url}/rembug/meja/?tahun={YEAR}&tahap=diterima")
    page.get_by_role("link", name="Catat dengan tabel").click()
    assert faults_of(page) == []
    head = "nomor_usulan,kode_wilayah,usulan,dicatat_dalam,jumlah,dasar,penjelasan,id_sipd"
    one, two = levels.titled("Paving"), levels.titled("Jembatan")
    for basis in ("", "Perwali 21/2026"):
        rows = [
            f"{one.label},{one.cycle.territory},Paving,RKPD,,Perwali 21/2026,,77",
            f"{two.label},{two.cycle.territory},Jembatan,RKPD,20000000,{basis},Harga satuan turun.,78",
        ]
        table = "\n".join([head, *rows]).encode()
        page.goto(f"{live_server.url}/rembug/meja/{YEAR}/anggaran/")
        page.get_by_label("Tabel anggaran").set_input_files(
            {"name": "anggaran.csv", "mimeType": "text/csv", "buffer": table}
        )
        page.get_by_role("button", name="Periksa tabel ini").click()
        assert faults_of(page) == []
    expect(page.get_by_role("heading", level=1)).to_contain_text("siap dicatat")
    page.get_by_role("button", name="Catat semuanya").click()
    page.locator("main").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sudah tercatat")
    assert faults_of(page) == []
    page.goto(f"{live_server.url}/rembug/meja/{YEAR}/anggaran/")
    assert faults_of(page) == []
