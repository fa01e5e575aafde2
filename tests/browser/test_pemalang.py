"""The Pemalang story in real Chromium: upload to decree annex, three people, each page looked at by axe."""

import pytest

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.targeting.models import Decree, Run
from tests.browser.conftest import faults_at_both_widths, sit_down
from tests.office import PEMALANG, hat, seat
from tests.stories.pemalang import BAPPEDA_PLACES, write_files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.7\nkeputusan\n%%EOF\n"


class Walk:
    """Somebody's hands and eyes: goes to pages, fills forms, and has every page looked at, at both widths."""

    def __init__(self, page, office, cast):
        self.page, self.office, self.cast = page, office, cast
        self.seen: set[str] = set()

    def become(self, name):
        sit_down(self.page, self.office, self.cast[name])
        return self

    def go(self, address):
        answer = self.page.goto(f"{self.office.url}{address}")
        assert answer.status == 200, (address, answer.status)
        return self.look()

    def look(self):
        assert faults_at_both_widths(self.page) == [], self.page.url
        return self

    def fill(self, **fields):
        for name, value in fields.items():
            box = self.page.locator(f"main [name='{name}']")
            kind = box.first.evaluate("e => e.tagName == 'SELECT' ? 'select' : e.type")
            if kind == "radio":
                self.page.locator(f"main [name='{name}'][value^='{value}']").first.check()
            elif kind == "select":
                box.select_option(value)
            elif kind == "file":
                box.set_input_files(value)
            else:
                box.fill(str(value))
        return self

    def send(self, button="main form button.btn-primary"):
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        return self.look()

    def text(self):
        return self.page.locator("main").inner_text()


@pytest.fixture
def walk(browser, live_server, monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    people = {name: hat(name, Role.BAPPEDA, PEMALANG) for name in ("ratna", "agus", "tri")}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID")
    yield Walk(context.new_page(), live_server, {name: seat(w.person, w) for name, w in people.items()})
    context.close()


def _register(walk, folder):
    walk.become("ratna").go("/register/").go("/register/unggah/")
    walk.fill(profile="bdt2015", edition="2024-07-01").send()
    walk.page.locator("main [name='file']").set_input_files(folder / "bdt.csv")
    walk.page.locator("main form button.btn-primary").first.click()
    walk.page.wait_for_url("**/pekerjaan/**")
    with walk.page.expect_navigation():
        walk.look().page.get_by_role("link", name="Lihat hasilnya").click()
    upload = walk.look().page.url.removeprefix(walk.office.url)
    assert "baris" in walk.text()
    walk.page.locator(f"main form[action='{upload}ajukan/'] button").first.click()
    walk.page.wait_for_load_state()
    walk.become("agus").go(f"{upload}putusan/").fill(verdict="sahkan")
    walk.page.locator("main form button.btn-primary").first.click()
    walk.page.wait_for_load_state()
    walk.go("/register/")


def _draw_up(walk, folder):
    walk.become("ratna").go("/sasaran/").go("/sasaran/baru").send()
    run = Run.objects.get()
    steps = (
        {"source": "potret:", "unit": "households"},
        {"source": "unggah", "file": folder / "indeks.csv"},
        {"way": "tetap", "seats_desa": 77, "seats_kelurahan": 9, "weight": "0,6", "on_date": "2024-11-21"},
        {"population": "unggah", "population_file": folder / "penduduk.csv", "reds": "tanpa"},
    )
    for number, fields in enumerate(steps, start=1):
        walk.go(f"/sasaran/{run.pk}/masukan/{number}").fill(**fields).send()
    walk.go(f"/sasaran/{run.pk}/masukan/5")
    walk.send(f"main form[action='/sasaran/{run.pk}/hitung'] button")
    return run


def test_from_upload_to_the_annex_of_the_decree(walk, tmp_path):
    folder = write_files(tmp_path)
    _register(walk, folder)
    run = _draw_up(walk, folder)
    walk.go(f"/sasaran/{run.pk}/").go(f"/sasaran/{run.pk}/?tempat={BAPPEDA_PLACES[0]}")
    assert "Garis batas" in walk.text()
    assert "Mengapa" in walk.text()
    for page in ("keteguhan", "riwayat", "perubahan", "pendamping/"):
        walk.go(f"/sasaran/{run.pk}/{page}")
    tables = {"agencies": "perangkat", "fit": "kecocokan", "needs": "kebutuhan", "points": "titik"}
    chosen = {f"{name}_file": folder / f"{file}.csv" for name, file in tables.items()}
    walk.go(f"/sasaran/{run.pk}/pendamping/berkas").fill(seconds=20, **chosen).send()
    walk.send(f"main form[action='/sasaran/{run.pk}/pendamping/hitung'] button")
    walk.go(f"/sasaran/{run.pk}/pendamping/").go(f"/sasaran/{run.pk}/pendamping/?menurut=tempat")
    walk.go(f"/sasaran/{run.pk}/bahas")
    walk.fill(forum="Forum Perangkat Daerah", held_on=today_in(PEMALANG).isoformat(), minutes="BA 12").send()
    walk.become("agus").go(f"/sasaran/{run.pk}/periksa").send()
    scan = tmp_path / "keputusan.pdf"
    scan.write_bytes(PDF)
    walk.become("tri").go(f"/sasaran/{run.pk}/tetapkan")
    walk.fill(signatory="Nama Rekaan", number="188.4/1/Tahun 2026", scan=scan).send()
    walk.become("ratna").go(f"/sasaran/{run.pk}/").go("/sasaran/papan").go("/dokumen/")
    walk.page.context.clear_cookies()
    walk.go(f"/keputusan/{Decree.objects.get().slug}")
    assert "Majalangu" in walk.text()
