"""What people do with a meeting: planned, invited, counted, closed, written down, signed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from berdaya.access.clock import now
from berdaya.access.models import AuditEntry, DraftForm, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.documents.store import file_path
from berdaya.figures.doors import figure_on
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Refused
from berdaya.kernel.sexes import BySex
from berdaya.meeting import doors
from berdaya.meeting.models import Attendance, Meeting, Minutes
from berdaya.meeting.printing import letter_values, minutes_values, sheet_values
from berdaya.meeting.rules.records import Record
from berdaya.meeting.rules.steps import State
from berdaya.meeting.services import attending, planning, recording
from berdaya.meeting.words import hours
from tests.meeting.office import (
    AGENDA,
    INVITED,
    REAL,
    RECORD,
    RT,
    begun,
    held,
    lurah,
    operator,
    photographed,
    planned,
)
from tests.office import BANYUMUDAL, PLAKARAN, hat

pytestmark = pytest.mark.django_db


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.findings]


# ---------- planning ----------


def test_a_planned_meeting_brings_the_agenda_title_and_year_of_its_forum():
    meeting = planned(lurah(), starts_at=datetime(2030, 1, 10, 12, tzinfo=UTC))
    assert meeting.title == "Musrenbang desa Plakaran"
    assert meeting.year == 2031
    assert meeting.convener == "Kepala Desa"
    assert len(doors.agenda_of(meeting)) == 7
    assert meeting.ends_at == meeting.starts_at + timedelta(minutes=115)


@pytest.mark.parametrize(
    "territory, forum, words",
    [
        ("33.27.01.2001.002.003", "rembug_rt", "19.00–21.15 WIB"),
        ("51.71.01.1001.002.003", "rembug_rt", "20.00–22.15 WITA"),
        ("91.71.01.1001.002.003", "rembug_rt", "21.00–23.15 WIT"),
    ],
)
def test_the_hour_is_that_of_the_place(territory, forum, words):
    head = hat("Pak RT", Role.RT_HEAD, territory)
    starts = datetime(2030, 1, 10, 12, tzinfo=UTC)
    assert hours(planned(head, forum=forum, territory=territory, starts_at=starts)) == words


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"forum": "musrenbang_kelurahan"}, "meeting.level"),
        ({"forum": "arisan"}, "meeting.forum"),
        ({"place": "  "}, "meeting.no_place"),
        ({"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}, "meeting.ends"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(changed, code):
    with pytest.raises(Refused) as refused:
        planned(lurah(), **changed)
    assert code in codes(refused)
    assert not Meeting.objects.exists()


def test_nobody_plans_in_the_next_village():
    with pytest.raises(Refused):
        planned(lurah(), territory=BANYUMUDAL)


def test_an_rt_head_plans_the_rembug_of_his_own_rt():
    head = hat("Pak Darmo", Role.RT_HEAD, RT)
    assert planned(head, forum="rembug_rt", territory=RT).standing is State.PLANNED
    with pytest.raises(Refused):
        planned(head, forum="rembug_rt", territory=f"{PLAKARAN}.002.004")


def test_a_change_made_on_an_old_page_is_refused():
    worn = lurah()
    meeting = planned(worn)
    planning.set_agenda(worn, meeting, AGENDA, seen=1)
    with pytest.raises(Refused) as refused:
        planning.set_agenda(worn, meeting, AGENDA, seen=1)
    assert codes(refused) == ["meeting.changed_meanwhile"]


def test_the_invitation_goes_to_the_inboxes_of_rt_and_rw_heads_once():
    worn = lurah()
    meeting = planning.set_invitees(worn, planned(worn), INVITED)
    planning.invite(worn, meeting)
    told = InboxMessage.objects.filter(subject__startswith="Undangan")
    assert {one.role for one in told} == {Role.RT_HEAD.value, Role.RW_HEAD.value}
    assert "Balai desa" in told[0].body
    with pytest.raises(Refused):
        planning.invite(worn, meeting)


def test_a_new_time_and_a_cancelling_are_told_to_those_invited():
    worn = lurah()
    meeting = planning.set_invitees(worn, planned(worn), INVITED)
    meeting = planning.invite(worn, meeting)
    facts = planning.Plan(
        forum=meeting.forum, territory=PLAKARAN, starts_at=now() + timedelta(days=5), place="Masjid"
    )
    planning.change_plan(worn, meeting, facts)
    planning.cancel_meeting(worn, meeting, "banjir")
    subjects = set(InboxMessage.objects.values_list("subject", flat=True))
    assert {one.split(":")[0] for one in subjects} == {"Undangan", "Perubahan", "Batal"}


def test_nobody_is_invited_to_a_meeting_without_invitees_or_in_the_past():
    worn = lurah()
    with pytest.raises(Refused, match="belum ada yang diundang"):
        planning.invite(worn, planned(worn))
    with pytest.raises(Refused, match="sudah lewat"):
        planning.invite(worn, begun(worn))


def test_a_cancelled_meeting_keeps_its_reason_and_takes_no_more_steps():
    worn = lurah()
    meeting = planned(worn)
    with pytest.raises(Refused):
        planning.cancel_meeting(worn, meeting, "  ")
    meeting = planning.cancel_meeting(worn, meeting, "hujan deras")
    assert (meeting.standing, meeting.reason) == (State.CANCELLED, "hujan deras")
    with pytest.raises(Refused):
        attending.record_attendance(worn, meeting, REAL)


def test_a_rembug_lanjutan_takes_over_agenda_and_invitees():
    worn = lurah()
    before = planning.set_invitees(worn, planned(worn), INVITED)
    planning.set_agenda(worn, before, AGENDA)
    later = planned(worn, continues=before)
    assert doors.agenda_of(later) == AGENDA
    assert doors.invited_to(later)["rt_rw"] == 24
    assert letter_values(later)["again"].startswith("Rembug lanjutan")


# ---------- attendance, closing ----------


def test_the_real_meeting_is_counted_by_sex_and_group_and_filed_as_a_figure():
    meeting = held(lurah())
    assert meeting.people == BySex(35, 11)
    assert doors.attendance_of(meeting).by_group["rt_rw"] == BySex(16, 2)
    filed = figure_on(PLAKARAN, "Kehadiran Musrenbang desa", meeting.day)
    assert filed is not None
    assert (filed.people, filed.room, filed.record) == (BySex(35, 11), "meeting", f"/pertemuan/{meeting.pk}/")


def test_a_correction_after_the_closing_is_judged_and_filed_anew():
    worn = lurah()
    meeting = held(worn)
    attending.record_attendance(worn, meeting, REAL | {"rt_rw": BySex(2, 1)})
    meeting.refresh_from_db()
    assert meeting.without_quorum
    assert meeting.people == BySex(21, 10)
    assert figure_on(PLAKARAN, "Kehadiran Musrenbang desa", meeting.day).people == BySex(21, 10)
    assert Figure.objects.count() == 2


def test_a_forum_of_one_body_files_under_the_name_of_that_body():
    held(lurah(), forum="rembug_pokmas", convener="Pokmas Mawar", counts={"perempuan": BySex(0, 9)})
    assert Figure.objects.get().body == "Pokmas Mawar"


def test_without_a_quorum_it_is_closed_only_as_a_rembug_lanjutan():
    worn = lurah()
    meeting = attending.record_attendance(worn, begun(worn), {"tokoh": BySex(3, 0)})
    with pytest.raises(Refused) as refused:
        attending.close_meeting(worn, meeting)
    assert codes(refused) == ["meeting.no_quorum"]
    done = attending.close_meeting(worn, meeting, held_anyway=True)
    assert done.without_quorum
    assert "tidak mencapai kuorum" in minutes_values(done)["flag"]


def test_with_a_quorum_nothing_is_flagged():
    meeting = held(lurah())
    assert not meeting.without_quorum
    assert (meeting.quorum, meeting.quorum_rule) == ("ya", "meeting.quorum@2026")
    assert minutes_values(meeting)["flag"] == ""


def test_without_attendance_or_before_it_began_it_is_not_closed():
    worn = lurah()
    with pytest.raises(Refused) as refused:
        attending.close_meeting(worn, begun(worn, forum="fgd", convener="Fasilitator"))
    assert codes(refused) == ["meeting.no_attendance"]
    coming = attending.record_attendance(worn, planned(worn), REAL)
    with pytest.raises(Refused) as refused:
        attending.close_meeting(worn, coming)
    assert codes(refused) == ["meeting.not_begun"]


def test_it_does_not_end_in_the_future():
    worn = lurah()
    meeting = attending.record_attendance(worn, begun(worn), REAL)
    with pytest.raises(Refused) as refused:
        attending.close_meeting(worn, meeting, now() + timedelta(hours=1))
    assert codes(refused) == ["meeting.ends"]


def test_names_are_sealed_and_read_only_by_those_who_may():
    worn = operator()
    meeting = begun(worn)
    attending.add_names(worn, meeting, [attending.Named("Siti Aminah", True, "perempuan", ("lansia",))])
    row = Attendance.objects.get()
    assert "Siti" not in row.name
    assert [one.open_name for one in doors.names_of(worn, meeting)] == ["Siti Aminah"]
    assert doors.attendance_of(meeting).seen == {"perempuan", "lansia"}
    member = hat("Pak Budi", Role.LPMK, PLAKARAN)
    with pytest.raises(Refused):
        attending.add_names(member, meeting, [attending.Named("Budi", False, "tokoh")])


def test_no_name_gets_into_the_trail_or_the_berita_acara():
    worn = operator()
    meeting = begun(worn)
    attending.add_names(worn, meeting, [attending.Named("Siti Aminah", True, "perempuan")])
    assert "Siti" not in str(minutes_values(meeting))
    assert not AuditEntry.objects.filter(facts__contains="Siti").exists()
    assert sheet_values(meeting)["rows"] == []
    assert sheet_values(meeting, doors.names_of(worn, meeting))["rows"][0][0] == "Siti Aminah"


def test_a_name_that_is_a_number_is_refused_without_repeating_it():
    worn = operator()
    with pytest.raises(Refused) as refused:
        attending.add_names(worn, begun(worn), [attending.Named("3327010101900001", False, "tokoh")])
    assert codes(refused) == ["attendance.identity"]
    assert "3327" not in str(refused.value)


def test_somebody_written_by_mistake_is_taken_off():
    worn = operator()
    meeting = begun(worn)
    attending.add_names(worn, meeting, [attending.Named("Siti", True, "perempuan")])
    attending.drop_name(worn, meeting, Attendance.objects.get().pk)
    assert not Attendance.objects.exists()


# ---------- minutes, photos ----------


def test_minutes_are_never_edited_and_the_same_text_is_the_same_version():
    worn = operator()
    meeting = held(worn)
    first = recording.write_minutes(worn, meeting, RECORD, seen=0)
    assert recording.write_minutes(worn, meeting, RECORD, seen=0) == first
    second = recording.write_minutes(worn, meeting, replace(RECORD, rule="Suara terbanyak"), seen=1)
    assert (second.version, Minutes.objects.count()) == (2, 2)
    assert first.text == RECORD
    assert "Drainase" not in first.content


def test_whoever_writes_second_is_told_and_overwrites_nothing():
    meeting = held(operator())
    recording.write_minutes(operator(), meeting, RECORD, seen=0)
    with pytest.raises(Refused) as refused:
        recording.write_minutes(operator(), meeting, replace(RECORD, rule="Suara terbanyak"), seen=0)
    assert codes(refused) == ["minutes.newer"]
    assert Minutes.objects.get().text == RECORD


def test_minutes_wait_until_the_meeting_is_closed_and_a_draft_is_kept_sealed():
    worn = operator()
    meeting = begun(worn)
    with pytest.raises(Refused):
        recording.write_minutes(worn, meeting, RECORD)
    recording.keep_draft(worn, meeting, RECORD, 0)
    assert "Drainase" not in DraftForm.objects.get().content


def test_a_photo_is_kept_once_in_two_sizes_and_dropped_with_its_files(django_capture_on_commit_callbacks):
    worn = operator()
    meeting = begun(worn)
    photo = photographed(worn, meeting)
    assert photographed(worn, meeting) == photo
    assert meeting.photos.count() == 1
    assert file_path(photo.file)
    assert file_path(photo.small)
    with django_capture_on_commit_callbacks(execute=True):
        recording.drop_photo(worn, photo)
    assert file_path(photo.file) is None
    assert not meeting.photos.exists()


# ---------- doors ----------


def test_rooms_above_find_the_meetings_of_a_place_forum_and_year():
    worn = lurah()
    meeting = planned(worn)
    planned(worn, forum="fgd")
    found = doors.meetings_for(worn, PLAKARAN, "musrenbang_desa", meeting.year)
    assert found == [meeting]
    assert doors.meetings_for(worn, PLAKARAN, year=meeting.year + 9) == []


LOCAL = """
name = "meeting.quorum"
title = "Kuorum desa"

[[edition]]
version = "plakaran"
source = "Peraturan Desa Plakaran 3/2026"
number = "3/2026"
decided_by = "Kepala Desa"
confirmed_by = "BPD"
territory = "33.27.01.2001"
valid_from = 2026-01-01

[edition.values]
share = "1/2"
women_share = "2/5"
minutes_days = 7
remind_days = 2
"""


def test_a_rule_of_the_village_itself_goes_before_the_shipped_one(tmp_path, monkeypatch):
    (tmp_path / "kuorum.toml").write_text(LOCAL, encoding="utf-8")
    monkeypatch.setattr("berdaya.meeting.book.local_rules_folder", lambda: tmp_path)
    worn = lurah()
    meeting = held(worn, counts=REAL | {"rt_rw": BySex(8, 4)})
    assert (meeting.quorum, meeting.quorum_rule) == ("ya", "meeting.quorum@plakaran#3/2026")
    assert "di bawah 40%" in minutes_values(meeting)["women"][0]


def test_empty_minutes_are_refused_in_plain_words():
    worn = operator()
    with pytest.raises(Refused, match="belum berisi apa pun"):
        recording.write_minutes(worn, held(worn), Record())
