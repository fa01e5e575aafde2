import pytest

from berdaya.region.rules.crosswalk import BpsPlace, Certainty, Match, Method, match_bps
from berdaya.region.rules.gazetteer import official


def place(
    kecamatan: str, village: str, *, codes: tuple[str, str] = ("040", "010"), kabupaten: str = "27"
) -> BpsPlace:
    return BpsPlace("33", kabupaten, kecamatan, village, *codes)


def match(kecamatan: str, village: str, **tables: dict[str, str]) -> Match:
    return match_bps(place(kecamatan, village), official(), **tables)


@pytest.mark.parametrize(
    "kecamatan, village, code",
    [
        ("WATUKUMPUL", "MAJALANGU", "33.27.04.2010"),
        ("Watu Kumpul", "Desa Majalangu", "33.27.04.2010"),
        ("PETARUKAN", "KENDAL REJO", "33.27.10.2019"),
        ("Kec. Pemalang", "Kel. Pelutan", "33.27.08.1016"),
        ("BANTARBOLANG", "KUTA", "33.27.06.2014"),
        ("BELIK", "KUTA", "33.27.03.2004"),
    ],
)
def test_the_same_names_in_the_same_kecamatan_match(kecamatan, village, code):
    found = match(kecamatan, village)
    assert (found.certainty, found.code, found.method) == (Certainty.MATCHED, code, Method.NAME)


@pytest.mark.parametrize("name", ["Kota Palak", "KOTAPALAK", "Desa Kota Palak"])
def test_a_village_that_is_called_kota_keeps_that_word(name):
    village = next(p for p in official().villages("11.01.04") if p.name == "Kota Palak")
    found = match_bps(BpsPlace("11", "01", official().kecamatan_of(village.code).name, name), official())
    assert found.code == village.code


def test_a_register_that_drops_the_word_desa_still_means_the_village():
    village = next(p for p in official().villages("") if p.name == "Desa Baru")
    province, kabupaten = village.code.split(".")[:2]
    kecamatan = official().kecamatan_of(village.code).name
    assert match_bps(BpsPlace(province, kabupaten, kecamatan, "BARU"), official()).code == village.code


def test_numbers_never_match_even_where_such_a_code_exists():
    by_number = BpsPlace("33", "27", "Entah", "Di Mana", "04", "2010")
    assert match_bps(by_number, official()).certainty is Certainty.UNKNOWN


def test_a_close_name_is_only_a_candidate():
    found = match("RANDUDONGKAL", "KREO")
    assert (found.certainty, found.code) == (Certainty.DOUBTFUL, None)
    assert [p.name for p in found.candidates] == ["Kreyo"]


def test_a_close_kecamatan_is_only_a_candidate():
    found = match("WATUKUMPL", "MAJALANGU")
    assert (found.certainty, found.reason) == (Certainty.DOUBTFUL, "nama kecamatan hanya mirip")
    assert [p.code for p in found.candidates] == ["33.27.04.2010"]


def test_the_same_village_in_another_kecamatan_is_only_a_candidate():
    found = match("COMAL", "MAJALANGU")
    assert (found.certainty, found.code) == (Certainty.DOUBTFUL, None)
    assert [p.code for p in found.candidates] == ["33.27.04.2010"]


def test_two_villages_of_one_name_in_one_kecamatan_are_left_to_a_person():
    found = match_bps(BpsPlace("15", "06", "Merlung", "Merlung"), official())
    assert found.certainty is Certainty.DOUBTFUL
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    "kecamatan, village, reason",
    [
        ("Moga", "Tidakada", "nama desa tidak ada dalam kecamatan itu"),
        ("Entahlah", "Tidakada", "nama kecamatan tidak ada dalam kabupaten/kota itu"),
        ("", "", "nama kecamatan tidak ada dalam kabupaten/kota itu"),
        ("Moga", "", "nama desa tidak ada dalam kecamatan itu"),
    ],
)
def test_a_name_that_is_nowhere_is_unknown_with_the_reason(kecamatan, village, reason):
    found = match(kecamatan, village)
    assert (found.certainty, found.code, found.reason) == (Certainty.UNKNOWN, None, reason)


def test_an_unknown_kabupaten_is_said():
    found = match_bps(place("Moga", "Plakaran", kabupaten="99"), official())
    assert found.reason == "kabupaten/kota 33.99 tidak ada dalam daftar resmi"


def test_the_table_of_the_office_decides_by_bps_code():
    found = match("Watukumpul", "Majalangoe", crosswalk={"3327040010": "33.27.04.2010"})
    assert (found.certainty, found.code, found.method) == (
        Certainty.MATCHED,
        "33.27.04.2010",
        Method.CROSSWALK,
    )


def test_a_confirmed_match_is_asked_once():
    doubtful = place("RANDUDONGKAL", "KREO")
    found = match_bps(doubtful, official(), confirmed={doubtful.key: "33.27.07.2013"})
    assert (found.certainty, found.code, found.method) == (
        Certainty.MATCHED,
        "33.27.07.2013",
        Method.CONFIRMED,
    )


def test_a_confirmation_goes_before_the_table():
    tables = {
        "crosswalk": {"3327040010": "33.27.04.2010"},
        "confirmed": {place("A", "B").key: "33.27.07.2013"},
    }
    assert match("A", "B", **tables).code == "33.27.07.2013"


def test_the_key_of_a_confirmation_does_not_depend_on_spacing():
    assert (
        place("Watu Kumpul", "MAJA LANGU").key
        == place("WATUKUMPUL", "Majalangu").key
        == "33.27|watukumpul|majalangu"
    )


@pytest.mark.parametrize(
    "code, reason",
    [
        ("33.27.04.2099", "kode itu tidak ada dalam daftar resmi"),
        ("33.27.04", "itu bukan desa atau kelurahan"),
        ("33.26.01.2001", "di luar kabupaten/kota 33.27"),
    ],
)
def test_a_table_that_names_the_wrong_place_matches_nothing(code, reason):
    found = match("Watukumpul", "Majalangu", crosswalk={"3327040010": code})
    assert (found.certainty, found.code) == (Certainty.UNKNOWN, None)
    assert reason in found.reason


def test_a_register_without_bps_numbers_has_no_key_for_the_table():
    assert BpsPlace("33", "27", "Watukumpul", "Majalangu").bps_code == ""


def test_every_village_of_pemalang_matches_itself():
    gazetteer = official()
    wrong = [
        village.code
        for village in gazetteer.villages("33.27")
        if match(gazetteer.kecamatan_of(village.code).name.upper(), village.name.upper()).code != village.code
    ]
    assert wrong == []
