"""Profiles: the columns of BDT as they stand in the file, and other registers by their own titles."""

import json

import polars as pl
import pytest

from berdaya.register.rules.headers import find_header, normal_title
from berdaya.register.rules.profiles import Profile, Role, Type, shipped_profiles
from tests.register.desk import Answer, Desk, run

PROFILES = shipped_profiles()
BDT = PROFILES["bdt2015"]

REGSOSEK = """\
ID keluarga,Kode provinsi,Kode kabupaten/kota,Nama kecamatan,Nama desa/kelurahan,Nomor KK,109,302,303,\
306a,309a,501a,501b,Desil,401,402,403,404,405,407,409,411,412,415,416a,428a,428b,430,431a,431e
F1,33,27,watukumpul,Majalangu,3327040101150001,3,36,8,6,6,1,2,1,1,Siti,3327045507750001,1,2,47,1,5,3,1,2,4,4,2,1,2
F1,33,27,watukumpul,Majalangu,3327040101150001,3,36,8,6,6,1,2,1,2,Agus,3327041208080003,1,1,14,3,1,3,23,2,4,1,1,0,8
F1,33,27,watukumpul,Majalangu,3327040101150001,3,36,8,6,6,1,2,1,3,Darmi,3327046003020002,2,2,20,3,5,3,12,1,4,4,1,99,2
F2,33,27,Watukumpul,Majalangu,3327040101150002,1,50,2,3,1,8,2,7,1,Joko,3327041708600004,1,1,62,1,4,3,1,1,4,4,19,2,2
"""

DTSEN = """\
kode_wilayah;no_kk;nik;nama;desil_nasional;luas_lantai_bangunan;id_lantai_terluas;id_hub_kepala_keluarga;\
id_jenis_kelamin;umur;id_partisipasi_sekolah;id_disabilitas;pbi;jml_sapi
33.27.04.2010;3327040101150001;3327045507750001;Siti;1;36;8;1;2;47;3;0;Ya;2
3327042010;3327040101150001;3327041208080003;Agus;1;36;8;3;1;14;2;1;Ya;2
33.27.04.2010;3327040101150002;3327041708600004;Joko;9;50;2;1;1;62;3;0;Tidak;0
33.27.99.2010;3327040101150003;3327041708600005;Darmo;3;50;2;1;1;62;3;0;Tidak;0
"""

VILLAGE_CENSUS = """\
No. Rumah,Kode,Kepala,Jiwa,Kelompok,WC
1,33.27.04.2010,Siti,3,1,Tidak punya
2,33.27.04.2010,Joko,1,,numpang
"""

MAPPING = """\
register = "Sensus desa"
unit = "household"
rows = "households"
region_codes = "KEMENDAGRI"

[columns]
id_rumah_tangga = "No. Rumah"
kode_desa = "Kode"
nama_krt = "Kepala"
jumlah_art = "Jiwa"
desil = "Kelompok"
fasbab = "WC"

[codes.fasbab]
"punya sendiri" = 1
"numpang" = 2
"tidak punya" = 4
"""


def bdt_positions() -> list[tuple[int, str]]:
    return [(column.number, column.name) for column in BDT.columns]


def test_bdt_has_101_columns_in_order() -> None:
    assert [number for number, _ in bdt_positions()] == list(range(1, 102))


@pytest.mark.parametrize(
    ("number", "name"),
    [(2, "idbdt"), (13, "nama_krt"), (25, "sumber_airminum"), (30, "fasbab"), (59, "sta_kks"),
     (65, "sta_pkh"), (78, "percentile"), (81, "nik"), (82, "hub_krt"), (90, "kartu_id"), (92, "cacat"),
     (101, "status_kerja")],
)  # fmt: skip
def test_bdt_columns_stand_where_the_notes_say(number: int, name: str) -> None:
    assert dict(bdt_positions())[number] == name


def test_yes_and_no_alternate_as_on_the_paper_form() -> None:
    three_four = {c.name for c in BDT.columns if c.style == "34"}
    told = "ada_lemari_es ada_pemanas ada_tv ada_laptop ada_motor ada_perahu ada_perahu_motor rumah_lain"
    assert three_four == {*told.split(), "sta_kip", "sta_bpjs_mandiri", "sta_asuransi", "sta_rastra"}


def test_women_and_family_planning_are_never_imported() -> None:
    assert [c.number for c in BDT.columns if c.never] == list(range(68, 78))
    assert not any(column.needed and column.never for p in PROFILES.values() for column in p.columns)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_no_title_means_two_columns(profile: Profile) -> None:
    meant: dict[str, str] = {}
    for column in profile.columns:
        for title in column.titles:
            assert meant.setdefault(normal_title(title), column.name) == column.name


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_profile_says_where_it_comes_from(profile: Profile) -> None:
    assert profile.source
    assert profile.standing == "design" or profile.doubt


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_every_coded_column_has_codes(profile: Profile) -> None:
    assert all(column.codes for column in profile.columns if column.type is Type.CODE)
    assert profile.by_role(Role.NIK)


