"""Lists in a real browser: read by an RT head, brought and confirmed by Bappeda, without a fault of axe."""

from datetime import date

import pytest
from playwright.sync_api import expect

from berdaya.access.rules.roles import Role
from berdaya.plan.files import template
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.services.drafts import submit
from tests.browser.conftest import faults_of, sit_down
from tests.office import hat
from tests.plan.cases import (
    AUTHORITY,
    MALANG,
    MCK,
    MERJOSARI,
    PAVING,
    PRIORITIES,
    SEWING,
    bappeda,
    brought,
    confirmed,
    kamus_text,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, live_server, address: str, name: str) -> None:
    page.goto(live_server.url + address)
    assert faults_of(page) == [], name


@pytest.fixture
def lists():
    starter = template(ListKind.KAMUS, "csv", date(2026, 1, 1), starter=True).decode("utf-8-sig")
    kamus = confirmed(starter, title="Kamus usulan Kota Malang 2026")
    newer = confirmed(
        starter.replace("165000", "175000"),
        first=date(2026, 7, 1),
        title="Kamus usulan Kota Malang, perubahan 2026",
    )
    confirmed(AUTHORITY, ListKind.AUTHORITY, title="Tabel kewenangan Kota Malang 2026")
    confirmed(PRIORITIES, ListKind.PRIORITIES, title="RPJMD Kota Malang 2025-2029")
    return kamus, newer


def test_an_rt_head_reads_what_may_be_proposed(page, live_server, lists):
    kamus, newer = lists
    sit_down(page, live_server, hat("Pak Darmo", Role.RT_HEAD, f"{MERJOSARI}.001.002"))
    look(page, live_server, "/rencana/", "ikhtisar-rt")
    look(page, live_server, f"/rencana/edisi/{newer.pk}/", "edisi")
    look(page, live_server, f"/rencana/edisi/{kamus.pk}/?saring=paping", "tak-ada")
    item = newer.items.get(code="SP.01.01")
    look(page, live_server, f"/rencana/butir/kamus/{item.pk}/", "butir")


def test_bappeda_brings_a_list_and_a_second_person_decides(page, live_server, lists):
    ratna, hadi = bappeda(), bappeda("Pak Hadi")
    sit_down(page, live_server, ratna)
    look(page, live_server, "/rencana/unggah/kamus/", "unggah")
    faulty = brought(ratna, kamus_text(PAVING.replace("165.000", "murah"), MCK, SEWING), title="Kamus 2027")
    look(page, live_server, f"/rencana/draf/{faulty.pk}/", "draf-keliru")
    text = kamus_text(PAVING.replace("SP.01", "SP.01.01"), MCK, SEWING)
    draft = submit(ratna, brought(ratna, text, first=date(2027, 1, 1), title="Kamus 2027 lengkap").pk)
    sit_down(page, live_server, hadi)
    look(page, live_server, f"/rencana/draf/{draft.pk}/", "draf")
    look(page, live_server, f"/rencana/draf/{draft.pk}/putusan", "putusan")
    page.get_by_text("Sahkan: daftar ini").click()
    page.get_by_role("button", name="Simpan putusan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kamus 2027 lengkap")
    look(page, live_server, "/rencana/", "ikhtisar-bappeda")
    assert draft.territory == MALANG
