"""What the pages of the register show, to whom, with how many queries, and what they never show."""

import logging
import re
import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.region.rules.gazetteer import official
from berdaya.register.models import Decision, Snapshot, Upload, UploadFinding
from berdaya.register.place import sections_for
from berdaya.register.rules.uploads import State
from berdaya.register.search import hits_for
from berdaya.register.tasks import tasks_for
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, hat
from tests.register.bringing import Desk, cast, text_of
from tests.register.desk import AGUS, DARMI, HOME, JOKO, SITI, changed, csv_text
from tests.register.things import a_snapshot, an_upload

pytestmark = pytest.mark.django_db

BADAK, SMALL = "33.27.01.2003", "33.27.01.2004"
COUNTS = {PLAKARAN: (120, 30), "33.27.01.2002": (80, 40), BADAK: (60, 12), SMALL: (25, 7)}
MOGA_WHOLE = {place.code: (30, 12) for place in official().villages(MOGA)}
PERSONAL = ("3327045507750001", "3327046003020002", "332704001000010001", "Dukuh Krajan", "DARMI", ">SITI<")


def queries(desk: Desk, name: str, *args: object, **asked: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert desk.get(name, *args, **asked).status_code == 200
    return len(caught)


def test_an_office_without_registers_says_what_to_do_next(people):
    page = text_of(people.ratna.get("register"))
    assert "Belum ada register" in page
    assert "Siapkan berkas dari pemberi data" in page


def test_whoever_may_not_upload_is_told_who_does(people):
    page = text_of(Desk(hat("Bu Lurah", Role.LURAH, PLAKARAN)).get("register"))
    assert "Bappeda kabupaten atau kota yang mengunggahnya" in page
    assert "Unggah berkas" not in page


def test_the_list_costs_two_queries_more_than_a_plain_page_however_long_it_is(people):
    for year in range(2010, 2022):
        a_snapshot(people.ratna.worn, COUNTS, edition=date(year, 12, 31))
        an_upload(people.ratna.worn)
    frame = queries(people.ratna, "help")
    assert queries(people.ratna, "register") - frame == 2


def test_the_page_of_a_register_costs_three_queries_more_than_a_plain_page(people):
    snapshot = a_snapshot(people.ratna.worn, COUNTS)
    frame = queries(people.ratna, "help")
    assert queries(people.ratna, "register-snapshot", snapshot.pk) - frame == 3


def test_the_page_of_a_file_costs_few_queries(people):
    upload = people.ratna.bring(csv_text([*HOME, changed(JOKO, nik="3.32704E+15", no="9")]))
    frame = queries(people.ratna, "help")
    assert queries(people.ratna, "register-upload", upload.pk) - frame <= 3


def test_the_list_is_narrowed_sorted_and_paged(people):
    for year in range(1960, 2022):
        a_snapshot(people.ratna.worn, edition=date(year, 12, 31))
    first = text_of(people.ratna.get("register"))
    assert "1–50 dari 62 register" in first
    assert "edisi 31 Desember 1960" in text_of(people.ratna.get("register", hal="2"))
    assert "edisi 31 Desember 1960" in text_of(people.ratna.get("register", urut="edisi"))
    found = text_of(people.ratna.get("register", saring="2003"))
    assert "edisi 31 Desember 2003" in found
    assert "edisi 31 Desember 2004" not in found


def test_places_of_a_register_are_found_by_name_and_sorted_by_count(people):
    snapshot = a_snapshot(people.ratna.worn, COUNTS)
    page = text_of(people.ratna.get("register-snapshot", snapshot.pk, urut="-ruta"))
    assert page.index(">Plakaran<") < page.index(">Mandiraja<")
    assert "Plakaran" not in text_of(people.ratna.get("register-snapshot", snapshot.pk, saring="mandiraja"))


def test_a_small_count_is_hidden_together_with_the_one_that_would_tell_it(people):
    snapshot = a_snapshot(people.ratna.worn, COUNTS)
    page = text_of(people.ratna.get("register-snapshot", snapshot.pk))
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
    assert [row.count("&lt;10") for row in rows].count(1) == 1
    assert sum('<td class="num">–</td>' in row for row in rows) == 1


def test_a_camat_sees_the_villages_of_his_kecamatan_only(people):
    snapshot = a_snapshot(people.ratna.worn, COUNTS | {"33.27.02.2001": (70, 20)})
    page = text_of(Desk(hat("Pak Camat", Role.CAMAT, MOGA)).get("register-snapshot", snapshot.pk))
    assert "Plakaran" in page
    assert "33.27.02" not in page
    assert re.search(r"\b355\b", page) is None


def test_a_role_without_the_register_finds_no_page_and_no_place_in_the_search(people):
    snapshot = a_snapshot(people.ratna.worn, COUNTS)
    head = Desk(hat("Pak Darmo", Role.RT_HEAD, f"{PLAKARAN}.002.003"))
    assert head.get("register").status_code == 404
    assert head.get("register-snapshot", snapshot.pk).status_code == 404
    assert hits_for(head.worn, "BDT") == []
    assert sections_for(head.worn, PLAKARAN) == []


def test_the_checker_finds_the_task_and_the_maker_does_not(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    (task,) = tasks_for(people.agus.worn)
    assert task.what == "Periksa register edisi 31 Desember 2015"
    assert (task.address, task.due) == (reverse("register-upload", args=[upload.pk]), upload.keep_until)
    assert tasks_for(people.ratna.worn) == []
    assert tasks_for(people.joko.worn) == []


def test_a_file_that_came_back_is_a_task_of_its_maker(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    people.agus.decide(upload, "kembalikan", reason="Salah edisi.")
    (task,) = tasks_for(people.ratna.worn)
    assert task.what == "Perbaiki berkas register edisi 31 Desember 2015"
    assert tasks_for(people.agus.worn) == []


def test_a_file_that_is_half_sent_is_a_task_of_its_maker(people):
    people.ratna.begin()
    assert [task.button for task in tasks_for(people.ratna.worn)] == ["Lanjutkan"]


def test_a_register_kept_past_its_end_is_a_task_of_whoever_may_destroy(people):
    a_snapshot(people.ratna.worn, until=date(2020, 1, 1))
    ppdp = hat("Bu Siti", Role.DATA_PROTECTION, PEMALANG)
    assert [task.button for task in tasks_for(ppdp)] == ["Lihat"]
    assert tasks_for(ppdp)[0].due == date(2020, 1, 1)
    assert tasks_for(hat("Bu Siti", Role.DATA_PROTECTION, TEGAL)) == []


def test_tasks_cost_one_query_and_one_more_for_whoever_may_destroy(people, django_assert_num_queries):
    people.ratna.begin()
    operator = hat("Bu Siti", Role.OPERATOR, PLAKARAN)
    assert people.ratna.worn.ended_on is operator.ended_on is None  # a request brings this along
    with django_assert_num_queries(2):
        tasks_for(people.ratna.worn)
    with django_assert_num_queries(0):
        tasks_for(operator)


@pytest.mark.parametrize("words", ["BDT", "bdt 2015", "sasaran"])
def test_the_search_finds_a_register_by_name_edition_or_purpose(people, words):
    snapshot = a_snapshot(people.ratna.worn)
    (hit,) = hits_for(people.ratna.worn, words)
    assert (hit.kind, hit.name) == ("Register", "BDT edisi 31 Desember 2015")
    assert hit.address == reverse("register-snapshot", args=[snapshot.pk])
    assert hits_for(people.joko.worn, words) == []


def test_a_place_says_what_the_newest_register_holds_of_it(people):
    a_snapshot(people.ratna.worn, {PLAKARAN: (50, 20)}, edition=date(2011, 7, 1))
    a_snapshot(people.ratna.worn, COUNTS)
    (section,) = sections_for(people.ratna.worn, PLAKARAN)
    assert section.heading == "Register: 120 rumah tangga, desil 1: 30"
    a_snapshot(people.ratna.worn, MOGA_WHOLE)
    (section,) = sections_for(people.ratna.worn, MOGA)
    assert section.heading == "Register: 300 rumah tangga, desil 1: 120"


def test_a_small_count_of_a_place_is_exact_only_for_who_may_open_its_people(people):
    a_snapshot(people.ratna.worn, COUNTS)
    lurah = hat("Bu Lurah", Role.LURAH, SMALL)
    camat = hat("Pak Camat", Role.CAMAT, MOGA)
    assert sections_for(lurah, SMALL)[0].heading.endswith("desil 1: 7")
    assert sections_for(camat, SMALL)[0].heading.endswith("desil 1: <10")
    assert sections_for(camat, BADAK)[0].heading.endswith("desil 1: –")


def test_a_register_without_ranks_says_nothing_of_deciles(people):
    snapshot = a_snapshot(people.ratna.worn, {PLAKARAN: (120, 0)}, ranked=False)
    assert sections_for(people.ratna.worn, PLAKARAN)[0].heading == "Register: 120 rumah tangga"
    assert "desil 1" not in text_of(people.ratna.get("register-snapshot", snapshot.pk)).lower()


def test_a_destroyed_register_says_nothing_of_a_place_any_more(people):
    snapshot = a_snapshot(people.ratna.worn, COUNTS)
    people.ratna.post("register-destroy", snapshot.pk, reason="Masa simpan habis.", understood="on")
    assert sections_for(people.ratna.worn, PLAKARAN) == []


def test_a_place_below_the_villages_has_no_section(people):
    a_snapshot(people.ratna.worn, COUNTS)
    assert sections_for(people.ratna.worn, f"{PLAKARAN}.002.003") == []


def everything_shown(people, upload: Upload) -> str:
    names = ("register-upload", "register-file", "register-columns", "register-places")
    pages = [text_of(desk.get(name, upload.pk)) for desk in (people.ratna, people.agus) for name in names]
    return "".join(
        [
            *pages,
            text_of(people.agus.get("register-decide", upload.pk)),
            text_of(people.ratna.get("register")),
        ]
    )


FAULTY = [
    SITI,
    DARMI,
    AGUS,
    JOKO,
    changed(SITI, id="332704001000010003", nik="332704550775000", nama="SITI", desa="MAJALANGGU"),
    changed(JOKO, id="332704001000010004", nik="3.32704E+15"),
    changed(JOKO, id="332704001000010005", persen="DARMI"),
    changed(JOKO, id="332704001000010006", hub="SITI"),
]


def test_no_page_of_a_file_shows_a_name_a_number_or_an_address(people):
    upload = people.ratna.bring(csv_text(FAULTY))
    people.ratna.submit(upload)
    shown = everything_shown(people, upload)
    assert [word for word in PERSONAL if word in shown] == []
    assert "S•••" in shown
    assert "3327 •••• •••• 0001" in shown


def test_no_title_and_no_address_of_a_page_names_a_person_or_a_file(people):
    upload = people.ratna.bring(csv_text(FAULTY), "SITI 3327045507750001.csv")
    page = text_of(people.ratna.get("register-upload", upload.pk))
    assert re.search(r"<title>(.*?)</title>", page)[1] == "Berkas register · Berdaya"
    assert "3327045507750001" not in page


def test_database_trail_and_messages_hold_nothing_of_the_people(people):
    upload = people.ratna.bring(csv_text(FAULTY))
    people.ratna.post("register-places", upload.pk, place_0="-")
    people.ratna.submit(upload)
    people.agus.decide(upload, without_rejected="on")
    kept = [
        *UploadFinding.objects.values_list("where", "problem", "advice"),
        *Upload.objects.values_list("name", "purpose"),
        *AuditEntry.objects.values_list("ident", "facts"),
        *InboxMessage.objects.values_list("subject", "body", "link"),
        *Snapshot.objects.values_list("folder", "register"),
    ]
    text = " ".join(str(row) for row in kept)
    assert [word for word in PERSONAL if word.strip("<>") in text] == []


def test_logs_hold_nothing_of_the_people(people, caplog):
    with caplog.at_level(logging.DEBUG, "berdaya"):
        upload = people.ratna.bring(csv_text(FAULTY))
        people.ratna.submit(upload)
    assert [word for word in PERSONAL if word in caplog.text] == []


def test_a_fault_of_ours_while_reading_is_logged_without_content(people, caplog, monkeypatch):
    def broken(*_args, **_more):
        raise ValueError("SITI 3327045507750001")

    monkeypatch.setattr("berdaya.register.services.reading.examine", broken)
    upload = people.ratna.bring()
    assert "3327045507750001" not in caplog.text
    assert "mulai lagi bila berhenti" in text_of(people.ratna.get("register-upload", upload.pk))


def test_a_page_of_a_file_is_never_kept_by_the_browser(people):
    upload = people.ratna.bring()
    for name in ("register-upload", "register-answer"):
        assert people.ratna.get(name, upload.pk).headers["Cache-Control"] == "no-store"


def test_counts_of_each_coded_column_stand_on_the_page(people):
    upload = people.ratna.bring()
    page = text_of(people.ratna.get("register-upload", upload.pk))
    assert "Fasilitas BAB" in page
    assert "per rumah tangga" in page
    assert "Jenis kelamin" in page


def test_deciding_on_a_page_that_is_out_of_date_changes_nothing(people):
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    upload.refresh_from_db()
    response = people.agus.post("register-decide", upload.pk, version=upload.version - 1, verdict="sahkan")
    assert response.status_code == 422
    assert "berubah sejak halaman Anda dibuka" in text_of(response)
    assert not Snapshot.objects.exists()


def test_the_later_of_two_decisions_is_told_plainly(people):
    siti = Desk(hat("Bu Siti", Role.BAPPEDA, PEMALANG))
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    upload.refresh_from_db()
    told = {"version": upload.version, "reason": "Salah edisi."}
    assert people.agus.post("register-decide", upload.pk, verdict="sahkan", **told).status_code == 302
    later = siti.post("register-decide", upload.pk, verdict="kembalikan", **told)
    assert later.status_code == 422
    assert "Berkas ini sudah disahkan" in text_of(later)
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_confirm_in_the_same_moment_make_one_register(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    people = cast()
    desks = [people.agus, Desk(hat("Bu Siti", Role.BAPPEDA, PEMALANG))]
    upload = people.ratna.bring()
    people.ratna.submit(upload)
    upload.refresh_from_db()
    answers, gate = [], threading.Barrier(2)

    def decide(desk: Desk) -> None:
        gate.wait()
        answers.append(
            desk.post("register-decide", upload.pk, version=upload.version, verdict="sahkan").status_code
        )
        connections.close_all()

    threads = [threading.Thread(target=decide, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 422]
    assert (Snapshot.objects.count(), Decision.objects.count()) == (1, 1)
    upload.refresh_from_db()
    assert upload.stands is State.CONFIRMED
