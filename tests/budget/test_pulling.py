"""Opening data from the records of the office: taken over with day, source and the page of the record."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.rules.roles import Role
from berdaya.budget import doors
from berdaya.budget.gathering import facts_for
from berdaya.budget.rules.pulling import Fact, Standing, old_words, pulled_in, standing_of
from berdaya.budget.services.keeping import keep
from berdaya.community.rules.kinds import Kind
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.sexes import BySex
from berdaya.region.doors import gazetteer
from berdaya.region.models import Region
from berdaya.region.services.loading import load_regions
from berdaya.region.services.neighbourhoods import add_rt
from tests.budget.cases import CORRECTED, checked, corrected
from tests.office import browser, hat

WONOKROMO = "35.78.04.1001"
DAY = date(2025, 12, 31)


def fact(**changes) -> Fact:
    given = {"key": "angka:UMKM", "label": "UMKM", "total": 120, "unit": "orang", "as_of": DAY}
    given |= {"source": "Pendataan kelurahan", "address": "/wilayah/1/", "men": 40, "women": 80}
    return Fact(**given | changes)


def test_a_datum_taken_over_keeps_its_day_its_source_and_the_page_of_the_record():
    (row,) = pulled_in({}, [fact()])
    assert (row["L"], row["P"], row["total"], row["tahun"]) == (40, 80, 120, 2025)
    assert (row["sumber"], row["mengapa"]) == ("Pendataan kelurahan, 31 Desember 2025", "/wilayah/1/")


def test_a_newer_record_shows_as_a_difference_and_takes_the_place_of_the_older_one():
    record = {"data": pulled_in({}, [fact()])}
    newer = fact(women=90, total=130)
    assert (standing_of({}, newer), standing_of(record, fact())) == (Standing.NEW, Standing.SAME)
    assert standing_of(record, newer) is Standing.CHANGED
    assert [row["P"] for row in pulled_in(record, [newer])] == [90]


@given(st.permutations(range(4)))
def test_taking_over_never_touches_what_was_typed(order):
    typed = {"data": [{"label": f"Diketik {at}", "L": at} for at in order]}
    assert pulled_in(typed, [fact()])[:4] == typed["data"]
    assert pulled_in({"data": pulled_in(typed, [fact()])}, [fact()]) == pulled_in(typed, [fact()])


@pytest.mark.parametrize(
    "row, old",
    [
        ({"per": "2024-11-22"}, True),
        ({"per": "2024-11-23"}, False),
        ({"tahun": 2023}, True),
        ({"tahun": 2025}, False),
        ({"tahun": "dua ribu"}, False),
        ({}, False),
    ],
)
def test_a_datum_is_old_after_so_many_whole_months(row, old):
    assert bool(old_words(row, date(2026, 11, 22), 24)) == old


def test_what_was_taken_over_is_judged_like_what_was_typed():
    record = corrected(data=pulled_in(CORRECTED, [fact(men=None, women=None)]))
    assert "G05" in checked(record).warnings
    assert "G05" not in checked(corrected(data=pulled_in(CORRECTED, [fact()]))).warnings


@pytest.mark.django_db
def test_figures_of_the_place_are_offered_and_taken_with_one_click():
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    people = Facts(WONOKROMO, "Penduduk", Unit.PEOPLE, DAY, "Dukcapil", people=BySex(19623, 20207))
    file_figure(siti, people)
    file_figure(siti, Facts(WONOKROMO, "Dana", Unit.RUPIAH, DAY, "APBD", number=5))
    assert [one.label for one in facts_for(siti, WONOKROMO)] == ["Penduduk"]
    one, client = keep(siti, WONOKROMO, CORRECTED, "gbs.json").statement, browser(siti)
    page = client.get(f"/anggaran/{one.pk}/tulis/data/").content.decode()
    assert "L 19.623, P 20.207" in page
    given = {"fact": "angka:Penduduk", "request_id": str(uuid4())}
    assert client.post(f"/anggaran/{one.pk}/ambil-data/", given).status_code == 302
    taken = doors.working_record(one)["data"][-1]
    assert (taken["total"], taken["sumber"]) == (39830, "Dukcapil, 31 Desember 2025")
    assert client.get(taken["mengapa"]).status_code == 200
    assert "Sudah dipakai" in client.get(f"/anggaran/{one.pk}/tulis/data/").content.decode()


@pytest.mark.django_db
def test_heads_of_rt_are_offered_once_from_the_bodies_themselves(monkeypatch):
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    heads = defaultdict(lambda: BySex(0, 0), {Kind.RT: BySex(60, 12)})
    monkeypatch.setattr("berdaya.budget.gathering.chairs_by_kind", lambda code: heads)
    for name, people in (("Ketua RT", BySex(70, 5)), ("Penduduk", BySex(19623, 20207))):
        file_figure(siti, Facts(WONOKROMO, name, Unit.PEOPLE, DAY, "Buku lama", people=people))
    assert {one.label: one.men for one in facts_for(siti, WONOKROMO)} == {"Penduduk": 19623, "Ketua RT": 60}
    assert len(facts_for(siti, WONOKROMO)) == 2


@pytest.mark.django_db
def test_rt_and_rw_that_stand_are_offered_with_their_day_and_never_taken_for_their_heads():
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    load_regions(gazetteer(), WONOKROMO)
    for rt, rw in ((1, 1), (2, 1), (1, 2), (9, "000")):
        add_rt(village=WONOKROMO, rt=rt, rw=rw, valid_from=DAY)
    Region.objects.filter(code=f"{WONOKROMO}.001.002").update(valid_to=date(2026, 3, 1))
    found = {one.label: one for one in facts_for(siti, WONOKROMO)}
    assert {label: one.total for label, one in found.items()} == {"Rukun tetangga": 3, "Rukun warga": 2}
    told = found["Rukun tetangga"].row
    assert "terakhir berubah 1 Maret 2026" in told["sumber"]
    assert browser(siti).get(told["mengapa"]).status_code == 200
    with_both = corrected(data=pulled_in(CORRECTED, found.values()))
    assert checked(with_both).arg.honoraria == checked(CORRECTED).arg.honoraria
    assert set(checked(with_both).warnings) == set(checked(CORRECTED).warnings)
    assert facts_for(hat("Pak Joko", Role.OPERATOR, "35.73.05.1001"), WONOKROMO) == []


@pytest.mark.django_db
def test_what_a_place_needs_most_is_offered_in_whole_per_cent_and_other_ratios_are_not():
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    source = "Register DTKS edisi 31 Desember 2025, sembilan tanda"
    for name, ratio in (("Bagian kebutuhan: jamban", Fraction(37, 100)), ("LAR", Fraction(1, 3))):
        file_figure(None, Facts(WONOKROMO, name, Unit.RATIO, DAY, source, ratio=ratio), room="hardship")
    (one,) = facts_for(siti, WONOKROMO)
    assert (one.label, one.value) == ("Bagian kebutuhan: jamban", "37 persen")
    assert one.row["sumber"] == "Register DTKS edisi 31 Desember 2025, sembilan tanda, 31 Desember 2025"
    before, after = checked(CORRECTED), checked(corrected(data=pulled_in(CORRECTED, [one])))
    assert set(after.errors) == set(before.errors)
    assert set(after.warnings) == set(before.warnings)


@pytest.mark.django_db
def test_pak_joko_of_another_city_is_offered_nothing():
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    file_figure(siti, Facts(WONOKROMO, "UMKM", Unit.COUNT, DAY, "Pendataan", number=120))
    assert facts_for(hat("Pak Joko", Role.OPERATOR, "35.73.05.1001"), WONOKROMO) == []
