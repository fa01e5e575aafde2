"""How many households a round has: every page and every paper counts the same set."""

import json
import re

import pytest

from berdaya.access.rules.roles import Role
from berdaya.meeting.models import PaperPlan
from berdaya.scan.models import Household
from berdaya.scan.models.plans import Report
from berdaya.scan.printing import reading_values
from berdaya.scan.printing_report import report_values
from berdaya.scan.services.musdes import Newcomer, add_household
from berdaya.scan.shown.profile import profile_of
from berdaya.scan.stages import stages_for
from tests.office import PEMALANG, PLAKARAN, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_household, a_session
from tests.scan.things_profile import at_work

pytestmark = pytest.mark.django_db


def read(page) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(page)))


WORDS = "12 rumah tangga: 11 dari register, 1 ditambahkan musyawarah"


@pytest.fixture
def desk():
    return Desk(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))


@pytest.fixture
def cycle(desk):
    """Eleven households of the register; four visits were checked, one of them found nobody."""
    made = at_work(desk.worn, homes=0, households_read=11)
    for at in range(11):
        seen = {"visit": "diperiksa", "field_bits": "000000000" if at else ""} if at < 4 else {}
        a_household(made, at, **seen)
    return made


@pytest.fixture
def added(desk, cycle):
    """The village meeting added a twelfth."""
    session = a_session(desk.worn, cycle)
    rt = f"{PLAKARAN}.001.001"
    add_household(desk.worn, session, Newcomer("Ngatinah", rt, 3, "Menumpang, belum pernah didata."))
    return session


@pytest.mark.parametrize("page", ["scan-cycle", "scan-households"])
def test_the_page_of_a_round_and_its_work_list_tell_register_and_added_apart(desk, cycle, added, page):
    assert WORDS in text_of(desk.get(page, cycle.pk))


def test_every_page_counts_the_household_that_the_meeting_added(desk, cycle, added):
    places = read(desk.get("scan"))
    assert "12 dari register dan tambahan musyawarah" in places
    profile = read(desk.get("scan-profile", cycle.pk))
    assert "12 11 dari register, 1 ditambahkan musyawarah" in profile
    states = {one.stage: one.words for one in stages_for(desk.worn, [PLAKARAN])}
    assert states["pindai"] == "4 dari 12 rumah tangga sudah diperiksa"
    assert states["musdes"] == "1 dari 12 rumah tangga sudah diputuskan"
    assert "dari 12" in read(desk.get("scan-musdes", cycle.pk))


def test_the_profile_counts_a_checked_visit_that_found_nobody_as_the_list_of_stages_does(desk, cycle):
    assert profile_of(desk.worn, cycle, None).visited == "4"


def test_minutes_and_reading_list_count_as_the_pages_do(cycle, added):
    minutes = json.dumps(json.loads(PaperPlan.objects.get().sections), ensure_ascii=False)
    assert f"Daftar kerja memuat {WORDS}." in minutes
    told = dict.fromkeys(("belum", "diperiksa"), "")
    assert reading_values(cycle, list(Household.objects.all()), str, told)["total"] == WORDS


def test_the_report_and_whoever_does_not_work_there_learn_no_small_part(desk, cycle, added):
    report = Report(cycle=cycle, year=2026, half=1, written_by=desk.worn.person)
    told = "12 rumah tangga: dari register dan tambahan musyawarah"
    assert ["Daftar kerja", told] in report_values(desk.worn, report)["facts"]
    auditor = Desk(hat("Pak Hadi", Role.AUDITOR, PEMALANG))
    for page in ("scan-cycle", "scan-households"):
        shown = text_of(auditor.get(page, cycle.pk))
        assert told in shown
        assert "1 ditambahkan" not in shown


def test_a_round_to_which_nothing_was_added_says_only_how_many_there_are(desk, cycle):
    page = text_of(desk.get("scan-cycle", cycle.pk))
    assert "Daftar kerja memuat 11 rumah tangga." in page
    assert "ditambahkan" not in page
