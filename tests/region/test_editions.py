import tomllib
from datetime import date

import pytest

from berdaya.kernel.findings import Refused
from berdaya.region.rules.editions import SHIPPED
from berdaya.region.rules.gazetteer import Gazetteer, load, official

SPLIT = """
[[place]]
code = "33.27.04.2010"
name = "Majalangu"
valid_to = 2026-12-31
change = "pemekaran"
source = "Perda rekaan"
replaced_by = [{ code = "33.27.04.2010", share = "3/5" }, { code = "33.27.04.2016", share = "2/5" }]

[[place]]
code = "33.27.04.2016"
name = "Majalangu Wetan"
valid_from = 2027-01-01
change = "baru"
source = "Perda rekaan"
"""


def test_an_office_adds_a_village(with_records):
    gazetteer = with_records(SPLIT)
    assert gazetteer.counts("33.27")["desa"] == 213
    assert gazetteer.title("33.27.04.2016") == "Desa Majalangu Wetan, Kecamatan Watukumpul"


def test_the_village_added_is_not_there_before_its_first_day(with_records):
    assert with_records(SPLIT).counts("33.27", date(2026, 6, 1))["desa"] == 212


def test_a_village_that_ended_is_known_but_not_listed(ended: Gazetteer):
    assert ended.get("33.27.04.2010") is not None
    assert "33.27.04.2010" not in [place.code for place in ended.villages("33.27")]
    assert ended.counts("33.27")["desa"] == 211


def test_villages_of_a_kecamatan_that_ended_are_not_listed(with_records):
    gazetteer = with_records(
        """
        [[place]]
        code = "33.27.04"
        name = "Watukumpul"
        valid_to = 2026-12-31
        change = "penomoran"
        source = "rekaan"
        replaced_by = [{ code = "33.27.15" }]
        [[place]]
        code = "33.27.15"
        name = "Watukumpul"
        valid_from = 2027-01-01
        change = "baru"
        source = "rekaan"
        """
    )
    assert gazetteer.villages("33.27.04") == []


def test_a_new_name_takes_the_place_of_the_old(with_records):
    gazetteer = with_records(
        """
        [[place]]
        code = "33.27.04.2010"
        name = "Majalangu Raya"
        valid_from = 2027-01-01
        change = "ganti nama"
        source = "rekaan"
        """
    )
    assert gazetteer.names["33.27.04.2010"] == "Majalangu Raya"


@pytest.mark.parametrize(
    "broken, problem",
    [
        (SPLIT.replace('"3/5"', '"2/5"'), "tidak berjumlah 1"),
        (SPLIT.replace('"3/5"', "0.6"), "pengganti tidak terbaca"),
        (SPLIT.replace('"3/5"', '"3/0"'), "pengganti tidak terbaca"),
        (SPLIT.replace('source = "Perda rekaan"', ""), "source belum diisi"),
        (SPLIT.replace('"pemekaran"', '"pecah"'), "change tidak dikenal"),
        (SPLIT.replace("2026-12-31", '"31-12-2026"'), "valid_to bukan tanggal"),
        (SPLIT.replace("valid_to = 2026-12-31", ""), "harus diisi bersama"),
        (SPLIT.replace("33.27.04.2016", "33.27.04.2099", 1), "33.27.04.2099 tidak dikenal"),
        (
            SPLIT.replace('code = "33.27.04.2016", share', 'code = "33.27.05", share'),
            "tidak dikenal pada tingkat",
        ),
        (SPLIT.replace('"33.27.04.2010"', "33.27"), "code belum diisi, atau bukan teks"),
        (SPLIT.replace('"33.27.04.2010"\nname', '"3327042010"\nname'), "bentuk kode tidak dikenal"),
        (SPLIT.replace("33.27.04.2016", "33.27.44.2016"), "wilayah di atasnya"),
        (SPLIT.replace("name =", "nama =", 1), "nama tidak dikenal"),
        (SPLIT + SPLIT, "dua catatan berlaku"),
        (SPLIT.replace('"pemekaran"', '"penomoran"'), "tepat satu pengganti"),
        (SPLIT.replace('"pemekaran"', '"ganti nama"'), "ganti nama belum lengkap"),
        (SPLIT.replace("valid_to", "valid_from = 2027-05-01\nvalid_to"), "berakhir sebelum mulai"),
        (SPLIT.replace('"33.27.04.2016", share', '"33.27.04.2010", share'), "disebut dua kali"),
        ("", "tidak ada [[place]]"),
        ("place = 3", "tidak ada [[place]]"),
        ("place = [3]", "code belum diisi"),
        ("[[place]", "bukan TOML"),
    ],
)
def test_a_faulty_file_is_refused_with_the_fault_named(with_records, broken, problem):
    with pytest.raises(Refused) as refused:
        with_records(broken)
    assert any(problem in finding.problem for finding in refused.value.findings)


def test_a_missing_folder_is_an_office_without_changes(tmp_path):
    assert load(tmp_path / "tidak-ada").names == official().names


def test_the_shipped_edition_counts_what_the_list_holds():
    counts = tomllib.loads((SHIPPED / "edition.toml").read_text())["counts"]
    depths = [code.count(".") for code in official().names]
    assert list(counts.values()) == [depths.count(dots) for dots in range(4)]


def test_the_edition_in_hand_names_its_decree():
    assert official().edition.decree == "Kepmendagri 300.2.2-2138/2025"
