"""How files and registers end: by the night, by a person with a reason, and after a plug was pulled."""

import os
import time
from datetime import date, timedelta

import polars as pl
import pytest

from berdaya.access.audit import verify
from berdaya.access.keys import key_ring
from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.kernel.findings import Refused
from berdaya.register.doors import folder_of, held
from berdaya.register.models import Destruction, Snapshot, SnapshotPlace, Upload
from berdaya.register.nightly import nightly
from berdaya.register.opening import open_people
from berdaya.register.rules.uploads import State
from berdaya.register.services import shelf
from berdaya.targeting.services.drafting import begin_run, drop, fill_in
from berdaya.targeting.upstream import snapshot_folder
from tests.office import PEMALANG, hat
from tests.register.bringing import Desk, text_of
from tests.register.desk import HOME, csv_text
from tests.register.snapshots import put_manifest

pytestmark = pytest.mark.django_db

TOMORROW_WEEK = date.today() + timedelta(days=9)


def destroyed(people, reason: str = "Masa simpan habis."):
    snapshot = Snapshot.objects.get()
    return people.agus.post("register-destroy", snapshot.pk, reason=reason, understood="on")


def aged(folder) -> None:
    before = time.time() - 3 * 24 * 3600
    os.utime(folder, (before, before))


def test_an_original_is_destroyed_after_seven_days(people, after_commit):
    upload = people.ratna.bring()
    with after_commit(execute=True):
        done = nightly(TOMORROW_WEEK)
    upload.refresh_from_db()
    assert (done["destroyed"], upload.stands) == (1, State.DESTROYED)
    assert not shelf.folder_of(upload).exists()
    assert not shelf.staged_of(upload).exists()
    assert [state.name for state in key_ring().states()] == []


def test_a_file_that_waits_for_its_checker_is_no_exception(people, after_commit):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    with after_commit(execute=True):
        nightly(TOMORROW_WEEK)
    upload.refresh_from_db()
    assert upload.stands is State.DESTROYED
    assert people.agus.decide(upload).status_code == 422


def test_the_maker_is_told_that_his_file_is_gone(people):
    people.ratna.bring()
    nightly(TOMORROW_WEEK)
    assert InboxMessage.objects.filter(person=people.ratna.worn.person, subject__contains="dimusnahkan")


def test_a_file_within_its_days_stays(people):
    people.ratna.bring()
    assert nightly(date.today()) == {"destroyed": 0, "finished": 0, "swept": 0}


def test_a_night_twice_changes_nothing_more(people, after_commit):
    people.ratna.bring()
    with after_commit(execute=True):
        nightly(TOMORROW_WEEK)
    assert nightly(TOMORROW_WEEK) == {"destroyed": 0, "finished": 0, "swept": 0}


def test_a_confirmed_register_is_not_touched_by_the_night(people, after_commit):
    with after_commit(execute=True):
        people.registered()
        nightly(TOMORROW_WEEK)
    assert len(open_people(folder_of(Snapshot.objects.get()), key_ring()).members) == 4


def test_the_night_finishes_an_erasing_that_was_interrupted(people):
    upload = people.registered()  # what waits for the commit never happens in this test
    assert shelf.folder_of(upload).exists()
    assert nightly(date.today())["finished"] == 1
    upload.refresh_from_db()
    assert (shelf.folder_of(upload).exists(), upload.erased_at is None) == (False, False)


def test_the_night_sweeps_up_folders_that_nobody_knows(people):
    stray = shelf.uploads_folder() / ("a" * 32)
    stray.mkdir(parents=True)
    young = shelf.uploads_folder() / ("b" * 32)
    young.mkdir()
    aged(stray)
    assert nightly(date.today())["swept"] == 1
    assert (stray.exists(), young.exists()) == (False, True)


