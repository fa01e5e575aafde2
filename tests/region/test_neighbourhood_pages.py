"""RT are written down and changed through the pages, once for each click."""

from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.region.models import Region, RegionSuccessor
from berdaya.region.rules.codes import Level
from berdaya.region.rules.gazetteer import official
from berdaya.region.services.loading import load_regions
from tests.office import BANYUMUDAL, MOGA, PEMALANG, PLAKARAN, TEGAL, browser, hat

pytestmark = pytest.mark.django_db
ADD, CHANGE = f"/wilayah/{PLAKARAN}/rt/tambah/", f"/wilayah/{PLAKARAN}/rt/ubah/"
PAPER = {"first_day": "2026-07-01", "source": "Keputusan Kades 141/7/2026"}


@pytest.fixture
def ratna():
    return browser(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))


@pytest.fixture
def three(ratna):
    """RT 001 to 003 of RW 001, hamlet Krajan."""
    ratna.post(ADD, sent(rw="1", first="1", last="3", dusun="Krajan", valid_from="2020-01-01"))
    return ratna


def sent(**fields: object) -> dict[str, object]:
    return {"request_id": str(uuid4()), **fields}


def rt(number: int, rw: int = 1) -> str:
    return f"{PLAKARAN}.{rw:03}.{number:03}"


def standing() -> list[str]:
    return list(Region.objects.at_level(Level.RT).filter(valid_to=None).values_list("code", flat=True))


def test_a_row_of_rt_is_written_down_with_its_rw_in_a_village_nobody_had_loaded(three):
    assert standing() == [rt(1), rt(2), rt(3)]
    first = Region.objects.get(pk=rt(1))
    assert (first.dusun, first.valid_from, first.parent.name) == ("Krajan", date(2020, 1, 1), "RW 001")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LURAH])
def test_a_village_writes_its_own_rt_down(role):
    desk = browser(hat("Orang desa", role, PLAKARAN))
    assert ADD in desk.get(f"/wilayah/{PLAKARAN}/").content.decode()
    assert desk.post(ADD, sent(rw="1", first="1", last="2")).status_code == 302
    assert standing() == [rt(1), rt(2)]
    entry = AuditEntry.objects.get(verb="places.rt_added")
    assert (entry.role, entry.territory) == (role.value, PLAKARAN)


def test_the_next_village_does_not_write_in_this_one():
    desk = browser(hat("Orang desa sebelah", Role.OPERATOR, BANYUMUDAL))
    assert desk.post(ADD, sent(rw="1", first="1")).status_code == 404
    assert standing() == []


def test_one_rt_without_rw_is_enough(ratna):
    assert ratna.post(ADD, sent(first="2")).status_code == 302
    assert standing() == [f"{PLAKARAN}.000.002"]


def test_adding_leaves_a_trail(three):
    entry = AuditEntry.objects.get(verb="places.rt_added")
    assert (entry.ident, entry.territory) == (rt(1), PLAKARAN)


def test_a_second_click_writes_nothing_twice(ratna):
    form = sent(first="1", last="3")
    assert ratna.post(ADD, form).url == ratna.post(ADD, form).url
    assert AuditEntry.objects.filter(verb="places.rt_added").count() == 1


