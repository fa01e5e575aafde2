"""Papers of a meeting: letter, berita acara with the sections of rooms above, numbers, signatures."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.documents.scans import attach_scan, check_scan
from berdaya.documents.tables import Column, Sheet
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Refused
from berdaya.meeting.models import Meeting
from berdaya.meeting.printing import RECORD as BERITA_ACARA
from berdaya.meeting.printing import Hands, Section, Signer, minutes_values
from berdaya.meeting.rules.invitees import Invitee
from berdaya.meeting.rules.steps import State
from berdaya.meeting.services import attending, planning, recording
from berdaya.meeting.services.papers import (
    Wanted,
    attach_sections,
    issue_invitation,
    issue_minutes,
    prepare_paper,
)
from berdaya.meeting.words import invitation_text
from tests.meeting.office import (
    REAL,
    RECORD,
    RT,
    held,
    lurah,
    minuted,
    operator,
    planned,
)
from tests.office import hat

pytestmark = pytest.mark.django_db


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.findings]


HANDS = Hands("Pak Carik", "Mas Agus", "Plakaran", (Signer("Kepala Desa", "Sudarmo"), Signer("Ketua BPD")))
FINAL = Wanted(final=True, number="050/12/2026", hands=HANDS)


def issued(worn, meeting):
    prepare_paper(worn, meeting, BERITA_ACARA, FINAL)
    document = issue_minutes(worn.person, meeting)
    meeting.refresh_from_db()
    return document


def test_the_berita_acara_is_issued_with_number_and_makes_the_meeting_signed_when_it_comes_back():
    worn = operator()
    meeting = minuted(worn)
    document = issued(worn, meeting)
    assert (document.number, document.kind, document.reading) == (
        "050/12/2026",
        "Berita Acara",
        "meeting.see",
    )
    assert meeting.standing is State.MINUTED
    scan = attach_scan(worn, document, 1, Clean(b"%PDF-1.7\n%%EOF", "pdf"))
    check_scan(lurah(), scan, agrees=True)
    meeting = Meeting.objects.get()
    assert meeting.standing is State.SIGNED
    with pytest.raises(Refused, match="sudah ditandatangani"):
        attending.record_attendance(worn, meeting, REAL)


def test_the_same_berita_acara_is_printed_once_and_a_changed_one_gets_a_version():
    worn = operator()
    meeting = minuted(worn)
    document = issued(worn, meeting)
    assert issued(worn, meeting).versions.count() == 1
    recording.write_minutes(worn, meeting, replace(RECORD, rule="Suara terbanyak"))
    assert issued(worn, meeting).pk == document.pk
    assert document.versions.count() == 2


def test_sections_of_a_room_above_are_printed_now_and_later():
    worn = operator()
    meeting = minuted(worn)
    sheet = Sheet("Usulan", (Column("Usulan"),), rows=[("Drainase RT 02",)])
    prepare_paper(worn, meeting, BERITA_ACARA, FINAL)
    plan = attach_sections(worn, meeting, [Section("Usulan yang disepakati", ("Satu usulan.",), sheet)])
    assert "Drainase RT 02" in plan.sections
    assert issue_minutes(worn.person, meeting).latest == 1
    values = minutes_values(meeting, [Section("Usulan", (), sheet).as_data()])
    assert values["sections"][0]["table"]["groups"][0]["rows"] == [["Drainase RT 02"]]


def test_the_berita_acara_says_what_the_law_of_the_room_asks():
    meeting = minuted(operator())
    values = minutes_values(meeting, (), HANDS)
    assert "telah diadakan Musrenbang desa" in values["opening"]
    assert values["rejected"] == ["Paving gang 3: di luar kewenangan desa"]
    assert values["women"] == ["Peserta: perempuan 23,9% (11 dari 46), di bawah 30%."]
    assert values["attendance"]["total"][1:] == [
        {"span": 1, "body": text, "right": True} for text in ("35", "11", "46")
    ]
    assert dict(values["facts"])["Pimpinan rapat"] == "Pak Carik"


def test_without_number_and_without_book_the_paper_is_not_issued():
    worn = operator()
    with pytest.raises(Refused) as refused:
        prepare_paper(worn, minuted(worn), BERITA_ACARA, Wanted(final=True, hands=HANDS))
    assert codes(refused) == ["meeting.no_number"]


def test_a_draft_needs_no_number():
    worn = operator()
    meeting = minuted(worn)
    prepare_paper(worn, meeting, BERITA_ACARA, Wanted(hands=HANDS))
    assert issue_minutes(worn.person, meeting).status == "rancangan"


def test_names_of_those_who_sign_are_sealed():
    worn = operator()
    plan = prepare_paper(worn, minuted(worn), BERITA_ACARA, FINAL)
    assert "Sudarmo" not in plan.facts


def test_an_rt_head_issues_his_own_papers_with_his_own_number():
    head = hat("Pak Darmo", Role.RT_HEAD, RT)
    meeting = planned(head, forum="rembug_rt", territory=RT)
    meeting = planning.set_invitees(head, meeting, [Invitee("Seluruh warga RT 003", RT, "warga")])
    prepare_paper(head, meeting, "undangan", Wanted(final=True, number="03/RT03/2026"))
    letter = issue_invitation(head.person, meeting)
    assert (letter.number, letter.office) == ("03/RT03/2026", "RT 003/RW 002")


def test_no_berita_acara_before_there_are_minutes():
    worn = operator()
    with pytest.raises(Refused):
        prepare_paper(worn, held(worn), BERITA_ACARA, FINAL)


def test_the_text_for_whatsapp_has_day_hour_place_and_agenda():
    meeting = planned(lurah(), starts_at=datetime(2030, 1, 10, 12, tzinfo=UTC))
    text = invitation_text(meeting, meeting.agenda.all())
    for words in (
        "Kamis, 10 Januari 2030",
        "19.00–20.55 WIB",
        "Balai desa, RT 01",
        "1. Pembukaan (10 menit)",
    ):
        assert words in text


def test_every_deed_leaves_its_trace():
    worn = operator()
    meeting = minuted(worn)
    issued(worn, meeting)
    verbs = set(AuditEntry.objects.filter(kind="meeting").values_list("verb", flat=True))
    assert verbs == {
        "meeting.planned",
        "meeting.changed",
        "meeting.attended",
        "meeting.closed",
        "meeting.minuted",
        "meeting.paper_prepared",
    }
