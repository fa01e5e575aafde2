"""Gender budget statements in a real browser: brought, written part by part, submitted, reviewed, signed."""

import json
from datetime import date
from fractions import Fraction

import pytest
from playwright.sync_api import expect

from berdaya.access.rules.roles import Role
from berdaya.budget.commands import EXAMPLE
from berdaya.budget.rules.flow import Kind
from berdaya.budget.rules.parts import PARTS
from berdaya.budget.services import editing, flow
from berdaya.budget.services.keeping import checked_record, keep
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.sexes import BySex
from berdaya.region.doors import gazetteer
from berdaya.region.services.loading import load_regions
from berdaya.region.services.neighbourhoods import add_rt
from tests.browser.conftest import faults_of, sit_down
from tests.budget.cases import CORRECTED
from tests.budget.test_benefits import sign
from tests.office import hat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WONOKROMO = "35.78.04.1001"


def look(page, live_server, address: str) -> None:
    page.goto(f"{live_server.url}/anggaran/{address}")
    assert faults_of(page) == [], address


def unfold(page) -> None:
    """Open what is folded, so that it is judged too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.fixture
def siti():
    worn = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    keep(worn, WONOKROMO, CORRECTED | {"tahun_anggaran": 2023}, "gbs-2023.docx")
    return worn


def test_the_list_a_statement_and_its_forms_have_no_faults(page, live_server, siti):
    kept = keep(siti, WONOKROMO, json.loads(EXAMPLE.read_text(encoding="utf-8")), "gbs-2024.docx")
    sit_down(page, live_server, siti)
    for address in (
        "",
        "unggah/",
        "mulai/",
        *(f"{kept.statement_id}/{end}" for end in ("", "ajukan/", "salin/")),
    ):
        look(page, live_server, address)
    page.goto(f"{live_server.url}/anggaran/{kept.statement_id}/")
    unfold(page)
    assert faults_of(page) == []


def test_every_part_has_no_faults(page, live_server, siti):
    kept = keep(siti, WONOKROMO, CORRECTED, "gbs.docx")
    sit_down(page, live_server, siti)
    for part in PARTS:
        look(page, live_server, f"{kept.statement_id}/tulis/{part.slug}/")
    look(page, live_server, f"{kept.statement_id}/tunda/aktivitas-1/")


def test_what_the_office_knows_is_taken_over_and_the_board_has_no_faults(page, live_server, siti):
    kept = keep(siti, WONOKROMO, CORRECTED, "gbs.docx")
    day = date(2023, 12, 31)
    file_figure(siti, Facts(WONOKROMO, "Penduduk", Unit.PEOPLE, day, "Dukcapil", people=BySex(19623, 20207)))
    file_figure(siti, Facts(WONOKROMO, "UMKM", Unit.COUNT, day, "Pendataan", number=120))
    needs = Facts(WONOKROMO, "Bagian kebutuhan: jamban", Unit.RATIO, day, "Register", ratio=Fraction(37, 100))
    file_figure(None, needs, room="hardship")
    load_regions(gazetteer(), WONOKROMO)
    add_rt(village=WONOKROMO, rt=1, rw=1, valid_from=day)
    sit_down(page, live_server, siti)
    look(page, live_server, f"{kept.statement_id}/tulis/data/")
    page.get_by_role("button", name="Ambil UMKM").click()
    page.get_by_text("Sudah dipakai").wait_for()
    look(page, live_server, f"{kept.statement_id}/tulis/data/")
    sign("35.78.04.1006", CORRECTED)
    sign("35.78.04.1002", CORRECTED | {"rencana_aksi": []}, "Keamanan kampung")
    sit_down(page, live_server, hat("Bu Indah", Role.GENDER, "35.78"))
    for address in ("arg/?tahun=2024", "arg/?tahun=2024&wilayah=35.78.04", "arg/belanja/"):
        look(page, live_server, address)
    page.goto(f"{live_server.url}/anggaran/arg/?tahun=2024&wilayah=35.78.04")
    unfold(page)
    assert faults_of(page) == []


def test_which_check_is_of_use_has_no_faults(page, live_server, siti):
    record = CORRECTED | {"penanggung_jawab": "", "jumlah_anggaran": 1}
    one = keep(siti, WONOKROMO, record, "gbs.docx").statement
    found = checked_record(record)
    flow.submit(siti, one.pk, dict.fromkeys(found.errors, "Menunggu RKA dari kecamatan"))
    indah = hat("Bu Indah", Role.GENDER, "35.78")
    said = dict.fromkeys(found.warnings, (Kind.ACCEPTED, "Cukup jelas"))
    flow.let_pass(indah, one.pk, said | {"G28": (Kind.MISTAKEN, "Nama ada di lampiran")})
    sit_down(page, live_server, indah)
    for address in ("arg/pemeriksaan/", "arg/pemeriksaan/?urut=-bagian", "arg/pemeriksaan/?tahun=2031"):
        look(page, live_server, address)
    page.goto(f"{live_server.url}/anggaran/arg/pemeriksaan/")
    unfold(page)
    assert faults_of(page) == []


def test_two_writers_meet_on_a_page_without_faults(page, live_server, siti):
    one = keep(siti, WONOKROMO, CORRECTED, "gbs.docx").statement
    sit_down(page, live_server, siti)
    page.goto(f"{live_server.url}/anggaran/{one.pk}/tulis/tujuan/")
    seen = editing.seen_of(CORRECTED, ("tujuan",))
    editing.save(hat("Pak Budi", Role.OPERATOR, WONOKROMO), one.pk, ("tujuan",), {"tujuan": "Lain"}, seen)
    page.get_by_label("Tujuan subkegiatan").fill("Tulisan saya")
    page.get_by_role("button", name="Simpan draf").click()
    page.get_by_text("Pak Budi sudah mengubah bagian ini").wait_for()
    assert faults_of(page) == []
    page.get_by_label("Tulisan saya").check()
    page.get_by_role("button", name="Simpan pilihan").click()
    page.get_by_label("Tujuan subkegiatan").wait_for()
    expect(page.get_by_label("Tujuan subkegiatan")).to_have_value("Tulisan saya")


def test_a_row_is_added_and_findings_follow_what_is_typed(page, live_server, siti):
    kept = keep(siti, WONOKROMO, CORRECTED, "gbs.docx")
    sit_down(page, live_server, siti)
    page.goto(f"{live_server.url}/anggaran/{kept.statement_id}/tulis/anggaran/")
    page.get_by_label("Jumlah anggaran subkegiatan (Rp)").fill("1")
    page.get_by_label("Jumlah anggaran subkegiatan (Rp)").press("Tab")
    page.locator("#temuan", has_text="Anggaran aktivitas berjumlah anggaran subkegiatan").wait_for()
    page.goto(f"{live_server.url}/anggaran/{kept.statement_id}/tulis/sebab/")
    page.locator("#sebab-internal-1-teks").fill("Rapat pegawai tidak membahas gender")
    page.get_by_role("button", name="Tambah sebab internal").click()
    page.get_by_text("Sebab internal 2", exact=True).wait_for()
    kept.statement.refresh_from_db()
    assert kept.statement.version == 1


def test_the_way_to_the_signature_and_a_change_have_no_faults(page, live_server, siti):
    one = keep(siti, WONOKROMO, CORRECTED, "gbs.docx").statement
    flow.submit(siti, one.pk, {})
    indah, lurah = hat("Bu Indah", Role.GENDER, "35.78"), hat("Bu Lurah", Role.LURAH, WONOKROMO)
    sit_down(page, live_server, indah)
    for end in ("", "telaah/", "kembalikan/"):
        look(page, live_server, f"{one.pk}/{end}")
    asked = checked_record(CORRECTED).warnings
    flow.let_pass(indah, one.pk, dict.fromkeys(asked, (Kind.ACCEPTED, "Cukup jelas")))
    sit_down(page, live_server, lurah)
    look(page, live_server, f"{one.pk}/tanda-tangan/")
    page.get_by_role("button", name="Tanda tangani").click()
    page.get_by_text("ditandatangani Bu Lurah").first.wait_for()
    sit_down(page, live_server, siti)
    look(page, live_server, f"{one.pk}/ubah/")
    page.get_by_label("Mengapa dibuka lagi").fill("DPA perubahan Nomor 12 terbit")
    page.get_by_role("button", name="Buka versi perubahan").click()
    page.goto(f"{live_server.url}/anggaran/{one.pk}/tulis/anggaran/")
    page.get_by_label("Jumlah anggaran subkegiatan (Rp)").fill("1.600.000.000")
    page.get_by_role("button", name="Simpan draf").click()
    look(page, live_server, f"{one.pk}/beda/")
    page.get_by_role("cell", name="+Rp5.610.024").wait_for()
