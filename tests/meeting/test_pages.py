"""Pages of meetings through the client; every page also by Pak Joko of the next village."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from berdaya.access.clock import now, today_in
from berdaya.access.models import AuditEntry, DraftForm
from berdaya.access.rules.roles import Role
from berdaya.documents.models import Document
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import Meeting, Minutes
from berdaya.meeting.place import sections_for
from berdaya.meeting.rules.steps import State
from berdaya.meeting.search import hits_for
from berdaya.meeting.services import attending, planning, recording
from berdaya.meeting.tasks import tasks_for
from berdaya.region.services.neighbourhoods import Row, add_neighbourhoods
from tests.meeting.office import (
    INVITED,
    REAL,
    RECORD,
    RT,
    begun,
    held,
    lurah,
    minuted,
    operator,
    photographed,
    picture,
    planned,
)
from tests.office import BANYUMUDAL, PLAKARAN, browser, hat

pytestmark = pytest.mark.django_db
LIST, NEW = "/pertemuan/", "/pertemuan/baru/"


def page_of(client, name: str, *args: object, **asked: object) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client, name: str, *args: object, **form: object):
    return client.post(reverse(name, args=args), {"request_id": str(uuid4()), **form})


def plan_form(**changed: str) -> dict[str, str]:
    form = {
        "jenis": "musrenbang_desa",
        "territory": PLAKARAN,
        "day": (today_in(PLAKARAN) + timedelta(days=3)).isoformat(),
        "starts": "19.00",
        "ends": "",
        "place": "Balai desa",
        "convener": "Kepala Desa",
        "year": "2027",
        "title": "",
    }
    return form | changed


def test_an_empty_office_says_how_to_begin():
    page = page_of(browser(lurah()), "meetings")
    assert "Belum ada pertemuan" in page
    assert NEW in page


def test_whoever_may_only_look_is_not_asked_to_plan():
    page = page_of(browser(hat("Pak Camat", Role.PJOK, "33.27.01")), "meetings")
    assert NEW not in page


def test_a_meeting_is_planned_in_four_steps():
    worn = lurah()
    client = browser(worn)
    assert "Musrenbang desa" in page_of(client, "meeting-begin")
    assert "kapan dan di mana?" in page_of(client, "meeting-begin", jenis="musrenbang_desa")
    answer = send(client, "meeting-begin", **plan_form())
    meeting = Meeting.objects.get()
    assert answer.url == reverse("meeting-agenda", args=[meeting.pk])
    assert f"{meeting.starts:%H.%M}" == "19.00"
    answer = send(client, "meeting-agenda", meeting.pk, seen=1, minutes_0="10", what_0="Pembukaan")
    assert answer.url == reverse("meeting-invitees", args=[meeting.pk])
    answer = send(client, "meeting-invitees", meeting.pk, seen=2, rt_rw="RT 001\nRT 002", tokoh="Takmir")
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert send(client, "meeting-invite", meeting.pk, seen=3).status_code == 302
    page = page_of(client, "meeting", meeting.pk)
    assert "Undangan sudah keluar" in page
    assert "*UNDANGAN MUSRENBANG DESA PLAKARAN*" in page


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"territory": BANYUMUDAL}, "Pilih dari daftar"),
        ({"starts": "tujuh malam"}, "Tulis jam seperti"),
        ({"day": ""}, "Isi hari dan tanggal"),
        ({"ends": "18.00"}, "tidak sesudah jam mulai"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_the_field(changed, words):
    answer = send(browser(lurah()), "meeting-begin", **plan_form(**changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_second_click_plans_one_meeting():
    client, form = browser(lurah()), {"request_id": str(uuid4()), **plan_form()}
    assert client.post(NEW, form).url == client.post(NEW, form).url
    assert Meeting.objects.count() == 1


def test_the_recorded_rt_are_invited_unless_somebody_says_otherwise():
    worn = lurah()
    add_neighbourhoods(hat("Bu Ratna", Role.BAPPEDA, "33.27"), PLAKARAN, Row(1, 3, "2", "Krajan"))
    meeting = planned(worn)
    page = page_of(browser(worn), "meeting-invitees", meeting.pk)
    assert "RT 001/RW 002" in page
    assert "RW 002" in page


def test_invitees_are_copied_from_the_last_such_meeting():
    worn = lurah()
    held(worn)
    page = page_of(browser(worn), "meeting-invitees", planned(worn).pk)
    assert "Disalin dari Musrenbang desa Plakaran" in page
    assert "RT 024/RW 002" in page


def test_counts_are_typed_in_one_table_and_the_meeting_is_closed():
    worn = lurah()
    client, meeting = browser(worn), begun(worn)
    counts = {
        f"{group}_{sex}": getattr(people, sex) for group, people in REAL.items() for sex in ("men", "women")
    }
    form = counts | {"speakers_men": 12, "speakers_women": 1, "delegates_men": 3, "delegates_women": 2}
    assert send(client, "meeting-attendance", meeting.pk, seen=meeting.version, **form).status_code == 302
    meeting.refresh_from_db()
    assert meeting.speakers == BySex(12, 1)
    page = page_of(client, "meeting-close", meeting.pk)
    assert "L 35, P 11" in page
    assert "Mengapa kuorum?" in page
    ends = f"{now().astimezone(meeting.starts.tzinfo):%H.%M}"
    assert send(client, "meeting-close", meeting.pk, seen=meeting.version, ends=ends).status_code == 302
    page = page_of(client, "meeting", meeting.pk)
    for words in ("perempuan 23,9%", "11 dari 46", "Tulis notulen", "1 dari 13"):
        assert words in page


@pytest.mark.parametrize("value", ["-1", "tiga", "1,5", "999999999"])
def test_a_count_that_is_none_is_refused_beside_its_field(value):
    worn = lurah()
    meeting = begun(worn)
    answer = send(browser(worn), "meeting-attendance", meeting.pk, seen=meeting.version, tokoh_men=value)
    assert answer.status_code == 422
    assert 'href="#tokoh-men"' in answer.content.decode()
    assert not meeting.attendance.exists()


def test_a_table_filled_in_on_an_old_page_is_not_written():
    worn = lurah()
    meeting = begun(worn)
    answer = send(browser(worn), "meeting-attendance", meeting.pk, seen=1, tokoh_men="3")
    assert answer.status_code == 422
    assert "diubah orang lain" in answer.content.decode()


def test_a_slip_of_the_pen_does_not_hide_what_somebody_else_wrote_meanwhile():
    worn = lurah()
    client, meeting = browser(worn), begun(worn)
    seen = meeting.version
    attending.record_attendance(worn, meeting, REAL)
    slip = send(client, "meeting-attendance", meeting.pk, seen=seen, tokoh_men="tiga").content.decode()
    assert f'name="seen" value="{seen}"' in slip
    told = send(client, "meeting-attendance", meeting.pk, seen=seen, tokoh_men="3").content.decode()
    assert "diubah orang lain" in told
    assert f'name="seen" value="{seen + 1}"' in told


def test_without_quorum_the_page_asks_before_it_closes():
    worn = lurah()
    client = browser(worn)
    meeting = attending.record_attendance(worn, begun(worn), {"tokoh": BySex(3, 1)})
    ends = f"{now().astimezone(meeting.starts.tzinfo):%H.%M}"
    assert "rembug lanjutan" in page_of(client, "meeting-close", meeting.pk)
    form = {"seen": meeting.version, "ends": ends}
    assert send(client, "meeting-close", meeting.pk, **form).status_code == 422
    assert send(client, "meeting-close", meeting.pk, held_anyway="on", **form).status_code == 302
    assert Meeting.objects.get().without_quorum


def test_names_are_typed_by_line_and_shown_only_with_the_right():
    worn = operator()
    client, meeting = browser(worn), begun(worn)
    people = "Siti Aminah; P; RT 003; lansia\nBudi; L"
    form = {"group": "tokoh", "people": people, "seen": meeting.version}
    assert send(client, "meeting-names", meeting.pk, **form).status_code == 302
    assert "Siti Aminah" in page_of(client, "meeting-names", meeting.pk)
    assert "Siti Aminah" not in page_of(client, "meeting", meeting.pk)
    member = browser(hat("Pak Budi", Role.LPMK, PLAKARAN))
    assert "Siti" not in page_of(member, "meeting", meeting.pk)
    assert member.get(reverse("meeting-names", args=[meeting.pk])).status_code == 404
    assert member.get(reverse("meeting-names-sheet", args=[meeting.pk])).status_code == 404


def test_a_line_without_sex_is_told_by_its_number_and_not_by_the_name():
    worn = operator()
    meeting = begun(worn)
    form = {"group": "tokoh", "people": "Budi; L\nSiti Aminah", "seen": meeting.version}
    answer = send(browser(worn), "meeting-names", meeting.pk, **form).content.decode()
    assert "Baris 2: tulis nama; L atau P" in answer
    assert not meeting.attendance.exists()


def test_printing_the_names_leaves_a_trace():
    worn = operator()
    meeting = begun(worn)
    attending.add_names(worn, meeting, [attending.Named("Siti", True, "tokoh")])
    answer = browser(worn).get(reverse("meeting-names-sheet", args=[meeting.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(verb="meeting.names_printed").exists()


def minutes_form(**changed: object) -> dict[str, object]:
    return {"decisions": "Drainase dahulu", "rule": "Mufakat", "seen": 0, "act": "simpan"} | changed


def test_minutes_are_kept_as_draft_during_the_meeting_and_as_version_after_it():
    worn = operator()
    client, meeting = browser(worn), begun(worn)
    assert "simpan sebagai draf dahulu" in page_of(client, "meeting-minutes", meeting.pk)
    send(client, "meeting-minutes", meeting.pk, **minutes_form(act="draf"))
    assert "Drainase dahulu" in page_of(client, "meeting-minutes", meeting.pk)
    attending.record_attendance(worn, meeting, REAL)
    attending.close_meeting(worn, Meeting.objects.get())
    assert send(client, "meeting-minutes", meeting.pk, **minutes_form()).url == f"/pertemuan/{meeting.pk}/"
    assert Minutes.objects.get().text.decisions == ("Drainase dahulu",)
    assert not DraftForm.objects.exists()


def test_of_two_who_write_at_once_the_second_keeps_his_text_and_sees_the_other():
    agus, sri = operator(), operator("Mbak Sri")
    meeting = held(agus)
    page_of(browser(sri), "meeting-minutes", meeting.pk)
    recording.write_minutes(agus, meeting, RECORD, seen=0)
    answer = send(browser(sri), "meeting-minutes", meeting.pk, **minutes_form(decisions="Dari Sri"))
    assert answer.url == reverse("meeting-minutes", args=[meeting.pk])
    page = page_of(browser(sri), "meeting-minutes", meeting.pk)
    assert "Dari Sri" in page
    assert "Versi 1 dari Mas Agus" in page
    assert "Drainase RT 02" in page
    assert Minutes.objects.count() == 1
    merged = minutes_form(decisions="Drainase RT 02\nDari Sri", seen=1)
    assert send(browser(sri), "meeting-minutes", meeting.pk, **merged).status_code == 302
    assert Minutes.objects.first().version == 2


def test_a_refusal_without_reason_stays_in_the_form():
    worn = operator()
    meeting = held(worn)
    answer = send(browser(worn), "meeting-minutes", meeting.pk, **minutes_form(rejected="Paving gang 3"))
    assert answer.status_code == 422
    assert "tidak disepakati tanpa alasan" in answer.content.decode()
    assert "Drainase dahulu" in answer.content.decode()


def test_older_minutes_stay_readable():
    worn = operator()
    meeting = minuted(worn)
    recording.write_minutes(worn, meeting, replace(RECORD, rule="Suara terbanyak"))
    assert "Musyawarah" in page_of(browser(worn), "meeting-minutes-version", meeting.pk, 1)
    assert browser(worn).get(reverse("meeting-minutes-version", args=[meeting.pk, 9])).status_code == 404


def test_the_berita_acara_is_issued_through_the_queue(django_capture_on_commit_callbacks):
    worn = operator()
    client, meeting = browser(worn), minuted(worn)
    form = {"number": "050/1/2026", "date": "2026-01-10", "name_0": "Sudarmo", "act": "terbit"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, "meeting-paper", meeting.pk, "berita-acara", **form)
    assert "/pekerjaan/" in answer.url
    paper = Document.objects.get()
    assert (paper.number, paper.status, paper.link) == ("050/1/2026", "terbit", f"/pertemuan/{meeting.pk}/")
    page = page_of(client, "meeting", meeting.pk)
    assert "Berita acara nomor 050/1/2026 terbit" in page
    assert reverse("document", args=[paper.pk]) in page


def test_a_paper_without_number_is_told_beside_the_field():
    worn = operator()
    form = {"number": "", "date": "2026-01-10", "act": "terbit"}
    answer = send(browser(worn), "meeting-paper", minuted(worn).pk, "berita-acara", **form)
    assert answer.status_code == 422
    assert 'href="#number"' in answer.content.decode()


def test_a_photo_is_uploaded_shown_small_and_taken_away(django_capture_on_commit_callbacks):
    worn = operator()
    client, meeting = browser(worn), begun(worn)
    upload = SimpleUploadedFile("IMG.jpg", picture(), "image/jpeg")
    assert send(client, "meeting-photo-add", meeting.pk, file=upload, words="Sidang").status_code == 302
    photo = meeting.photos.get()
    assert reverse("meeting-photo", args=[meeting.pk, photo.pk, "kecil"]) in page_of(
        client, "meeting", meeting.pk
    )
    shown = client.get(reverse("meeting-photo", args=[meeting.pk, photo.pk, "penuh"]))
    assert shown["Content-Type"] == "image/jpeg"
    assert client.get(reverse("meeting-photo", args=[meeting.pk, photo.pk, "asli"])).status_code == 404
    assert send(client, "meeting-photo-drop", meeting.pk, photo.pk).status_code == 302
    assert not meeting.photos.exists()


def test_what_is_no_picture_is_refused_in_plain_words():
    worn = operator()
    upload = SimpleUploadedFile("virus.jpg", b"MZ" + b"0" * 500, "image/jpeg")
    answer = send(browser(worn), "meeting-photo-add", begun(worn).pk, file=upload)
    assert answer.status_code == 422
    assert "isinya bukan foto JPEG atau PNG" in answer.content.decode()


def test_a_cancelled_meeting_says_why():
    worn = lurah()
    client, meeting = browser(worn), planned(worn)
    assert send(client, "meeting-cancel", meeting.pk, seen=1, reason="").status_code == 422
    assert send(client, "meeting-cancel", meeting.pk, seen=1, reason="banjir").status_code == 302
    page = page_of(client, "meeting", meeting.pk)
    assert "Pertemuan dibatalkan" in page
    assert "banjir" in page


def test_a_rembug_lanjutan_is_planned_from_the_first_and_both_lead_to_each_other():
    worn = lurah()
    client, before = browser(worn), held(worn)
    assert "Lanjutan dari" in page_of(client, "meeting-begin", lanjutan=before.pk)
    send(client, "meeting-begin", **plan_form(lanjutan=str(before.pk)))
    later = Meeting.objects.get(continues=before)
    assert f"/pertemuan/{later.pk}/" in page_of(client, "meeting", before.pk)
    assert f"/pertemuan/{before.pk}/" in page_of(client, "meeting", later.pk)


def test_the_list_shows_what_comes_first_and_then_what_was():
    worn = lurah()
    held(worn, title="Musrenbang lama")
    planned(worn, title="Musrenbang baru")
    page = page_of(browser(worn), "meetings")
    assert page.index("Musrenbang baru") < page.index("Musrenbang lama")
    assert "L 35 · P 11 (23,9%)" in page
    assert "Musrenbang lama" not in page_of(browser(worn), "meetings", saring="baru")
    assert "Tidak ada pertemuan yang cocok" in page_of(browser(worn), "meetings", jenis="fgd")


def test_the_list_takes_two_queries_however_long_it_is(django_assert_num_queries):
    worn = lurah()
    for _ in range(4):
        planned(worn)
        held(worn)
    client = browser(worn)
    client.get(LIST)
    with django_assert_num_queries(3):  # one of them asks who sits here
        client.get(LIST)


def test_the_page_of_a_meeting_does_not_ask_more_for_more_people(django_assert_max_num_queries):
    worn = operator()
    meeting = begun(worn)
    attending.add_names(worn, meeting, [attending.Named(f"Warga {n}", True, "tokoh") for n in range(40)])
    photographed(worn, meeting)
    with django_assert_max_num_queries(14):
        page_of(browser(worn), "meeting", meeting.pk)


def test_pak_joko_finds_nothing_of_the_next_village():
    joko, meeting = browser(hat("Pak Joko", Role.LURAH, BANYUMUDAL)), minuted(lurah())
    plain = re.compile(rb'value="[^"]*"|<title>.*?</title>')
    absent = plain.sub(b"", joko.get("/tidak-ada/").content)
    for name in ("meeting", "meeting-attendance", "meeting-minutes", "meeting-close", "meeting-sheet"):
        answer = joko.get(reverse(name, args=[meeting.pk]))
        assert answer.status_code == 404, name
        assert plain.sub(b"", answer.content) == absent
    assert meeting.title not in page_of(joko, "meetings")


def test_tasks_tell_of_tomorrow_of_what_nobody_closed_and_of_missing_minutes():
    worn = lurah()
    planned(worn, title="Besok", starts_at=now() + timedelta(hours=20))
    planned(worn, title="Bulan depan", starts_at=now() + timedelta(days=30))
    begun(worn, title="Terlupa", starts_at=now() - timedelta(days=2))
    meeting = held(worn, title="Sudah")
    tasks = {task.what: task for task in tasks_for(worn)}
    assert set(tasks) == {"Siapkan Besok", "Tutup Terlupa", "Tulis notulen Sudah"}
    assert tasks["Tulis notulen Sudah"].due == meeting.day + timedelta(days=3)
    assert tasks_for(hat("Pak Camat", Role.PJOK, "33.27.01")) == []
    assert tasks_for(hat("Bu Camat", Role.CAMAT, "33.27.01")) == []  # sees them, but others look after them


def test_search_and_place_tell_of_meetings_of_the_own_territory():
    worn = lurah()
    held(worn)
    (hit,) = hits_for(worn, "musrenbang plakaran")
    assert hit.kind == "Pertemuan"
    (section,) = sections_for(worn, PLAKARAN)
    assert "L 35 · P 11" in section.facts[0].context
    joko = hat("Pak Joko", Role.LURAH, BANYUMUDAL)
    assert hits_for(joko, "musrenbang") == sections_for(joko, BANYUMUDAL) == []


def test_an_rt_head_does_it_all_on_his_own_rt():
    head = hat("Pak Darmo", Role.RT_HEAD, RT)
    client = browser(head)
    form = plan_form(jenis="rembug_rt", territory=RT, convener="Ketua RT")
    assert send(client, "meeting-begin", **form).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.territory, meeting.standing) == (RT, State.PLANNED)
    assert "Rembug RT 003/RW 002" in page_of(client, "meeting", meeting.pk)
    assert "Daftar nama" not in page_of(client, "meeting", meeting.pk)


def test_blank_forms_of_this_room_print():
    client = browser(lurah())
    for name in ("undangan-rapat", "hitungan-hadir", "notulen-rapat"):
        assert client.get(f"/dokumen/blangko/{name}.pdf").content.startswith(b"%PDF")


def test_the_letter_lists_many_invitees_on_a_page_of_their_own(django_capture_on_commit_callbacks):
    worn = operator()
    meeting = planning.set_invitees(worn, planned(worn), INVITED)
    form = {"number": "005/1/2026", "date": today_in(PLAKARAN).isoformat(), "act": "terbit"}
    with django_capture_on_commit_callbacks(execute=True):
        send(browser(worn), "meeting-paper", meeting.pk, "undangan", **form)
    assert Document.objects.get().kind == "Undangan"