def test_the_same_request_with_other_numbers_is_refused(ratna):
    form = sent(first="1", last="3")
    ratna.post(ADD, form)
    assert ratna.post(ADD, form | {"last": "9"}).status_code == 409
    assert len(standing()) == 3


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"first": ""}, "Isi RT pertama"),
        ({"first": "satu"}, "Tulis angka saja"),
        ({"first": "0"}, "Paling kecil 1"),
        ({"first": "1", "last": "2000"}, "Paling besar 999"),
        ({"first": "5", "last": "2"}, "lebih kecil daripada RT pertama"),
        ({"first": "1", "last": "99"}, "paling banyak 60 RT"),
        ({"first": "1", "valid_from": "kemarin"}, "Tulis tanggal seperti"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(ratna, fields, words):
    answer = ratna.post(ADD, sent(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert standing() == []


def test_an_rt_that_stands_already_is_not_added_again(three):
    answer = three.post(ADD, sent(rw="1", first="3", last="5"))
    assert "RT 003/RW 001 sudah tercatat" in answer.content.decode()
    assert standing() == [rt(1), rt(2), rt(3)]


def test_a_split_by_families_is_recorded_with_exact_shares(three):
    three.post(
        CHANGE,
        sent(
            jenis="pemekaran",
            old=rt(1),
            rt_1="1",
            rw_1="1",
            families_1="30",
            rt_2="4",
            rw_2="1",
            families_2="20",
        )
        | PAPER,
    )
    assert standing() == [rt(1), rt(2), rt(3), rt(4)]
    assert Region.objects.get(pk=rt(4)).dusun == "Krajan"
    shares = {
        row.successor_id: Fraction(row.numerator, row.denominator) for row in RegionSuccessor.objects.all()
    }
    assert shares == {rt(1): Fraction(3, 5), rt(4): Fraction(2, 5)}


def test_a_merger_ends_the_other_rt_the_day_before(three):
    three.post(CHANGE, sent(jenis="penggabungan", merged=[rt(1), rt(2)], rt="1", rw="1") | PAPER)
    assert standing() == [rt(1), rt(3)]
    assert Region.objects.get(pk=rt(2)).valid_to == date(2026, 6, 30)
    assert RegionSuccessor.objects.get().source == PAPER["source"]


def test_a_new_number_carries_over_the_hamlet(three):
    three.post(CHANGE, sent(jenis="penomoran", old=rt(1), rt="7", rw="2") | PAPER)
    assert standing() == [rt(2), rt(3), rt(7, rw=2)]
    assert Region.objects.get(pk=rt(7, rw=2)).dusun == "Krajan"
    entry = AuditEntry.objects.get(verb="places.rt_changed")
    assert '"change":"penomoran"' in entry.facts


def test_numbers_close_up_after_a_merger(three):
    """RT 002 joins RT 001, so RT 003 becomes RT 002 on the same day."""
    three.post(CHANGE, sent(jenis="penggabungan", merged=[rt(1), rt(2)], rt="1", rw="1") | PAPER)
    three.post(CHANGE, sent(jenis="penomoran", old=rt(3), rt="2", rw="1") | PAPER)
    assert standing() == [rt(1), rt(2)]
    steps = RegionSuccessor.objects.values_list("region_id", "successor_id")
    assert set(steps) == {(rt(2), rt(1)), (rt(3), rt(2))}


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"jenis": "penomoran", "old": rt(1), "rt": "2", "rw": "1"}, "nomor itu sudah dipakai RT lain"),
        ({"jenis": "penomoran", "old": rt(9), "rt": "4"}, "tidak berlaku lagi"),
        ({"jenis": "penggabungan", "merged": [rt(1)], "rt": "1", "rw": "1"}, "dua RT atau lebih"),
        ({"jenis": "penggabungan", "rt": "1", "rw": "1"}, "Pilih RT yang digabung"),
        ({"jenis": "pemekaran", "old": rt(1), "rt_1": "4", "families_1": "3"}, "paling sedikit dua RT"),
        ({"jenis": "pemekaran", "old": rt(1), "rt_1": "4", "rt_2": "5"}, "Isi banyaknya keluarga"),
        ({"jenis": "penomoran", "old": rt(1), "rt": "4", "first_day": "2019-01-01"}, "baru berlaku sejak"),
        ({"jenis": "penomoran", "old": rt(1), "rt": "4", "source": ""}, "Isi dasar perubahan"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(three, fields, words):
    answer = three.post(CHANGE, sent(**(PAPER | fields)))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert standing() == [rt(1), rt(2), rt(3)]
    assert not RegionSuccessor.objects.exists()


def test_two_who_renumber_the_same_rt_do_not_both_succeed(three):
    form = {"jenis": "penomoran", "old": rt(1), "rw": "1"} | PAPER
    assert three.post(CHANGE, sent(rt="7", **form)).status_code == 302
    second = three.post(CHANGE, sent(rt="8", **form))
    assert second.status_code == 422
    assert rt(8) not in standing()


def test_first_the_kind_of_change_is_chosen(three):
    page = three.get(CHANGE).content.decode()
    assert "Apa yang berubah?" in page
    assert "RT yang digabung" in three.get(CHANGE + "?jenis=penggabungan").content.decode()


def test_without_rt_there_is_nothing_to_change(ratna):
    assert "Catat RT dahulu" in ratna.get(CHANGE + "?jenis=pemekaran").content.decode()


@pytest.mark.parametrize("code", [PEMALANG, MOGA, "33.27.01.2999"])
def test_rt_are_written_down_in_a_village_that_exists_only(ratna, code):
    assert ratna.get(f"/wilayah/{code}/rt/tambah/").status_code == 404


def test_rt_of_a_village_that_ended_are_not_written_down(ratna, ended, monkeypatch):
    load_regions(official(), "33.27.04.2010")
    monkeypatch.setattr("berdaya.region.doors.gazetteer", lambda: ended)
    assert ratna.get("/wilayah/33.27.04.2010/rt/tambah/").status_code == 404


def test_pak_joko_writes_nothing_in_the_next_kabupaten():
    joko = browser(hat("Pak Joko", Role.BAPPEDA, TEGAL))
    assert joko.post(ADD, sent(first="1")).status_code == 404
    assert standing() == []


def test_whoever_only_reads_writes_nothing():
    camat = browser(hat("Bu Camat", Role.CAMAT, MOGA))
    assert camat.post(f"/wilayah/{BANYUMUDAL}/rt/tambah/", sent(first="1")).status_code == 404
