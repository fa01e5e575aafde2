"""Nobody waits at zero percent without being told that no worker is there."""

import os
import time
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from berdaya.access.audit import record
from berdaya.access.jobs.beat import beat, beat_file, keep_beating, missing_worker
from berdaya.access.jobs.models import Job, State
from berdaya.access.rules.roles import Role
from berdaya.site.nightly import nightly
from tests.office import PEMALANG, browser, hat

pytestmark = pytest.mark.django_db
UNSEEN = "Pekerja kantor belum pernah terlihat"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def ratna():
    return hat("Bu Ratna", Role.BAPPEDA, PEMALANG)


def waiting(who) -> Job:
    job = Job.objects.create(person=who.person, kind="coba", subject="1")
    Job.objects.update(begun_at=timezone.now() - timedelta(minutes=5))
    return job


def test_a_worker_that_beats_is_not_missed_and_one_that_stopped_is():
    assert missing_worker() == UNSEEN
    keep_beating().set()
    assert missing_worker() == ""
    before = time.time() - 61
    os.utime(beat_file(), (before, before))
    assert missing_worker().startswith("Pekerja kantor tidak terlihat sejak")


def test_the_page_of_a_job_says_that_no_worker_is_there(ratna):
    page = reverse("job", args=[waiting(ratna).pk])
    assert UNSEEN in browser(ratna).get(page).content.decode()
    beat()
    assert "Pekerja kantor" not in browser(ratna).get(page).content.decode()


def test_a_job_that_is_over_misses_nobody(ratna):
    job = waiting(ratna)
    Job.objects.update(state=State.DONE)
    assert UNSEEN not in browser(ratna).get(reverse("job", args=[job.pk])).content.decode()


def test_the_desk_of_whoever_waits_says_so_and_leads_to_the_job(ratna):
    assert UNSEEN not in browser(ratna).get("/").content.decode()
    job = waiting(ratna)
    desk = browser(ratna).get("/").content.decode()
    assert UNSEEN in desk
    assert reverse("job", args=[job.pk]) in desk
    assert UNSEEN in browser(hat("Pak Admin", Role.ADMINISTRATOR, PEMALANG)).get("/").content.decode()


def test_the_night_finds_work_that_nobody_does(ratna, tmp_path):
    record(ratna, "run.computed", "run", 1)
    assert nightly(tmp_path, date(2026, 11, 21))["findings"] == []
    waiting(ratna)
    (finding,) = nightly(tmp_path, date(2026, 11, 21))["findings"]
    assert (finding["code"], finding["severity"]) == ("jobs.no_worker", "W")
    beat()
    assert nightly(tmp_path, date(2026, 11, 21))["findings"] == []