def test_a_snapshot_that_was_moved_but_never_written_down_is_swept_up(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    lost = shelf.snapshots_folder() / "bdt-2015-12-31-aaaaaaaaaaaa"
    lost.mkdir(parents=True)
    aged(lost)
    assert nightly(date.today())["swept"] == 1
    assert not lost.exists()


def test_confirming_goes_on_where_a_power_cut_left_the_moved_snapshot(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    target = shelf.snapshots_folder() / f"bdt-2015-12-31-{upload.folder[:12]}"
    target.parent.mkdir(parents=True)
    shelf.staged_of(upload).rename(target)
    assert people.agus.decide(upload).status_code == 302
    assert folder_of(Snapshot.objects.get()) == target


def test_destroying_a_register_erases_its_people_and_keeps_its_counts(people, after_commit):
    people.registered()
    snapshot = Snapshot.objects.get()
    with after_commit(execute=True):
        assert destroyed(people).status_code == 302
    left = {path.name for path in folder_of(snapshot).iterdir()}
    assert left == {"manifest.json", "places.parquet"}
    with pytest.raises(Refused, match="dimusnahkan"):
        key_ring().open(snapshot.key_name)
    assert SnapshotPlace.objects.filter(snapshot=snapshot).count() == 1


def test_destroying_leaves_a_record_with_reason_and_person(people):
    people.registered()
    destroyed(people, "Tujuan tercapai.")
    done = Destruction.objects.get()
    assert (done.reason, done.by.name) == ("Tujuan tercapai.", "Mas Agus")
    assert AuditEntry.objects.filter(verb="register.destroyed").count() == 1
    page = text_of(people.ratna.get("register-snapshot", done.snapshot_id))
    assert "Dimusnahkan Mas Agus" in page
    assert "Tujuan tercapai." in page


def test_destroying_asks_for_a_reason_and_a_sign_that_it_is_understood(people):
    people.registered()
    snapshot = Snapshot.objects.get()
    silent = people.agus.post("register-destroy", snapshot.pk, reason=" ", understood="on")
    hasty = people.agus.post("register-destroy", snapshot.pk, reason="Masa simpan habis.")
    assert (silent.status_code, hasty.status_code) == (422, 422)
    assert not Destruction.objects.exists()


@pytest.fixture
def list_of(people):
    """A list that somebody is making from the register."""
    people.registered()
    run = begin_run(people.ratna.worn, PEMALANG, date.today().year)
    return fill_in(people.ratna.worn, run, run.version, {"snapshot": str(Snapshot.objects.get().pk)})


def test_a_register_from_which_somebody_makes_a_list_is_not_destroyed(people, list_of):
    page = people.agus.get("register-destroy", list_of.snapshot)
    assert f"Daftar dampingan {list_of.year} (rancangan)" in text_of(page)
    refused = destroyed(people)
    assert refused.status_code == 422
    assert f"masih dipakai: Daftar dampingan {list_of.year}" in text_of(refused)
    drop(people.ratna.worn, list_of, list_of.version, "Tidak jadi.")
    assert destroyed(people).status_code == 302


def test_past_its_end_a_register_is_destroyed_even_so(people, list_of, monkeypatch):
    monkeypatch.setattr("berdaya.register.services.snapshots.today_in", lambda _: date(2100, 1, 1))
    assert destroyed(people).status_code == 302


def test_a_register_is_destroyed_once(people):
    people.registered()
    destroyed(people)
    again = destroyed(people)
    assert again.status_code == 422
    assert "sudah dimusnahkan" in text_of(again)


def test_the_keeper_of_data_may_destroy_and_the_auditor_may_not(people):
    people.registered()
    pk = Snapshot.objects.get().pk
    ppdp = Desk(hat("Bu Siti", Role.DATA_PROTECTION, PEMALANG))
    auditor = Desk(hat("Pak Darmo", Role.AUDITOR, PEMALANG))
    assert ppdp.get("register-destroy", pk).status_code == 200
    assert auditor.get("register-destroy", pk).status_code == 404
    assert "Musnahkan</a>" not in text_of(auditor.get("register-snapshot", pk))


def test_a_destroyed_register_finishes_its_erasing_at_night(people):
    people.registered()
    destroyed(people)  # the commit hook does not run here
    snapshot = Snapshot.objects.get()
    nightly(date.today())
    assert not (folder_of(snapshot) / "households.parquet").exists()
    assert verify().whole


def test_a_destroyed_register_may_be_brought_again(people, after_commit):
    with after_commit(execute=True):
        people.registered()
        destroyed(people)
    again = people.ratna.bring()
    assert not again.blocked


def test_the_answer_of_a_destroyed_upload_is_gone(people, after_commit):
    upload = people.ratna.bring(csv_text(HOME))
    with after_commit(execute=True):
        people.ratna.post("register-withdraw", upload.pk)
    assert people.ratna.get("register-answer", upload.pk).status_code == 404
    assert Upload.objects.get().findings.count() >= 0


def test_what_the_snapshot_says_of_places_is_what_its_file_says(people):
    people.registered()
    snapshot = Snapshot.objects.get()
    table = pl.read_parquet(folder_of(snapshot) / "places.parquet")
    kept = list(snapshot.counts.values_list("code", "households", "persons", "decile1"))
    told = table.select("code", "households", "persons", "decile1_households").rows()
    assert kept == told


def test_a_register_whose_files_were_changed_says_so_and_is_not_computed_from(people, after_commit):
    with after_commit(execute=True):
        people.registered()
    snapshot = Snapshot.objects.get()
    manifest = folder_of(snapshot) / "manifest.json"
    manifest.write_text(manifest.read_text().replace("penetapan sasaran", "apa saja"))
    with pytest.raises(Refused) as refused:
        snapshot_folder(PEMALANG, str(snapshot.pk))
    assert refused.value.findings[0].code == "snapshot.changed"
    page = text_of(people.agus.get("register-snapshot", snapshot.pk))
    assert "Berkas ini berubah sejak potret dibuat" in page
    assert str(manifest.parent) not in page


def test_a_register_put_in_place_of_another_is_not_the_confirmed_one(people, after_commit):
    with after_commit(execute=True):
        people.registered()
    snapshot = Snapshot.objects.get()
    put_manifest(folder_of(snapshot))
    with pytest.raises(Refused) as refused:
        held(snapshot)
    assert refused.value.findings[0].problem == "bukan lagi potret yang disahkan"
