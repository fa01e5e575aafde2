"""Gender budget statements in a real browser: brought, read, mended with findings beside the form."""

import json

import pytest
from django.conf import settings

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.budget.commands import EXAMPLE
from berdaya.budget.services.keeping import keep
from tests.browser.conftest import faults_of
from tests.budget.cases import CORRECTED
from tests.office import hat, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WONOKROMO = "35.78.04.1001"


def sit(page, live_server, worn: Holding) -> None:
    key = seat(worn.person, worn)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])


def look(page, live_server, address: str) -> None:
    page.goto(live_server.url + address)
    assert faults_of(page) == [], address


@pytest.fixture
def siti():
    worn = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    keep(worn, WONOKROMO, CORRECTED | {"tahun_anggaran": 2023}, "gbs-2023.docx")
    return worn


def test_the_list_a_statement_and_the_forms_have_no_faults(page, live_server, siti):
    kept = keep(siti, WONOKROMO, json.loads(EXAMPLE.read_text(encoding="utf-8")), "gbs-2024.docx")
    sit(page, live_server, siti)
    for address in ("", "unggah/", f"{kept.statement_id}/", f"{kept.statement_id}/perbaiki/"):
        look(page, live_server, f"/anggaran/{address}")


def test_findings_follow_what_is_typed_and_nothing_is_kept_before_the_button(page, live_server, siti):
    kept = keep(siti, WONOKROMO, CORRECTED, "gbs.docx")
    sit(page, live_server, siti)
    page.goto(f"{live_server.url}/anggaran/{kept.statement_id}/perbaiki/")
    page.locator("#anggaran-0").fill("1")
    page.locator("#anggaran-0").press("Tab")
    page.locator("#temuan", has_text="Anggaran aktivitas berjumlah anggaran subkegiatan").wait_for()
    kept.statement.refresh_from_db()
    assert kept.statement.version == 1
