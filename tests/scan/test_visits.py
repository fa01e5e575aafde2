"""Visits through the pages: the work list, five steps, two people at once, a second person, pictures."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.documents.blankforms import blanks, printed
from berdaya.kernel.findings import Refused
from berdaya.scan.identity import Identity, Seal, label_of
from berdaya.scan.models import FoundDifference, Household, Visit
from berdaya.scan.models.cycle import Standing
from berdaya.scan.services.visits import begin_visit, save_facts, verify_visit
from tests.meeting.office import picture
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_cycle, a_household, a_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Dwi, the facilitator of Moga."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return Desk(hat("Mbak Dwi", Role.FACILITATOR, MOGA))


def home_in_list(worn, **fields):
    return a_household(a_cycle(worn, homes=0), **fields)


def seen_in(page):
    return re.search(r'name="seen" value="(\d+)"', text_of(page)).group(1)


def test_a_household_is_visited_in_five_steps_and_sent(desk):
    home = home_in_list(desk.worn)
    assert desk.post("scan-visit-begin", home.pk).status_code == 302
    visit = Visit.objects.get()

    def step(name, **given):
        page = desk.get("scan-visit", visit.pk, name)
        return desk.post("scan-visit", visit.pk, name, seen=seen_in(page), **given)

    assert step("keadaan", outcome="ditemui", day="2026-02-01").url.endswith("/bantuan/")
    assert step("bantuan", act="sama", sta_pkh="1").url.endswith("/rumah/")
    assert step("rumah", fasbab="1", luas_lantai="24").url.endswith("/anggota/")
    assert step("anggota", **{"m0-where": "1", "m1-where": "1", "m1-school": "1"}).url.endswith("/periksa/")
    refused = step("periksa", act="kirim")
    assert refused.status_code == 422
    assert "belum beralasan" in text_of(refused)
    reasons = {"fasbab": "diperbaiki", "sta_pkh": "berubah", "1:school": "berubah"}
    assert step("periksa", act="kirim", **reasons).status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.sent_by) == ("dikirim", desk.worn.person)
    assert visit.answered.facts["sta_kks"] == 0, "what was left empty is the register's"
    assert Household.objects.get().visit == Standing.SENT


def test_members_who_are_as_the_register_says_take_one_tap(desk):
    visit = begin_visit(desk.worn, home_in_list(desk.worn))
    page = desk.get("scan-visit", visit.pk, "anggota")
    sent = {"m1-school": "1", "act": "sama", "seen": seen_in(page)}
    assert desk.post("scan-visit", visit.pk, "anggota", **sent).status_code == 302
    visit.refresh_from_db()
    head, child = visit.answered.people
    assert (head["where"], head["works"], child["school"]) == (1, 1, 1)


def test_the_field_counts_beside_the_register_once_a_second_person_agrees(desk):
    home = home_in_list(desk.worn)
    visit = a_visit(desk.worn, home, sent=True)
    before = (home.facts, home.bits, home.klass)
    mine = desk.post("scan-visit-check", visit.pk, act="setuju")
    assert mine.status_code == 422
    other = Desk(hat("Mas Yusuf", Role.OPERATOR, PLAKARAN))
    assert other.post("scan-visit-check", visit.pk, act="setuju").status_code == 302
    home.refresh_from_db()
    assert (home.facts, home.bits, home.klass) == before, "the register is never overwritten"
    assert (home.visit, home.differs, home.field_bits[6]) == (Standing.VERIFIED, 1, "0")
    assert FoundDifference.objects.get().reason == "diperbaiki"
    page = text_of(other.get("scan-household", home.pk))
    assert "rumah diperbaiki" in page
    assert "Fasilitas BAB" in page


def test_a_returned_visit_waits_for_its_writer_with_the_reason(desk):
    visit = a_visit(desk.worn, home_in_list(desk.worn), sent=True)
    other = Desk(hat("Mas Yusuf", Role.OPERATOR, PLAKARAN))
    assert other.post("scan-visit-check", visit.pk, act="kembalikan", reason="").status_code == 422
    other.post("scan-visit-check", visit.pk, act="kembalikan", reason="Luas lantai tidak masuk akal.")
    message = InboxMessage.objects.get(person=desk.worn.person)
    assert "Luas lantai" in message.body
    assert "Luas lantai tidak masuk akal." in text_of(desk.get("scan-visit", visit.pk, "periksa"))
    page = desk.get("scan-visit", visit.pk, "periksa")
    assert desk.post("scan-visit", visit.pk, "periksa", seen=seen_in(page), act="kirim").status_code == 302
    message.refresh_from_db()
    assert message.settled_at is not None


def test_of_two_who_answer_otherwise_the_later_one_sees_both_and_chooses(desk):
    visit = begin_visit(desk.worn, home_in_list(desk.worn))
    mine = desk.get("scan-visit", visit.pk, "rumah")
    other = hat("Mas Yusuf", Role.OPERATOR, PLAKARAN)
    save_facts(other, visit, {"lantai": 2, "fasbab": 1}, visit.version)
    page = desk.post("scan-visit", visit.pk, "rumah", seen=seen_in(mine), lantai="9", fasbab="1")
    assert page.status_code == 422
    assert "Mas Yusuf menyimpan isian lain" in text_of(page)
    assert "keramik" in text_of(page)
    visit.refresh_from_db()
    assert visit.answered.facts["lantai"] == 2
    again = desk.post("scan-visit", visit.pk, "rumah", seen=seen_in(page), lantai="9", fasbab="1")
    assert again.status_code == 302
    visit.refresh_from_db()
    assert visit.answered.facts["lantai"] == 9


def test_two_who_answer_different_steps_do_not_disturb_each_other(desk):
    visit = begin_visit(desk.worn, home_in_list(desk.worn))
    mine = desk.get("scan-visit", visit.pk, "bantuan")
    save_facts(hat("Mas Yusuf", Role.OPERATOR, PLAKARAN), visit, {"lantai": 2}, visit.version)
    assert desk.post("scan-visit", visit.pk, "bantuan", seen=seen_in(mine), sta_pkh="1").status_code == 302
    visit.refresh_from_db()
    assert visit.answered.facts == {"lantai": 2, "sta_pkh": 1}


def test_whoever_is_gone_is_sent_with_a_word_from_whom_it_is_known(desk):
    visit = begin_visit(desk.worn, home_in_list(desk.worn))
    page = desk.get("scan-visit", visit.pk, "keadaan")
    sent = {"outcome": "pindah", "day": "2026-02-01", "seen": seen_in(page)}
    assert desk.post("scan-visit", visit.pk, "keadaan", **sent).url.endswith("/periksa/")
    page = desk.get("scan-visit", visit.pk, "periksa")
    refused = desk.post("scan-visit", visit.pk, "periksa", seen=seen_in(page), act="kirim")
    assert "dari siapa Anda tahu" in text_of(refused)


def test_a_day_to_come_is_no_day_of_a_visit(desk):
    visit = begin_visit(desk.worn, home_in_list(desk.worn))
    sent = {"outcome": "ditemui", "day": "2099-02-01", "seen": visit.version}
    page = desk.post("scan-visit", visit.pk, "keadaan", **sent)
    assert page.status_code == 422
    assert "di luar putaran kerja ini" in text_of(page)


def test_a_visit_in_a_village_of_others_is_not_there(desk):
    home = home_in_list(desk.worn)
    visit = begin_visit(desk.worn, home)
    joko = Desk(hat("Pak Joko", Role.FACILITATOR, TEGAL))
    assert joko.get("scan-household", home.pk).status_code == 404
    assert joko.get("scan-visit", visit.pk, "keadaan").status_code == 404
    assert joko.post("scan-visit-begin", home.pk).status_code == 404
    with pytest.raises(Refused):
        verify_visit(hat("Bu Rini", Role.AUDITOR, PEMALANG), visit)


def test_a_paper_is_typed_on_one_page_and_sent(desk):
    home = home_in_list(desk.worn)
    assert desk.get("scan-paper-entry", home.pk).status_code == 200
    sheet = {"outcome": "ditemui", "day": "2026-02-01", "fasbab": "1", "m0-where": "1"}
    refused = desk.post("scan-paper-entry", home.pk, **sheet)
    assert refused.status_code == 422
    assert Visit.objects.count() == 0, "nothing half-typed stays"
    assert desk.post("scan-paper-entry", home.pk, reason="diperbaiki", **sheet).status_code == 302
    visit = Visit.objects.get()
    assert (visit.state, visit.from_paper) == ("dikirim", True)


def test_paper_does_not_overwrite_what_somebody_is_writing(desk):
    home = home_in_list(desk.worn)
    a_visit(desk.worn, home)
    sheet = {"outcome": "ditemui", "day": "2026-02-01", "fasbab": "1"}
    page = desk.post("scan-paper-entry", home.pk, **sheet)
    assert page.status_code == 422
    assert "Sedang diisi Mbak Dwi" in text_of(page)


def test_a_picture_is_drawn_anew_and_no_other_file_passes(desk):
    visit = begin_visit(desk.worn, home_in_list(desk.worn))
    good = SimpleUploadedFile("rumah.jpg", picture())
    assert desk.post("scan-photo-add", visit.pk, file=good, words="Dinding").status_code == 302
    for name, content in (("peta.jpg", b"<svg onload='x'/>"), ("x.jpeg", b"<html><script>1</script>")):
        page = desk.post("scan-photo-add", visit.pk, file=SimpleUploadedFile(name, content))
        assert page.status_code == 422
        assert "Pilih foto dari kamera atau galeri." in text_of(page)
    large = SimpleUploadedFile("besar.jpg", b"\xff\xd8" + b"0" * 40_000_000)
    page = desk.post("scan-photo-add", visit.pk, file=large)
    assert page.status_code == 422
    assert "200 dpi" not in text_of(page), "nobody scans a house: the advice is for a camera"
    photo = visit.photos.get()
    assert desk.get("scan-photo", visit.pk, photo.pk, "kecil").status_code == 200
    camat = Desk(hat("Bu Camat", Role.CAMAT, MOGA))
    assert camat.get("scan-photo", visit.pk, photo.pk, "kecil").status_code == 404


def test_names_are_for_those_who_work_there(desk, monkeypatch):
    cycle = a_cycle(desk.worn, homes=0)
    seal = Seal(b"k" * 32)
    monkeypatch.setattr("berdaya.scan.doors.households.seal_of", lambda snapshot: seal)
    home = a_household(cycle)
    home.identity = seal.sealed(
        Identity("Siti Aminah", "Krajan", ("Siti Aminah",)), label_of(cycle.pk, home.key)
    )
    home.save()
    assert "Siti Aminah" in text_of(desk.get("scan-households", cycle.pk))
    auditor = Desk(hat("Pak Auditor", Role.AUDITOR, PEMALANG))
    for page in ("scan-households", "scan-household"):
        response = auditor.get(page, cycle.pk if page == "scan-households" else home.pk)
        assert response.status_code == 200
        assert "Siti" not in text_of(response)
    veiled = "menyangkut orang"
    assert veiled in text_of(auditor.get("scan-household", home.pk))
    assert veiled not in text_of(desk.get("scan-household", home.pk))


def test_the_work_list_takes_two_queries_however_long_it_is(desk):
    cycle = a_cycle(desk.worn, homes=2)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert desk.get("scan-households", cycle.pk).status_code == 200
        return [one["sql"] for one in caught if "scan_household" in one["sql"]]

    few = len(queries())
    for at in range(10, 70):
        a_household(cycle, at)
    assert len(queries()) == few == 2


def test_the_work_list_is_narrowed_by_rt_class_and_visit(desk):
    cycle = a_cycle(desk.worn, homes=0)
    a_household(cycle, 1, rt=f"{PLAKARAN}.001.001", klass="B")
    a_household(cycle, 2, klass="", known=5)
    assert "1 cocok" in text_of(desk.get("scan-households", cycle.pk, rt=f"{PLAKARAN}.001.001"))
    assert "1 cocok" in text_of(desk.get("scan-households", cycle.pk, kelas="tanpa"))
    page = text_of(desk.get("scan-households", cycle.pk, kunjungan="belum", urut="-tanda"))
    assert "2 cocok" in page
    assert "data kurang" in page


def test_the_blank_form_asks_what_the_screen_asks():
    content = printed(blanks()["kunjungan-rumah-tangga"], "Kantor Desa", "Desa Majalangu")
    assert content.startswith(b"%PDF")
