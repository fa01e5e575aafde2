"""The story of Wonokromo in the demo: three years of one statement, the findings, the board."""

import pytest

from berdaya.access.clock import now
from berdaya.budget import doors
from berdaya.budget.models import Statement
from berdaya.budget.rules.flow import State
from berdaya.delivery.doors import activities_for
from berdaya.site.demo.malang.ground import this_year
from berdaya.site.demo.office.acts import fill_office
from berdaya.site.demo.office.hands import hat_of
from berdaya.site.demo.people import cast, make_people
from berdaya.site.demo.surabaya.acts import NEXT_TOTAL, SIGNED_TOTAL
from berdaya.site.demo.surabaya.story import SURABAYA

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    settings.DATA = tmp_path
    make_people(now().date())
    return tmp_path


def test_the_years_stand_where_the_story_says_and_a_second_build_changes_nothing(office):
    assert fill_office(office, SURABAYA.acts) == len(SURABAYA.acts)
    assert fill_office(office, SURABAYA.acts) == 0
    found = {one.year: one for one in Statement.objects.all()}
    this, following, old = found[this_year()], found[this_year() + 1], found[2024]
    assert (old.standing, old.errors) == (State.DRAFT, 6)
    assert (this.standing, this.errors, this.total, this.linked) == (
        State.SIGNED,
        0,
        SIGNED_TOTAL,
        205_000_000,
    )
    assert (following.standing, following.errors, following.total) == (State.SUBMITTED, 0, NEXT_TOTAL)
    the_work_stands_where_the_story_says()


def the_work_stands_where_the_story_says():
    """Asked of the same build: it is the dear part."""
    counted = {one.activity.line: one.facts for one in activities_for(hat_of("lurah-wonokromo"))}
    assert (counted["baris-4"].work, counted["baris-4"].realised) == (1, 60_000_000)
    assert (counted["baris-3"].work, counted["baris-3"].waiting) == (0, 1)
    over = now().date().month - 1
    assert len(counted["baris-6"].lists) == over
    assert counted["baris-6"].realised == over * 9_600_000


def test_the_lines_of_the_signed_year_add_up_to_its_total(office):
    fill_office(office, SURABAYA.acts[:5])
    (out,) = doors.approved_for(hat_of("operator-wonokromo"), this_year())
    assert sum(line.amount or 0 for line in out.lines) == SIGNED_TOTAL
    assert next(line for line in out.lines if line.key == "baris-4").volume == "8"


def test_the_postponed_course_came_back_in_the_following_year(office):
    fill_office(office, SURABAYA.acts[:5])
    following = Statement.objects.get(year=this_year() + 1)
    plan = doors.working_record(following)["rencana_aksi"]
    assert plan[-1]["dari"] == f"{this_year()}/aktivitas-6"
    assert doors.candidates_of(following) == ()


def test_every_role_of_the_story_has_a_player():
    assert {one.role for one in cast() if one.story == "surabaya"} == {"operator", "lurah", "dp3a", "camat"}
