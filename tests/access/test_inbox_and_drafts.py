"""What waits for a person or a role, and what is left behind when a term ends."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from berdaya.access.clock import now, today_in
from berdaya.access.models import DraftForm, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.access.services import drafts, inbox, roles
from berdaya.access.services.inbox import send_to, settle
from berdaya.access.services.roles import Term, confirm_role, propose_role
from berdaya.kernel.calendar import Period
from tests.office import BANYUMUDAL, MOGA, PEMALANG, PLAKARAN, browser, hat, hold, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lurah():
    return hat("Bu Lurah", Role.LURAH, PLAKARAN)


def words(response) -> str:
    return response.content.decode()


def unread(worn) -> str:
    return words(browser(worn).get("/kotak-masuk/"))


def test_a_message_to_a_person_reaches_only_him(lurah):
    inbox.send_to(lurah.person, "Berkas selesai", "Buka hasilnya.", "/profil/")
    assert "1 pesan belum dibuka" in unread(lurah)
    assert "Belum ada pesan" in unread(hat("Pak Joko", Role.LURAH, BANYUMUDAL))


@pytest.mark.parametrize(
    "place, reached", [(PLAKARAN, True), (MOGA, True), ("", True), (BANYUMUDAL, False), ("33.2", False)]
)
def test_a_message_to_a_role_reaches_its_hats_in_the_territory(lurah, place, reached):
    inbox.send_to_role(Role.LURAH, place, "Rembug dibuka", "Isi usulan.")
    assert ("Rembug dibuka" in unread(lurah)) == reached
    assert ("1 pesan belum dibuka" in unread(lurah)) == reached


def test_a_message_to_a_role_does_not_reach_another_role_there():
    inbox.send_to_role(Role.LURAH, PLAKARAN, "Rembug dibuka", "Isi usulan.")
    assert "Rembug dibuka" not in unread(hat("Mas Agus", Role.OPERATOR, PLAKARAN))


def test_a_message_to_a_role_waits_for_whoever_follows(lurah):
    inbox.send_to_role(Role.LURAH, PLAKARAN, "Rembug dibuka", "Isi usulan.")
    assert "Rembug dibuka" in unread(hat("Pak Lurah Baru", Role.LURAH, PLAKARAN))


def test_opening_a_message_marks_it_read_for_this_reader_only(lurah):
    message = inbox.send_to_role(Role.LURAH, PLAKARAN, "Rembug dibuka", "Isi usulan.")
    second = hat("Pj. Lurah", Role.LURAH, PLAKARAN)
    assert "Isi usulan." in words(browser(lurah).get(f"/kotak-masuk/{message.pk}/"))
    assert "pesan belum dibuka" not in unread(lurah)
    assert "1 pesan belum dibuka" in unread(second)


def test_the_message_of_somebody_else_is_absent(lurah):
    message = inbox.send_to(lurah.person, "Rahasia", "Isi.")
    assert (
        browser(hat("Pak Joko", Role.LURAH, BANYUMUDAL)).get(f"/kotak-masuk/{message.pk}/").status_code == 404
    )


def test_a_message_has_exactly_one_address(lurah):
    for address in ({"person": lurah.person, "role": "lurah"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InboxMessage.objects.create(subject="x", sent_at=now(), **address)


def test_the_inbox_takes_two_queries(lurah, django_assert_num_queries):
    for n in range(60):
        inbox.send_to(lurah.person, f"Pesan {n}", "Isi.")
    client = browser(lurah)
    with django_assert_num_queries(2):
        page = words(client.get("/kotak-masuk/"))
    assert page.count("<time") == 50
    assert "Halaman berikutnya" in page


# Drafts


FILLED = {"nama": "Bu Siti", "jumlah": 3}


def test_a_draft_comes_back_as_it_was(lurah):
    drafts.save_draft(lurah, "usulan", FILLED, step=2, subject="7")
    draft = drafts.draft_of(lurah, "usulan", "7")
    assert (draft.step, drafts.content_of(draft)) == (2, FILLED)


def test_a_draft_is_sealed_at_rest(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    assert "Siti" not in DraftForm.objects.get().content


def test_saving_again_replaces_the_draft(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    drafts.save_draft(lurah, "usulan", {"nama": "Pak Darmo"}, step=3)
    draft = DraftForm.objects.get()
    assert (draft.step, drafts.content_of(draft)) == (3, {"nama": "Pak Darmo"})


def test_a_draft_sent_is_gone(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    drafts.drop_draft(lurah, "usulan")
    assert drafts.draft_of(lurah, "usulan") is None


def test_when_a_term_ends_the_draft_goes_to_whoever_follows(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    new = hat("Pak Lurah Baru", Role.LURAH, PLAKARAN)
    yesterday = today_in(PLAKARAN) - timedelta(days=1)
    roles.end_role(None, lurah.pk, yesterday, "purnatugas", by=lurah.person)
    draft = drafts.draft_of(new, "usulan")
    assert drafts.content_of(draft) == FILLED
    assert draft.begun_by == lurah.person
    assert new.person.messages.get().subject == "Draf dari pemegang peran sebelumnya"


def test_a_draft_waits_until_somebody_follows(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    roles.end_role(None, lurah.pk, date(2026, 1, 1), "purnatugas", by=lurah.person)
    assert DraftForm.objects.get().holding == lurah
    new = hat("Pak Lurah Baru", Role.LURAH, PLAKARAN)
    assert drafts.hand_on(now()) == 1
    assert drafts.draft_of(new, "usulan") is not None


@pytest.mark.parametrize("role, place", [(Role.OPERATOR, PLAKARAN), (Role.LURAH, BANYUMUDAL)])
def test_a_draft_goes_to_no_other_role_and_no_other_place(lurah, role, place):
    drafts.save_draft(lurah, "usulan", FILLED)
    roles.end_role(None, lurah.pk, date(2026, 1, 1), "purnatugas", by=lurah.person)
    hat("Bukan Penerus", role, place)
    assert drafts.hand_on(now()) == 0


def test_the_same_person_in_a_new_term_keeps_his_drafts(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    hat("Pj. Lurah", Role.LURAH, PLAKARAN)
    again = hold(lurah.person, Role.LURAH, PLAKARAN)
    roles.end_role(None, lurah.pk, date(2026, 1, 1), "masa pertama", by=lurah.person)
    assert drafts.draft_of(again, "usulan") is not None


def test_a_draft_in_a_running_term_stays_where_it_is(lurah):
    drafts.save_draft(lurah, "usulan", FILLED)
    hat("Pj. Lurah", Role.LURAH, PLAKARAN)
    assert drafts.hand_on(now()) == 0


def test_drafts_stand_in_the_profile_and_may_be_thrown_away(lurah):
    draft = drafts.save_draft(lurah, "usulan", FILLED)
    client = browser(lurah)
    assert "usulan" in words(client.get("/profil/"))
    client.post(f"/profil/draf/{draft.pk}/hapus/", {"request_id": "55555555-5555-4555-8555-555555555555"})
    assert DraftForm.objects.count() == 0


def test_the_draft_of_somebody_else_is_not_thrown_away(lurah):
    draft = drafts.save_draft(lurah, "usulan", FILLED)
    other = browser(hat("Pak Joko", Role.LURAH, BANYUMUDAL))
    other.post(f"/profil/draf/{draft.pk}/hapus/", {"request_id": "55555555-5555-4555-8555-555555555555"})
    assert DraftForm.objects.count() == 1


def test_a_message_for_the_country_reaches_a_person_whose_hat_is_in_the_kabupaten():
    inbox.send_to_role(Role.BAPPEDA, "", "Edisi baru", "Unduh.")
    assert "Edisi baru" in unread(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))


def test_a_person_without_a_hat_has_an_inbox_of_his_own():
    joko = person("Pak Joko")
    inbox.send_to(joko, "Selamat datang", "Tunggu persetujuan.")
    assert "Selamat datang" in words(browser(who=joko).get("/kotak-masuk/"))


class TestAMessageIsSettledWhenItsTaskIsDone:
    def test_it_stays_and_says_by_whom_and_counts_no_more(self):
        sri, tono = (
            hat("Bu Sri", Role.ADMINISTRATOR, PEMALANG),
            hat("Pak Tono", Role.DATA_PROTECTION, PEMALANG),
        )
        send_to(sri.person, "Ada yang menunggu", "Periksa.", awaits="holding:5")
        send_to(sri.person, "Yang lain", "Periksa.", awaits="holding:6")
        assert "2 pesan belum dibuka" in unread(sri)
        settle("holding:5", tono.person)
        page = unread(sri)
        assert "1 pesan belum dibuka" in page
        assert page.count("Sudah selesai") == 1
        assert "Ditangani Pak Tono" in page

    def test_opened_it_says_that_nothing_is_to_be_done(self):
        sri = hat("Bu Sri", Role.ADMINISTRATOR, PEMALANG)
        told = send_to(sri.person, "Ada yang menunggu", "Periksa.", "/akun/", awaits="holding:5")
        page = browser(sri).get(f"/kotak-masuk/{told.pk}/").content.decode()
        assert "tidak perlu berbuat" not in page
        settle("holding:5", None)
        page = browser(sri).get(f"/kotak-masuk/{told.pk}/").content.decode()
        assert "Anda tidak perlu berbuat apa-apa" in page
        assert "Tidak menunggu lagi" in page

    def test_a_role_that_was_confirmed_waits_for_nobody(self):
        sri = hat("Bu Sri", Role.ADMINISTRATOR, PEMALANG)
        tono = hat("Pak Tono", Role.DATA_PROTECTION, PEMALANG)
        other = hat("Bu Wati", Role.DATA_PROTECTION, PEMALANG)
        day = today_in(PEMALANG)
        term = Term(Role.AUDITOR, PEMALANG, Period(day, day + timedelta(days=30)))
        proposed = propose_role(sri, person("Pak Baru"), term)
        assert "1 pesan belum dibuka" in unread(other)
        confirm_role(tono, proposed.pk)
        assert "pesan belum dibuka" not in unread(other)
        assert "Ditangani Pak Tono" in unread(other)
