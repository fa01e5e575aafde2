"""The trail as auditors read it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from berdaya.access.audit import head, record
from berdaya.access.pages import _pages
from berdaya.access.rules.roles import Role
from berdaya.access.shown import _words
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return hat("Pak Auditor", Role.AUDITOR, PEMALANG)


def words(worn, query: str = "") -> str:
    return browser(worn).get(f"/jejak/{query}").content.decode()


def test_an_auditor_reads_what_happened_in_the_territory(auditor):
    record(hat("Bu Lurah", Role.LURAH, PLAKARAN), "role.proposed", "holding", 7, PLAKARAN)
    record(hat("Pak Joko", Role.LURAH, "33.28.01.2001"), "role.ended", "holding", 8, TEGAL)
    page = words(auditor)
    assert "Bu Lurah" in page
    assert "mengusulkan peran" in page
    assert "Pak Joko" not in page


def test_the_head_that_stands_on_papers_is_shown(auditor):
    record(None, "x.y", "kind", 1, PEMALANG)
    assert head() in words(auditor)


@pytest.mark.parametrize(
    "query, found",
    [
        ("?person=lurah", True),
        ("?person=camat", False),
        ("?verb=role", True),
        ("?verb=nik", False),
        ("?ident=7", True),
        ("?ident=8", False),
        ("?first=2026-01-01&last=2026-01-31", False),
        ("?first=bukan-tanggal", True),
    ],
)
def test_the_trail_is_filtered(auditor, query, found):
    record(hat("Bu Lurah", Role.LURAH, PLAKARAN), "role.proposed", "holding", 7, PLAKARAN)
    assert ("mengusulkan peran" in words(auditor, query)) == found


def test_a_day_is_a_day_of_the_auditors_zone(monkeypatch):
    """23:30 UTC on the 20th is already the 21st in Papua."""
    auditor = hat("Pak Nabire", Role.AUDITOR, "94")
    monkeypatch.setattr("berdaya.access.audit.now", lambda: datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    record(None, "role.ended", "holding", 7, "94.01")
    page = words(auditor, "?first=2026-11-21&last=2026-11-21")
    assert "08.30 WIT" in page
    assert "mengakhiri peran" not in words(auditor, "?last=2026-11-20")


def test_a_long_trail_comes_in_pages_of_fifty_in_few_queries(auditor, django_assert_max_num_queries):
    for n in range(60):
        record(None, "x.y", "kind", n, MOGA)
    client = browser(auditor)
    client.get("/jejak/")
    with django_assert_max_num_queries(3):
        page = client.get("/jejak/?verb=x").content.decode()
    assert page.count("<tr>") == 51
    assert "?verb=x&amp;hal=2" in page
    assert client.get("/jejak/?verb=x&hal=2").content.decode().count("<tr>") == 11


def test_the_trail_is_not_for_a_planner():
    assert browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)).get("/jejak/").status_code == 404


@pytest.fixture
def deeds():
    lurah = hat("Bu Lurah", Role.LURAH, PLAKARAN)
    record(lurah, "role.proposed", "holding", 25, PLAKARAN)
    record(lurah, "role.confirmed", "holding", 25, PLAKARAN)
    record(lurah, "draft.handed_on", "draft", 25, PLAKARAN)


@pytest.mark.parametrize("asked", ["?verb=menyetujui", "?verb=Menyetujui+peran", "?verb=role.confirmed"])
def test_a_deed_is_found_by_the_words_that_the_page_shows(auditor, deeds, asked):
    page = words(auditor, asked)
    assert "menyetujui peran" in page
    assert "mengusulkan peran" not in page


def test_an_object_is_found_as_the_page_writes_it(auditor, deeds):
    page = words(auditor, "?ident=peran+25")
    assert "mengusulkan peran" in page
    assert "draf diteruskan" not in page
    assert "nik.shown" not in page


def test_an_object_leads_to_its_page_where_the_reader_has_the_right(auditor):
    told = hat("Bu Lurah", Role.LURAH, PLAKARAN)
    record(told, "role.proposed", "holding", told.pk, PLAKARAN)
    address = f"/akun/peran/{told.pk}/"
    assert f'href="{address}"' in words(auditor)
    assert browser(auditor).get(address).status_code == 200


def test_an_object_of_a_page_that_the_reader_may_not_open_is_no_link():
    guard = hat("Bu Sinta", Role.DATA_PROTECTION, PEMALANG)
    record(guard, "targeting.decreed", "run", 3, PEMALANG)
    page = words(guard)
    assert "daftar dampingan 3" in page
    assert "/sasaran/3/" not in page


def test_an_object_without_a_page_of_its_own_is_no_link(auditor):
    record(hat("Bu Lurah", Role.LURAH, PLAKARAN), "draft.handed_on", "draft", 4, PLAKARAN)
    assert "draf 4</" in words(auditor)


def test_every_page_that_a_room_names_for_its_records_exists():
    for kind, (name, *parts) in _pages().items():
        sample = {"ident": "1", "territory": PLAKARAN}
        assert reverse(name, args=[sample[part] for part in parts]), kind
        assert kind in _words()[1]
