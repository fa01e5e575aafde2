"""The village meeting through the pages: decisions and their versions, households added, objections."""

import json
from datetime import date, timedelta

import pytest

from berdaya.access.clock import now, today_in
from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.meeting.models import PaperPlan
from berdaya.meeting.printing import RECORD
from berdaya.scan.models import Decision, Household, Objection
from berdaya.scan.services.cycles import close_cycle
from berdaya.scan.services.objections import remind
from berdaya.scan.tasks import tasks_for
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_cycle, a_session, a_visit, an_objection

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Bu Kades of Plakaran."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return Desk(hat("Bu Kades", Role.LURAH, PLAKARAN))


def met(desk, homes=3):
    session = a_session(desk.worn, a_cycle(desk.worn, homes=homes))
    return session, list(session.cycle.households.in_order_of_work())


def test_a_meeting_is_planned_with_the_agenda_for_households(desk):
    cycle = a_cycle(desk.worn)
    response = desk.post("scan-musdes-plan", cycle.pk, day="2099-03-01", clock="09:00", place="Balai desa")
    assert response.status_code == 302
    session = cycle.sessions.get()
    assert (session.meeting.forum, session.meeting.year) == ("musdes", cycle.year)
    assert "Pembacaan daftar" in text_of(desk.get("meeting", session.meeting_id))


def test_a_meeting_that_began_is_no_longer_called_planned(desk):
    session = a_session(desk.worn, a_cycle(desk.worn), begun=False)
    assert "dirancang" in text_of(desk.get("scan-session", session.pk))
    session.meeting.starts_at = now() - timedelta(hours=1)
    session.meeting.save(update_fields=["starts_at"])
    for page in ("scan-session", "scan-musdes"):
        number = session.pk if page == "scan-session" else session.cycle_id
        assert "belum ditutup" in text_of(desk.get(page, number))


def test_in_a_kelurahan_it_is_a_musyawarah_kelurahan(desk):
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    session = a_session(ratna, a_cycle(ratna, "33.27.08.1013"))
    assert session.meeting.forum == "muskel"
    assert "Musyawarah kelurahan" in session.meeting.title


def test_decisions_stand_beside_register_and_visit(desk):
    session, (first, second, third) = met(desk)
    a_visit(desk.worn, third)
    assert desk.post("scan-decide", session.pk, first.pk, kind="tetap", seen=0).status_code == 302
    sent = {"kind": "dikeluarkan", "removal": "pindah", "seen": 0, "votes_for": 20, "votes_against": 3}
    assert desk.post("scan-decide", session.pk, second.pk, **sent).status_code == 302
    sent = {"kind": "diperbaiki", "C7": "0", "reason": "Jamban dilihat forum.", "seen": 0}
    assert desk.post("scan-decide", session.pk, third.pk, **sent).status_code == 302
    kept, gone, mended = Household.objects.in_order_of_work()
    assert (kept.decision, gone.decision, mended.decision) == ("tetap", "dikeluarkan", "diperbaiki")
    assert (mended.decided_bits[6], mended.bits[6]) == ("0", "1"), "the register stays as it was"
    page = text_of(desk.get("scan-musdes", session.cycle_id))
    assert "Semua rumah tangga sudah diputuskan" in page


def test_a_household_is_not_decided_twice_unless_the_decision_is_corrected(desk):
    session, (home, *_) = met(desk)
    desk.post("scan-decide", session.pk, home.pk, kind="tetap", seen=0)
    again = desk.post("scan-decide", session.pk, home.pk, kind="dikeluarkan", removal="pindah", seen=0)
    assert again.status_code == 422
    assert "sudah diputuskan “tetap” (versi 1)" in text_of(again)
    sent = {"kind": "dikeluarkan", "removal": "mampu", "reason": "Membuka toko.", "seen": 1}
    assert desk.post("scan-decide", session.pk, home.pk, **sent).status_code == 302
    versions = list(Decision.objects.filter(household=home).order_by("version"))
    assert [one.kind for one in versions] == ["tetap", "dikeluarkan"]
    assert versions[1].corrects == versions[0]
    assert "Membuka toko" not in versions[1].reason, "the reason is sealed"
    assert versions[1].open_reason == "Membuka toko."


