from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from berdaya.access.jobs.models import Job, State
from berdaya.access.jobs.services import WORK, revive_silent_jobs, start
from berdaya.access.models import Person
from berdaya.kernel.findings import Finding, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return Person.objects.create(username="ratna", name="Bu Ratna")


@pytest.fixture
def work(monkeypatch):
    def put(function):
        monkeypatch.setitem(WORK, "coba", function)

    return put


def _counting(job, progress):
    progress.move(3, 3, "tiga desa")
    return "/sasaran/"


def test_a_job_tells_how_far_it_came_and_where_it_leads(ratna, work):
    work(_counting)
    done = start(ratna, "coba", "register-1", "33.27")
    assert (done.state, done.done, done.total, done.leads_to, done.percent) == (
        State.DONE,
        3,
        3,
        "/sasaran/",
        100,
    )


def test_what_a_job_refuses_is_told_in_words(ratna, work):
    def refuse(job, progress):
        raise Refused(Finding("a.b", "baris 2", "berkas kosong", "Pilih berkas lain."))

    work(refuse)
    failed = start(ratna, "coba")
    assert (failed.state, failed.note) == (State.FAILED, "berkas kosong. Pilih berkas lain.")


def test_a_fault_of_ours_is_told_without_its_content(ratna, work, caplog):
    def fault(job, progress):
        raise ValueError("NIK 3327991507880001")

    work(fault)
    failed = start(ratna, "coba")
    assert failed.state == State.FAILED
    assert "332799" not in failed.note + caplog.text
    assert "ValueError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_second_start_gives_the_job_that_is_open(ratna):
    first = Job.objects.create(person=ratna, kind="coba", subject="register-1")
    assert start(ratna, "coba", "register-1") == first
    assert Job.objects.count() == 1


def test_work_whose_worker_died_goes_on_from_its_checkpoint(ratna, work):
    seen = []

    def go_on(job, progress):
        seen.append(job.checkpoint)
        return ""

    work(go_on)
    lost = Job.objects.create(
        person=ratna,
        kind="coba",
        state=State.RUNNING,
        checkpoint="baris 40000",
        tries=1,
        seen_at=timezone.now() - timedelta(minutes=5),
    )
    assert revive_silent_jobs() == 1
    lost.refresh_from_db()
    assert (lost.state, seen) == (State.DONE, ["baris 40000"])


def test_work_that_died_three_times_is_given_up(ratna):
    lost = Job.objects.create(
        person=ratna, kind="coba", state=State.RUNNING, tries=3, seen_at=timezone.now() - timedelta(minutes=5)
    )
    assert revive_silent_jobs() == 0
    lost.refresh_from_db()
    assert lost.state == State.FAILED


def test_a_job_that_was_heard_of_just_now_is_left_alone(ratna):
    Job.objects.create(person=ratna, kind="coba", state=State.RUNNING, seen_at=timezone.now())
    assert revive_silent_jobs() == 0


def test_the_database_itself_allows_one_open_job_for_a_subject():
    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, "jobs_job")
    assert "jobs_one_open_per_subject" in names
