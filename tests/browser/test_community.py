"""Pages of bodies in real Chromium: axe finds nothing, nothing runs sideways, a table goes all the way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from berdaya.access.rules.roles import Role
from berdaya.community.models import Body
from berdaya.community.rules.kinds import Kind, Office, Sex
from berdaya.community.services.boards import Newcomer, take_seat
from berdaya.community.services.households import Counted, record_households
from tests.browser.conftest import faults_of, sit_down
from tests.community.things import RT, TABLE, a_body, a_file, with_chair
from tests.office import PEMALANG, PLAKARAN, hat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VILLAGE = f"/wilayah/{PLAKARAN}/lembaga"


@pytest.fixture
def office(page: Page, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The operator has signed in; an RT has had two boards, a Pokmas has none."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    worn = hat("Mas Operator", Role.OPERATOR, PLAKARAN)
    body = a_body()
    with_chair(body, "Kasturi", first=date(2019, 2, 1))
    with_chair(body, "Sutrisno")
    take_seat(None, body, Newcomer(Office.BIDANG, "Wagino", Sex.L, field="Keamanan", phone="0812000111"))
    record_households(None, [Counted(body, 85, 14)], date(2025, 12, 31), "Buku RT")
    for number in range(4, 22):
        with_chair(a_body(territory=f"{PLAKARAN}.002.{number:03}"), f"Orang Uji {number}")
    a_body(Kind.POKMAS, PLAKARAN, "Melati")
    sit_down(page, live_server, worn)
    return page


def test_every_page_of_bodies_can_be_used_by_everybody(office: Page, live_server: Any) -> None:
    body = Body.objects.get(territory=RT)
    pokmas = Body.objects.get(kind="pokmas")
    sitting = body.terms.get(number=2).seats.first()
    worn = hat("Bu Lurah", Role.LURAH, PLAKARAN)
    good = a_file(worn)
    bad = a_file(worn, TABLE.replace(",L,", ",X,").replace(",9,", ",90,"))
    found = {}
    for address in (
        "/lembaga/",
        "/lembaga/?jenis=rt&urut=-kk",
        "/lembaga/?saring=zzzz",
        f"/lembaga/{body.pk}/",
        f"/lembaga/{pokmas.pk}/",
        f"/lembaga/{body.pk}/ubah/",
        f"/lembaga/{body.pk}/akhiri/",
        f"/lembaga/{body.pk}/masa-bakti/",
        f"/lembaga/{body.pk}/pengurus/",
        f"/lembaga/{body.pk}/pengurus/{sitting.pk}/akhiri/",
        f"{VILLAGE}/tambah/",
        f"{VILLAGE}/kk/",
        f"{VILLAGE}/temuan/",
        f"{VILLAGE}/tabel/",
        f"/lembaga/tabel/{good.pk}/",
        f"/lembaga/tabel/{bad.pk}/",
        f"/wilayah/{PLAKARAN}/",
    ):
        assert office.goto(live_server.url + address).status == 200, address
        if faults := faults_of(office):
            found[address] = faults
    assert found == {}


def test_the_wide_list_and_an_empty_one_can_be_used_too(page: Page, live_server: Any) -> None:
    sit_down(page, live_server, hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
    for address in ("/lembaga/", f"/lembaga/?wilayah={PLAKARAN}"):
        page.goto(live_server.url + address)
        assert faults_of(page) == []
    a_body()
    page.goto(f"{live_server.url}/lembaga/")
    assert faults_of(page) == []


def test_a_table_goes_from_upload_to_the_list(office: Page, live_server: Any, tmp_path: Path) -> None:
    table = tmp_path / "lembaga.csv"
    table.write_text(TABLE.replace("RT,3,2", "RT,30,2"))
    office.goto(f"{live_server.url}/lembaga/")
    office.get_by_role("link", name="Unggah tabel").click()
    office.get_by_label("Tabel lembaga").set_input_files(table)
    office.get_by_role("button", name="Periksa tabel ini").click()
    office.get_by_role("button", name="Catat semuanya").click()
    expect(office.get_by_role("status")).to_contain_text("2 baris dicatat")
    office.get_by_role("link", name="RT 030/RW 002").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("masa bakti sampai 31 Januari 2029")


def test_an_error_in_a_row_of_families_leads_to_its_cell(office: Page, live_server: Any) -> None:
    body = Body.objects.get(territory=RT)
    office.goto(f"{live_server.url}{VILLAGE}/kk/")
    office.get_by_label("Keadaan per tanggal").fill("2025-12-31")
    office.get_by_label("Sumber").fill("Buku RT")
    office.get_by_label("KK RT 003/RW 002", exact=True).fill("banyak")
    office.get_by_role("button", name="Catat KK").click()
    assert faults_of(office) == []
    office.get_by_role("alert").get_by_role("link", name="RT 003/RW 002").click()
    expect(office.locator(f"#kk-{body.pk}")).to_be_focused()
