"""What the room offers to the house: tasks, search, night work."""

from datetime import date, timedelta

import pytest

from berdaya.access.clock import now, today_in
from berdaya.access.models import FormReceipt, LoginAttempt, Sitting
from berdaya.access.nightly import nightly
from berdaya.access.rules.codes import Way
from berdaya.access.rules.roles import Role
from berdaya.access.search import hits_for
from berdaya.access.services import drafts, factors, invites, roles
from berdaya.access.services.roles import Term
from berdaya.access.tasks import tasks_for
from berdaya.kernel.calendar import Period
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, hat, seat

pytestmark = pytest.mark.django_db
TERM = Term(Role.LURAH, PLAKARAN, Period(date(2026, 1, 1), date(2028, 12, 31)))


@pytest.fixture
def sri():
    return hat("Sri Wahyuni", Role.ADMINISTRATOR, PEMALANG)


@pytest.fixture
def budi():
    return hat("Budi Hartono", Role.DATA_PROTECTION, PEMALANG)


@pytest.fixture
def agus():
    return hat("Mas Agus", Role.OPERATOR, PLAKARAN)


def whats(worn) -> list[str]:
    return [task.what for task in tasks_for(worn)]


def test_a_proposal_is_a_task_for_the_second_person_only(sri, budi, agus):
    roles.propose_role(sri, agus.person, TERM)
    assert whats(budi) == ["Setujui atau tolak peran Mas Agus"]
    assert whats(sri) == []
    assert whats(hat("Pak Joko", Role.DATA_PROTECTION, TEGAL)) == []


def test_a_proposal_that_was_decided_is_no_task_any_more(sri, budi, agus):
    roles.confirm_role(budi, roles.propose_role(sri, agus.person, TERM).pk)
    assert whats(budi) == []


def test_a_code_for_somebody_who_approves_is_a_task_until_it_expires(sri, budi, later):
    lurah = hat("Bu Lurah", Role.LURAH, PLAKARAN)
    invites.issue_code(sri, lurah.person, Way.LINK)
    assert whats(budi) == ["Periksa kode masuk baru untuk Bu Lurah"]
    assert whats(sri) == []
    later(timedelta(days=4))
    assert whats(budi) == []


def test_a_role_that_runs_out_within_a_month_is_told_to_its_holder():
    soon = hat("Pak Camat", Role.CAMAT, MOGA, last=today_in(MOGA) + timedelta(days=9))
    assert [task.days(today_in(MOGA)) for task in tasks_for(soon)] == ["9 hari lagi"]
    assert whats(hat("Bu Camat", Role.CAMAT, MOGA)) == []


def test_people_are_found_by_those_who_look_after_accounts(sri, agus):
    assert [(hit.name, hit.where) for hit in hits_for(sri, "agus")] == [
        ("Mas Agus", "Operator desa/kelurahan, Desa Plakaran, Kecamatan Moga")
    ]
    assert hits_for(hat("Bu Ratna", Role.BAPPEDA, PEMALANG), "agus") == []


def test_the_night_forgets_what_has_served_its_time(agus, later):
    LoginAttempt.objects.create(name_hash="a", address_hash="b", at=now())
    FormReceipt.objects.create(request="6" * 32, form="x", digest="", answer="/", at=now())
    seat(agus.person, agus)
    factors.begin(agus.person)
    assert set(nightly(today_in(PLAKARAN)).values()) == {0}
    later(timedelta(days=91))
    assert nightly(today_in(PLAKARAN)) == {
        "attempts": 1,
        "receipts": 1,
        "sittings": 1,
        "unfinished_factors": 1,
        "drafts": 0,
    }
    assert Sitting.objects.count() == 0


def test_the_night_hands_on_drafts_of_terms_that_ran_out(agus):
    drafts.save_draft(agus, "usulan", {"a": 1})
    agus.last_day = today_in(PLAKARAN) - timedelta(days=1)
    agus.save()
    hat("Operator Baru", Role.OPERATOR, PLAKARAN)
    assert nightly(today_in(PLAKARAN))["drafts"] == 1


def test_the_night_does_nothing_twice(agus, later):
    later(timedelta(days=91))
    nightly(today_in(PLAKARAN))
    assert set(nightly(today_in(PLAKARAN)).values()) == {0}