def test_nothing_is_decided_before_the_meeting_begins_nor_after_it_was_cancelled(desk):
    cycle = a_cycle(desk.worn)
    session = a_session(desk.worn, cycle, begun=False)
    home = cycle.households.first()
    page = desk.post("scan-decide", session.pk, home.pk, kind="tetap", seen=0)
    assert "belum dimulai" in text_of(page)
    session.meeting.state, session.meeting.reason = "batal", "hujan"
    session.meeting.starts_at = now() - timedelta(hours=1)
    session.meeting.save()
    assert "sudah batal" in text_of(desk.post("scan-decide", session.pk, home.pk, kind="tetap", seen=0))


def test_more_votes_than_people_are_not_believed(desk):
    session, (home, *_) = met(desk)
    desk.post("meeting-attendance", session.meeting_id, seen=session.meeting.version,
              **{"rt_rw-men": 4, "rt_rw-women": 1})  # fmt: skip
    session.meeting.attendance.create(group="tokoh", men=3, women=2, entered_by=desk.worn.person)
    present = sum(one.men + one.women for one in session.meeting.attendance.all())
    sent = {"kind": "tetap", "seen": 0, "votes_for": present, "votes_against": 1}
    assert "padahal yang hadir" in text_of(desk.post("scan-decide", session.pk, home.pk, **sent))


def test_the_visited_rest_stays_and_the_unvisited_waits(desk):
    session, homes = met(desk)
    Household.objects.filter(pk__in=[home.pk for home in homes[:2]]).update(visit="diperiksa")
    assert desk.post("scan-rest", session.pk).status_code == 302
    assert [one.decision for one in Household.objects.in_order_of_work()] == ["tetap", "tetap", ""]


def test_a_household_that_the_register_lacks_is_added_without_a_decile_and_visited_first(desk):
    session, _ = met(desk)
    sent = {"head": "Warsinah", "rt": 4, "rw": 2, "persons": 3, "reason": "Belum terdata, menumpang."}
    assert desk.post("scan-add", session.pk, **sent).status_code == 302
    added = Household.objects.get(origin="musdes")
    assert (added.decile, added.klass, added.known, added.rt) == (None, "", 0, f"{PLAKARAN}.002.004")
    assert (added.decision, added.urgency) == ("ditambahkan", 4)
    assert "Warsinah" not in json.dumps(list(Household.objects.values("facts", "members", "identity")))


def test_the_minutes_get_counts_and_numbers_and_no_names(desk):
    session, (home, *_) = met(desk)
    desk.post("scan-decide", session.pk, home.pk, kind="dikeluarkan", removal="meninggal", seen=0)
    plan = PaperPlan.objects.get(meeting=session.meeting, which=RECORD)
    headings = [section["heading"] for section in json.loads(plan.sections)]
    assert headings == ["Putusan atas rumah tangga", "Putusan menurut nomor urut"]
    assert "meninggal" in plan.sections


def test_the_reading_list_is_printed_by_those_who_see_names_and_written_down(desk):
    cycle = a_cycle(desk.worn)
    response = desk.get("scan-reading-list", cycle.pk)
    assert response.content.startswith(b"%PDF"), text_of(response)
    assert AuditEntry.objects.filter(verb="scan.names_printed").count() == 1
    camat = Desk(hat("Bu Camat", Role.CAMAT, MOGA))
    assert camat.get("scan-reading-list", cycle.pk).status_code == 404
    close_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG), cycle, "")
    assert desk.get("scan-reading-list", cycle.pk).status_code == 404


# ---------- objections ----------


