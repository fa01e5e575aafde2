"""Pages of places and figures in real Chromium: axe finds nothing, nothing scrolls sideways."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from berdaya.access.rules.roles import Role
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.sexes import BySex
from berdaya.region.rules.history import Change
from berdaya.region.rules.rt_changes import Heir, RtChange
from berdaya.region.services.neighbourhoods import Row, add_neighbourhoods, record_rt_change
from tests.browser.conftest import faults_of, sit_down
from tests.office import MOGA, PEMALANG, PLAKARAN, hat
from tests.site.test_place_maps import geojson, whole

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = f"/wilayah/{PLAKARAN}/"
PAGES = (
    "/wilayah/",
    "/wilayah/?angka=Penduduk",
    "/wilayah/?nama=plakaran",
    "/wilayah/?nama=zzzz",
    f"/wilayah/{PEMALANG}/?urut=-desa",
    f"/wilayah/{MOGA}/",
    HERE,
    f"{HERE.rstrip('/')}.001.004/",
    f"{HERE}rt/tambah/",
    f"{HERE}rt/ubah/",
    f"{HERE}rt/ubah/?jenis=pemekaran",
    f"{HERE}rt/ubah/?jenis=penggabungan",
    f"{HERE}angka/",
    f"{HERE}angka/catat/",
    f"{HERE}angka/catat/?satuan=orang",
    f"/wilayah/{MOGA}/angka/",
    f"/wilayah/{PEMALANG}/peta/",
)


@pytest.fixture
def ratna(page: Page, live_server) -> Page:
    """Bu Ratna has signed in; Plakaran has RT that changed and figures that were corrected."""
    worn = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    add_neighbourhoods(worn, PLAKARAN, Row(1, 5, "1", "Krajan", date(2020, 1, 1)))
    olds = (f"{PLAKARAN}.001.004", f"{PLAKARAN}.001.005")
    change = RtChange(Change.MERGE, olds, (Heir(olds[0]),), date(2026, 7, 1), "Keputusan Kades 141/7/2026")
    record_rt_change(worn, PLAKARAN, change)
    for men in (9000, 3001):
        people = BySex(men, 2950)
        file_figure(
            worn, Facts(PLAKARAN, "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BPS 2026", people=people)
        )
    return sit_down(page, live_server, worn)


def test_every_page_of_places_can_be_used_by_everybody(ratna, live_server):
    found = {}
    for address in PAGES:
        assert ratna.goto(live_server.url + address).status == 200, address
        if faults := faults_of(ratna):
            found[address] = faults
    assert found == {}


def test_an_error_is_said_on_top_and_leads_to_its_field(ratna, live_server):
    ratna.goto(f"{live_server.url}{HERE}angka/catat/?satuan=orang")
    ratna.get_by_label("Nama angka").fill("Penduduk")
    ratna.get_by_role("button", name="Catat angka").click()
    assert faults_of(ratna) == []
    ratna.get_by_role("alert").get_by_role("link", name="Isi sumber.").click()
    expect(ratna.locator("#source")).to_be_focused()


def test_boundaries_are_uploaded_looked_at_and_used(ratna, live_server, tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    file = tmp_path / "batas.geojson"
    file.write_bytes(geojson(whole()))
    ratna.goto(f"{live_server.url}/wilayah/{MOGA}/peta/")
    ratna.get_by_label("Berkas GeoJSON").set_input_files(file)
    ratna.get_by_role("button", name="Unggah dan periksa").click()
    ratna.get_by_role("link", name="Lihat hasilnya").click()
    assert faults_of(ratna) == []
    ratna.get_by_label("Keadaan per tanggal").fill("2024-12-31")
    ratna.get_by_label("Sumber batas").fill("Bappeda, batas indikatif 2024")
    ratna.get_by_role("button", name="Pakai peta ini").click()
    expect(ratna.get_by_role("img", name="Peta 10 desa dan kelurahan. Desa: 10.")).to_be_visible()
    assert faults_of(ratna) == []
