"""A register file on its whole way: Bu Ratna uploads, Mas Agus looks, Pak Joko sees nothing."""

import pytest
from django.urls import reverse

from berdaya.access.audit import verify
from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.figures.doors import figure_on
from berdaya.register.doors import folder_of
from berdaya.register.held import open_snapshot
from berdaya.register.models import Decision, Snapshot, Upload
from berdaya.register.rules.uploads import State
from berdaya.register.services import shelf
from berdaya.register.services.snapshots import DECILE1, HOUSEHOLDS
from tests.office import PEMALANG, hat
from tests.register.bringing import MAJALANGU, Desk, text_of
from tests.register.desk import HOME, JOKO, SITI, changed, csv_text

pytestmark = pytest.mark.django_db

BROKEN = changed(JOKO, nik="3.32704E+15", no="9")


def many(count: int) -> str:
    """So many households of one person each, all in decile 1."""
    rows = [changed(SITI, id=f"3327040010000{n:05}", jumlah="1") for n in range(count)]
    return csv_text(rows)


def test_a_file_becomes_a_register_when_a_second_person_confirms_it(people):
    upload = people.registered(csv_text(HOME))
    snapshot = Snapshot.objects.get()
    assert (upload.stands, snapshot.households, snapshot.members) == (State.CONFIRMED, 2, 4)
    assert (snapshot.maker.name, snapshot.confirmed_by.name) == ("Bu Ratna", "Mas Agus")


def test_the_folder_of_the_register_holds_what_its_row_says(people):
    people.registered(csv_text(HOME))
    snapshot = Snapshot.objects.get()
    manifest = open_snapshot(folder_of(snapshot)).manifest
    assert manifest["sha256"] == snapshot.sha256
    assert manifest["purpose"] == snapshot.purpose