def test_an_objection_has_fourteen_days_and_is_a_task_until_it_is_answered(desk):
    cycle = a_cycle(desk.worn)
    today = today_in(PLAKARAN)
    sent = {"number": 2, "brought_by": "sendiri", "received_on": today, "content": "Kami belum pindah."}
    assert desk.post("scan-objection-new", cycle.pk, **sent).status_code == 302
    one = Objection.objects.get()
    assert (one.due - one.received_on).days == 14
    assert "Kami belum pindah" not in one.content
    assert [task.due for task in tasks_for(desk.worn)] == [one.due]
    assert InboxMessage.objects.filter(awaits=one.awaits, settled_at=None).count() == 2
    answer = {"outcome": "diterima", "answered_on": today, "answer": "Diperiksa lagi; memang masih di sini."}
    assert desk.post("scan-objection", one.pk, **answer).status_code == 302
    assert tasks_for(desk.worn) == []
    assert not InboxMessage.objects.filter(settled_at=None).exists()
    again = desk.post("scan-objection", one.pk, **answer)
    assert "sudah dijawab" in text_of(again)


def test_an_accepted_objection_leads_to_the_new_version_until_it_is_written(desk):
    session, (first, *_) = met(desk)
    desk.post("scan-decide", session.pk, first.pk, kind="dikeluarkan", removal="pindah", seen=0)
    one = an_objection(desk.worn, session.cycle)
    assert one.household == first
    answer = {"outcome": "diterima", "answered_on": today_in(PLAKARAN), "answer": "Masih di sini."}
    desk.post("scan-objection", one.pk, **answer)
    page = desk.get("scan-objection", one.pk).content.decode()
    link = f"/pindai/musyawarah/{session.pk}/rumah-tangga/{first.pk}/"
    assert link in page
    assert "Catat putusan versi baru" in page
    assert desk.post("scan-decide", session.pk, first.pk, kind="tetap", seen=1).status_code == 302
    assert link not in desk.get("scan-objection", one.pk).content.decode()


def test_an_accepted_objection_asks_for_a_meeting_where_none_takes_decisions(desk):
    cycle = a_cycle(desk.worn)
    one = an_objection(desk.worn, cycle)
    answer = {"outcome": "sebagian", "answered_on": today_in(PLAKARAN), "answer": "Diperiksa lagi."}
    desk.post("scan-objection", one.pk, **answer)
    page = desk.get("scan-objection", one.pk).content.decode()
    assert f"/pindai/{cycle.pk}/musyawarah/rancang/" in page
    assert "Rancang musyawarahnya" in page


def test_a_refused_objection_leads_to_no_new_decision(desk):
    one = an_objection(desk.worn, a_cycle(desk.worn))
    answer = {"outcome": "ditolak", "answered_on": today_in(PLAKARAN), "answer": "Sudah pindah."}
    desk.post("scan-objection", one.pk, **answer)
    assert "Rancang musyawarahnya" not in text_of(desk.get("scan-objection", one.pk))


def test_who_brings_an_objection_is_written_as_it_is_spelt(desk):
    page = text_of(desk.get("scan-objection-new", a_cycle(desk.worn).pk))
    assert "Ketua RT atau RW" in page


def test_an_objection_to_no_number_of_the_list_is_told(desk):
    cycle = a_cycle(desk.worn)
    sent = {"number": 99, "brought_by": "rt", "received_on": today_in(PLAKARAN), "content": "Belum ada."}
    page = desk.post("scan-objection-new", cycle.pk, **sent)
    assert "Tidak ada ruta nomor 99" in text_of(page)


def test_those_who_answer_are_reminded_once_before_the_last_day(desk):
    one = an_objection(desk.worn, a_cycle(desk.worn), date(2026, 1, 5))
    assert remind(one.due - timedelta(days=9)) == 0
    assert remind(one.due - timedelta(days=4)) == 1
    assert remind(one.due - timedelta(days=3)) == 0
    assert InboxMessage.objects.filter(subject__startswith="Keberatan hampir").count() == 2


def test_a_meeting_and_an_objection_of_others_are_not_there(desk):
    session, (home, *_) = met(desk)
    one = an_objection(desk.worn, session.cycle)
    joko = Desk(hat("Pak Joko", Role.BAPPEDA, TEGAL))
    assert joko.get("scan-session", session.pk).status_code == 404
    assert joko.get("scan-objection", one.pk).status_code == 404
    assert joko.post("scan-decide", session.pk, home.pk, kind="tetap", seen=0).status_code == 404
