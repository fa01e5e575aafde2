"""Looking for one household: in one's own territory, masked, opened for a purpose, never without a trace."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.access.clock import identity_limit, now
from berdaya.access.keys import key_ring
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.register.models import Snapshot
from tests.office import PEMALANG, browser, hat
from tests.register.bringing import MAJALANGU, Desk, text_of
from tests.register.desk import HOME, JOKO, changed, csv_text

pytestmark = pytest.mark.django_db

SITI, SITI_NAME = "3327045507750001", "SITI"
ABSENT = "3327045507750009"
TAMBI = "33.27.04.2011"
TINI = changed(JOKO, id="332704001100010001", desa="TAMBI", nama="TINI", krt="TINI", nik="3327045708600007")


@pytest.fixture
def register(people, after_commit) -> Snapshot:
    with after_commit(execute=True):
        people.registered(csv_text((*HOME, TINI)))
    return Snapshot.objects.get()


@pytest.fixture
def agus(register) -> Desk:
    """The operator of the village."""
    return Desk(hat("Pak Agus", Role.OPERATOR, MAJALANGU))


@pytest.fixture
def other(register) -> Desk:
    """The operator of the next village, of which the register holds a household too."""
    return Desk(hat("Bu Tuti", Role.OPERATOR, TAMBI))


def seek(desk: Desk, number: str = SITI):
    return desk.post("register-seek", Snapshot.objects.get().pk, number=number)


def ident_in(page: str) -> str:
    return page.split('name="household" value="')[1].split('"')[0]


def reveal(desk: Desk, ident: str, purpose: str = "keberatan"):
    return desk.post("register-reveal", Snapshot.objects.get().pk, household=ident, purpose=purpose)


def looks() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb="nik.shown"))


def test_a_household_is_found_by_the_number_of_one_of_its_members_and_shown_masked(agus):
    page = text_of(seek(agus, "3327 0460 0302 0002"))
    assert "Ditemukan satu rumah tangga" in page
    assert "RT 003 RW 001" in page
    assert "1 L, 2 P" in page
    assert "3327 •••• •••• 0001" in page
    assert "S•••" in page
    assert not any(told in page for told in ("SITI", "DARMI", "AGUS", "Dukuh", SITI, "3327046003020002"))


def test_opening_it_shows_who_lives_there_and_writes_it_down(agus, register):
    ident = ident_in(text_of(seek(agus)))
    answer = reveal(agus, ident)
    page = text_of(answer)
    assert all(told in page for told in (SITI_NAME, SITI, "DARMI", "Dukuh Krajan", "Menjawab keberatan"))
    assert answer["Cache-Control"] == "no-store"
    entry = looks()[0]
    assert (entry.person, entry.purpose, entry.ident, entry.territory) == (
        agus.worn.person,
        "keberatan",
        f"{register.pk}/{ident}",
        MAJALANGU,
    )


def test_a_resident_who_asks_gets_an_answer_with_purpose_law_and_end(agus):
    ident = ident_in(text_of(seek(agus)))
    answer = text_of(reveal(agus, ident, "permintaan-warga"))
    told = (
        "Untuk warga yang bertanya",
        "UU 27/2022",
        "Penetapan sasaran",
        "Perbup 12/2024",
        "31 Desember 2099",
    )
    assert [words for words in told if words not in answer] == []
    assert "Untuk warga yang bertanya" not in text_of(reveal(agus, ident, "keberatan"))


def test_a_resident_who_asks_is_told_when_and_why_his_household_was_opened(agus):
    ident = ident_in(text_of(seek(agus)))
    reveal(agus, ident, "penyerahan-bantuan")
    reveal(agus, ident_in(text_of(seek(agus, "3327041708600004"))), "pemeriksaan")
    answer = text_of(reveal(agus, ident, "permintaan-warga"))
    assert "Mencocokkan penerima saat penyerahan (Operator desa/kelurahan)" in answer
    assert "Pemeriksaan oleh yang berwenang" not in answer


def test_nothing_opens_without_a_purpose(agus):
    ident = ident_in(text_of(seek(agus)))
    for purpose in ("", "iseng"):
        answer = reveal(agus, ident, purpose)
        assert answer.status_code == 422
        assert SITI not in text_of(answer)
        assert "3327 •••• •••• 0001" in text_of(answer)
    assert looks() == []


def plain(response) -> str:
    """A page without what differs from sending to sending, and without the name of the village."""
    text = text_of(response).split("<main")[1]
    return "".join(line for line in text.splitlines() if "csrf" not in line)


def test_absent_and_foreign_give_the_same_answer(other):
    foreign, absent = seek(other), seek(other, ABSENT)
    assert (foreign.status_code, plain(foreign)) == (absent.status_code, plain(absent))
    assert "Tidak ditemukan" in text_of(foreign)
    assert "Ditemukan satu rumah tangga" in text_of(seek(other, "3327045708600007"))


def test_absent_and_foreign_take_the_same_way(other, monkeypatch):
    from berdaya.register import identities

    opened = []
    real = identities.open_people
    monkeypatch.setattr(identities, "open_people", lambda *told: opened.append(1) or real(*told))
    seek(other), seek(other, ABSENT)
    assert opened == []
    seek(other, "3327045708600007")
    assert opened == [1]


def test_the_row_key_of_another_village_opens_nothing(agus, other):
    ident = ident_in(text_of(seek(agus)))
    assert reveal(other, ident).status_code == 404
    assert looks() == []


@pytest.mark.parametrize("ident", ["0000-0000-0000-0000", "x", "0" * 16, "٠٠٠٠-0000-0000-0000"])
def test_a_row_key_that_is_none_opens_nothing(agus, ident):
    assert reveal(agus, ident).status_code == 404


@pytest.mark.parametrize("number", ["", "33270455077500", "abcdefghijklmnop", "٣٣٢٧٠٤٥٥٠٧٧٥٠٠٠١"])
def test_a_number_that_is_none_is_said_to_be_wrong(agus, number):
    answer = seek(agus, number)
    assert answer.status_code == 422
    assert AuditEntry.objects.filter(verb="nik.sought").count() == 0


def test_whoever_may_not_open_identities_has_no_such_page(register):
    for role, place in ((Role.CAMAT, "33.27.04"), (Role.DATA_PROTECTION, PEMALANG)):
        reader = Desk(hat("Pak Camat", role, place))
        assert reader.get("register-seek", register.pk).status_code == 404
        assert "Cari satu rumah tangga" not in text_of(reader.get("register-snapshot", register.pk))


def test_a_register_of_another_kabupaten_is_absent(people, register):
    assert people.joko.get("register-seek", register.pk).status_code == 404
    assert seek(people.joko).status_code == 404


def test_the_second_factor_comes_first(register):
    client = browser(hat("Pak Agus", Role.OPERATOR, MAJALANGU), proved=False)
    for page in ("register-seek", "register-reveal"):
        answer = client.post(reverse(page, args=[register.pk]), {"number": SITI})
        assert answer.url == reverse("access:second-factor")


def test_no_number_and_no_name_is_kept_anywhere(agus, caplog):
    caplog.set_level(logging.DEBUG)
    found = seek(agus)
    shown = reveal(agus, ident_in(text_of(found)))
    refused = seek(agus, "332704550775000")
    for answer in (found, shown, refused):
        title = text_of(answer).split("<title>")[1].split("</title>")[0]
        assert SITI_NAME not in title
        assert not any(sign.isdigit() for sign in title)
        assert SITI not in answer.wsgi_request.get_full_path()
    kept = caplog.text + str(list(AuditEntry.objects.values()))
    assert SITI not in kept
    assert "332704550775000" not in kept
    assert SITI_NAME not in str(list(AuditEntry.objects.filter(verb__startswith="nik.").values()))
    assert SITI not in text_of(found)
    assert SITI not in text_of(agus.get("register-seek", Snapshot.objects.get().pk))


def test_searches_are_written_down_with_what_was_found(agus):
    seek(agus), seek(agus, ABSENT)
    facts = AuditEntry.objects.filter(verb="nik.sought").order_by("number").values_list("facts", flat=True)
    assert list(facts) == ['{"found":1}', '{"found":0}']


def at_most(monkeypatch, most: int) -> None:
    monkeypatch.setattr("berdaya.access.services.identities.identity_limit", lambda name: most)


def test_after_so_many_looks_somebody_has_to_wait(agus, monkeypatch):
    ident = ident_in(text_of(seek(agus)))
    at_most(monkeypatch, 2)
    assert [reveal(agus, ident).status_code for _ in range(3)] == [200, 200, 422]
    answer = text_of(reveal(agus, ident))
    assert "Anda sudah 2 kali membuka identitas dalam satu jam" in answer
    assert SITI not in answer
    assert len(looks()) == 2
    assert AuditEntry.objects.filter(verb="nik.held_back").count() == 2


def test_the_wait_is_for_one_person_and_one_hour(agus, people, monkeypatch):
    ident = ident_in(text_of(seek(agus)))
    at_most(monkeypatch, 1)
    reveal(agus, ident)
    assert reveal(people.agus, ident).status_code == 200
    later = now() + timedelta(minutes=61)
    monkeypatch.setattr("berdaya.access.services.identities.now", lambda: later)
    assert reveal(agus, ident).status_code == 200


def test_guessing_numbers_comes_to_an_end(agus, monkeypatch):
    at_most(monkeypatch, 2)
    assert [seek(agus, ABSENT).status_code for _ in range(3)] == [200, 200, 422]
    answer = text_of(seek(agus))
    assert "Anda sudah 2 kali mencari dalam satu jam" in answer
    assert "S•••" not in answer
    assert SITI not in answer


def test_the_limits_are_those_of_the_rule():
    assert (identity_limit("shows_per_hour"), identity_limit("searches_per_hour")) == (20, 60)


def test_what_was_destroyed_is_said_in_plain_words(agus, people, register, after_commit):
    ident = ident_in(text_of(seek(agus)))
    with after_commit(execute=True):
        people.agus.post("register-destroy", register.pk, reason="Masa simpan habis.", understood="on")
    assert "sudah dimusnahkan dan tidak dapat dibuka lagi" in text_of(agus.get("register-seek", register.pk))
    for answer in (seek(agus), reveal(agus, ident)):
        assert answer.status_code == 422
        assert "sudah dimusnahkan dan tidak dapat dibuka lagi" in text_of(answer)
    assert looks() == []


def test_a_key_destroyed_on_the_machine_is_said_in_plain_words(agus, register):
    key_ring().destroy(register.key_name, now().date())
    answer = text_of(seek(agus))
    assert "sudah dimusnahkan dan tidak dapat dibuka lagi" in answer
    assert register.key_name not in answer


def test_a_missing_key_does_not_tell_where_keys_lie(agus, register):
    folder = str(key_ring().folder)
    key_ring().forget(register.key_name)
    answer = seek(agus)
    assert answer.status_code == 422
    assert "Minta administrator memulihkan" in text_of(answer)
    assert folder not in text_of(answer)
    assert register.key_name not in text_of(answer)


def test_the_data_protection_officer_sees_who_looked_and_why(agus, monkeypatch):
    ident = ident_in(text_of(seek(agus)))
    reveal(agus, ident)
    at_most(monkeypatch, 1)
    reveal(agus, ident, "pemeriksaan")
    page = text_of(Desk(hat("Bu Sri", Role.DATA_PROTECTION, PEMALANG)).get("access:looks"))
    assert "1 kali identitas dibuka dalam 30 hari" in page
    assert "Pak Agus" in page
    assert "Menjawab keberatan" in page
    assert ident in page
    assert "Ditahan" in page
    assert SITI not in page
    assert SITI_NAME not in page


def test_looks_elsewhere_are_not_hers(agus):
    reveal(agus, ident_in(text_of(seek(agus))))
    page = text_of(Desk(hat("Bu Wati", Role.DATA_PROTECTION, "33.28")).get("access:looks"))
    assert "Tidak ada identitas dibuka" in page
    assert "Pak Agus" not in page


def test_the_list_of_looks_stays_quick(agus, django_assert_max_num_queries):
    ident = ident_in(text_of(seek(agus)))
    for _ in range(3):
        reveal(agus, ident)
    officer = Desk(hat("Bu Sri", Role.DATA_PROTECTION, PEMALANG))
    officer.get("access:looks")
    with django_assert_max_num_queries(6):
        officer.get("access:looks")