def test_position_in_brackets_names_a_column_whose_title_is_new() -> None:
    titles = ["ID rumah tangga (2)", "Nama KRT (13)", "Kesejahteraan (78)", "NIK (81)", "Umur (86)"]
    header = find_header([titles], BDT)
    assert header
    assert header.positions["percentile"] == 2


def test_numbers_that_contradict_the_titles_name_nothing() -> None:
    titles = ["ID rumah tangga (1)", "Nama KRT (2)", "Kesejahteraan (78)", "NIK (4)", "Umur (5)"]
    header = find_header([titles], BDT)
    assert header
    assert "percentile" not in header.positions


def households(answer: Answer) -> pl.DataFrame:
    return pl.read_parquet(answer.out / "households.parquet").sort("decile")


def test_regsosek_is_read_by_question_numbers(desk: Desk) -> None:
    answer = desk.imported(desk.file(REGSOSEK), profile="regsosek2022")
    assert answer.rows == {"in": 4, "accepted": 4, "rejected": 0, "duplicate": 0}
    assert (answer.table["register"], answer.table["unit"]) == ("REGSOSEK", "family")
    assert households(answer)["decile"].to_list() == [1, 7]


def test_who_moved_away_is_no_member_of_the_household(desk: Desk) -> None:
    homes = households(desk.imported(desk.file(REGSOSEK), profile="regsosek2022"))
    assert homes["persons"].to_list() == [2, 1]
    assert homes["women"].to_list() == [1, 0]


def test_regsosek_schooling_and_illness_get_the_common_form(desk: Desk) -> None:
    answer = desk.imported(desk.file(REGSOSEK), profile="regsosek2022")
    members = pl.read_parquet(answer.out / "members.parquet").sort("umur")
    assert members["sekolah"].to_list() == [2, 2, 2, 2]
    assert members["kronis"].to_list() == [0, 0, 2, None]
    assert members["jaminan"].to_list() == [0, 8, 1, 2]
    assert answer.finding("code.unknown.kronis")["count"] == 1


def test_serious_difficulty_is_a_disability_in_regsosek(desk: Desk) -> None:
    homes = households(desk.imported(desk.file(REGSOSEK), profile="regsosek2022"))
    assert homes["disabled"].to_list() == [1, 0]


def test_question_answered_unknown_stays_unknown(desk: Desk) -> None:
    homes = households(desk.imported(desk.file(REGSOSEK), profile="regsosek2022"))
    assert homes["sta_sembako"].to_list() == [1, None]


def test_dtsen_is_placed_by_kemendagri_code(desk: Desk) -> None:
    answer = desk.imported(desk.file(DTSEN), "--accept-rejected", profile="dtsen_min")
    assert answer.rows == {"in": 4, "accepted": 3, "rejected": 1, "duplicate": 0}
    assert answer.finding("region.unknown")["example"] == "daftar.csv baris 5"
    assert households(answer)["code"].unique().to_list() == ["33.27.04.2010"]


def test_dtsen_families_are_told_apart_by_kk_within_the_file(desk: Desk) -> None:
    homes = households(desk.imported(desk.file(DTSEN), "--accept-rejected", profile="dtsen_min"))
    assert homes.select("decile", "persons").rows() == [(1, 2), (9, 1)]


def test_kk_number_never_enters_the_facts(desk: Desk) -> None:
    answer = desk.imported(desk.file(DTSEN), "--accept-rejected", profile="dtsen_min")
    assert "no_kk" not in households(answer).columns


def test_generic_list_of_households_is_read_through_a_mapping(desk: Desk) -> None:
    mapping = desk.file(MAPPING, "pemetaan.toml")
    answer = desk.imported(desk.file(VILLAGE_CENSUS), "--mapping", mapping, profile="generic")
    assert (answer.table["register"], answer.table["members"]) == ("Sensus desa", 4)
    assert households(answer).select("decile", "persons", "fasbab").rows() == [(None, 1, 2), (1, 3, 4)]


def test_generic_without_mapping_says_what_is_missing(desk: Desk) -> None:
    assert desk.imported(desk.file("a,b\n1,2\n"), profile="generic").codes == {"profile.no_mapping"}


def test_mapping_with_a_strange_column_lists_the_known_ones(desk: Desk) -> None:
    mapping = desk.file('[columns]\nwarna = "Warna"\n', "pemetaan.toml")
    answer = desk.imported(desk.file("a,b\n1,2\n"), "--mapping", mapping, profile="generic")
    assert answer.codes == {"profile.mapping"}
    assert "fasbab" in answer.table["findings"][0]["advice"]


def test_unknown_profile_lists_the_known_ones(desk: Desk) -> None:
    answer = desk.imported(desk.file("a,b\n1,2\n"), profile="bdt2099")
    assert answer.codes == {"profile.unknown"}
    assert "bdt2015" in answer.table["findings"][0]["advice"]


@pytest.mark.parametrize("profile", ["bdt2015", "regsosek2022", "dtsen_min", "generic"])
def test_profiles_are_listed(profile: str) -> None:
    listed = json.loads(run("register", "profiles", "--json").stdout)["profiles"]
    assert profile in [p["name"] for p in listed]