def test_the_maker_does_not_confirm_his_own_file(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    response = people.ratna.decide(upload)
    assert response.status_code == 422
    assert "orang lain yang memeriksa" in text_of(response)
    assert not Snapshot.objects.exists()


def test_the_maker_is_not_offered_to_decide(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    assert "Putuskan" in text_of(people.agus.get("register-upload", upload.pk))
    assert "Putuskan" not in text_of(people.ratna.get("register-upload", upload.pk))


PAGES = ("upload", "file", "columns", "places", "answer", "decide")


@pytest.mark.parametrize("name", [f"register-{page}" for page in PAGES])
def test_a_file_of_pemalang_does_not_exist_in_tegal(people, name):
    upload = people.ratna.bring()
    assert people.joko.get(name, upload.pk).status_code == 404
    assert people.joko.get(name, upload.pk + 99).status_code == 404


def test_a_register_of_pemalang_does_not_exist_in_tegal(people):
    people.registered()
    assert people.joko.get("register-snapshot", Snapshot.objects.get().pk).status_code == 404
    assert "BDT edisi" not in text_of(people.joko.get("register"))


def test_rows_that_were_rejected_are_left_out_only_in_so_many_words(people):
    upload = people.ratna.bring(csv_text([*HOME, BROKEN]))
    people.ratna.submit(upload)
    assert "Sahkan tanpa 1 baris yang ditolak" in text_of(people.agus.get("register-decide", upload.pk))
    silent = people.agus.decide(upload)
    assert silent.status_code == 422
    assert "1 baris ditolak dan tidak akan ada dalam register" in text_of(silent)
    assert people.agus.decide(upload, without_rejected="on").status_code == 302
    assert Decision.objects.get().without_rejected


def test_a_file_is_sent_back_with_a_reason_that_reaches_its_maker(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    assert people.agus.decide(upload, "kembalikan").status_code == 422
    response = people.agus.decide(upload, "kembalikan", reason="Kolom Rastra tampak tertukar.")
    assert response.status_code == 302
    assert "Kolom Rastra tampak tertukar." in text_of(people.ratna.get("register-upload", upload.pk))
    assert InboxMessage.objects.filter(person=people.ratna.worn.person, subject__contains="dikembalikan")


def test_a_file_that_came_back_is_replaced_and_goes_to_the_second_person_again(people, after_commit):
    with after_commit(execute=True):
        upload = people.ratna.bring()
        before = upload.folder
        people.ratna.submit(upload)
        people.agus.decide(upload, "kembalikan", reason="Salah edisi.")
        assert people.ratna.post("register-replace", upload.pk).status_code == 302
    assert not (shelf.uploads_folder() / before).exists()
    assert people.ratna.send(upload, csv_text([*HOME, BROKEN]), "baru.csv").status_code == 302
    people.ratna.submit(upload)
    assert people.agus.decide(upload, without_rejected="on").status_code == 302
    assert [d.verdict for d in Decision.objects.all()] == ["dikembalikan", "disahkan"]


def test_original_and_answer_are_destroyed_at_confirmation(people, after_commit):
    upload = people.ratna.bring()
    assert (shelf.folder_of(upload) / "answer.sealed").exists()
    people.ratna.submit(upload)
    with after_commit(execute=True):
        people.agus.decide(upload)
    upload.refresh_from_db()
    assert not shelf.folder_of(upload).exists()
    assert upload.erased_at is not None
    assert people.ratna.get("register-answer", upload.pk).status_code == 404


def test_the_answer_file_goes_to_its_maker_and_each_time_is_written_down(people):
    upload = people.ratna.bring(csv_text([*HOME, BROKEN]))
    response = people.ratna.get("register-answer", upload.pk)
    told = b"".join(response.streaming_content).decode("utf-8-sig")
    assert told.splitlines()[0].endswith("Keterangan")
    assert "DITOLAK: NIK rusak" in told
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(verb="register.answer_taken", ident=str(upload.pk)).count() == 1


def test_the_answer_file_is_not_for_the_second_person(people):
    upload = people.ratna.bring()
    response = people.agus.get("register-answer", upload.pk)
    assert response.status_code == 409
    assert "hanya ia yang melanjutkannya" in text_of(response)


def test_counts_of_confirmed_places_are_filed_as_figures_with_their_source(people):
    people.registered(many(12))
    snapshot = Snapshot.objects.get()
    for name in (HOUSEHOLDS, DECILE1):
        figure = figure_on(MAJALANGU, name, snapshot.edition)
        assert (figure.number, figure.record) == (12, f"register.snapshot/{snapshot.pk}")
        assert "BDT edisi 31 Desember 2015" in figure.source


def test_a_count_below_ten_is_filed_nowhere(people):
    people.registered(many(9))
    day = Snapshot.objects.get().edition
    assert [figure_on(code, HOUSEHOLDS, day) for code in (PEMALANG, "33.27.04", MAJALANGU)] == [None] * 3


def test_nothing_is_filed_of_a_province_that_the_register_holds_in_part(people):
    people.registered(many(12))
    assert figure_on("33", HOUSEHOLDS, Snapshot.objects.get().edition) is None


def test_a_lurah_sees_of_the_register_what_it_holds_of_his_village(people):
    people.registered(many(12))
    lurah = Desk(hat("Bu Lurah", Role.LURAH, MAJALANGU))
    page = text_of(lurah.get("register-snapshot", Snapshot.objects.get().pk))
    assert "Majalangu" in page
    assert "Baris ditolak" not in page


def test_a_lurah_of_another_village_sees_no_register(people):
    people.registered(many(12))
    other = Desk(hat("Bu Lurah", Role.LURAH, "33.27.04.2001"))
    assert other.get("register-snapshot", Snapshot.objects.get().pk).status_code == 404


def test_every_deed_stands_in_the_trail_and_the_trail_is_whole(people):
    people.registered(csv_text([*HOME, BROKEN]))
    verbs = set(AuditEntry.objects.filter(verb__startswith="register.").values_list("verb", flat=True))
    assert verbs == {
        "register.begun", "register.sent", "register.read", "register.submitted", "register.confirmed"
    }  # fmt: skip
    assert verify().whole


def test_whoever_may_confirm_gets_a_message(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    message = InboxMessage.objects.get(role=Role.BAPPEDA.value)
    assert (message.territory, message.link) == (PEMALANG, reverse("register-upload", args=[upload.pk]))


def test_a_withdrawn_file_is_gone_with_all_that_was_read_from_it(people, after_commit):
    upload = people.ratna.bring()
    assert shelf.staged_of(upload).exists()
    with after_commit(execute=True):
        people.ratna.post("register-withdraw", upload.pk)
    assert not shelf.staged_of(upload).exists()
    assert not shelf.folder_of(upload).exists()
    assert Upload.objects.get().stands is State.DESTROYED
