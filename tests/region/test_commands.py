import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from berdaya.cli import berdaya


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(berdaya, ["region", *words])


@pytest.mark.parametrize("typed", ["33.27", "3327", "33.27.", " 33 27 "])
def test_show_answers_with_exactly_these_fields(typed):
    done = run("show", typed, "--json")
    assert json.loads(done.stdout) == {
        "code": "33.27",
        "name": "Kabupaten Pemalang",
        "level": "kabupaten",
        "kind": "kabupaten",
        "counts": {"kabupaten": 1, "kecamatan": 14, "desa": 212, "kelurahan": 11},
    }
    assert (done.exit_code, done.stderr) == (0, "")


def test_show_tells_people_what_lies_below_and_by_which_decree():
    out = run("show", "33.27").stdout
    assert "14 kecamatan, 212 desa, 11 kelurahan" in out
    assert "Kepmendagri 300.2.2-2138/2025" in out


def test_show_without_a_code_is_the_country():
    counts = json.loads(run("show", "--json").stdout)["counts"]
    assert (counts["kabupaten"], counts["kecamatan"]) == (514, 7_285)


def test_an_unknown_code_is_a_finding_with_neighbours():
    done = run("show", "33.27.04.2099", "--json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1
    assert finding["code"] == "region.unknown"
    assert "Wisnu" in finding["advice"]


def test_a_code_of_wrong_form_is_a_finding_with_the_right_form():
    done = run("show", "tiga-tiga", "--json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1
    assert "33.27.04.2010" in finding["advice"]


@pytest.mark.parametrize("command", ["show", "find", "tree"])
def test_a_nik_is_never_repeated(command):
    done = run(command, "3327045507880001", "--json")
    assert done.exit_code == 1
    assert "3327045507880001" not in done.output


def test_find_says_the_kecamatan_because_names_repeat():
    places = json.loads(run("find", "Kuta", "--within", "33.27", "--json").stdout)["places"]
    assert [(p["code"], p["kecamatan"]) for p in places] == [
        ("33.27.03.2004", "Belik"),
        ("33.27.06.2014", "Bantarbolang"),
    ]


def test_find_forgives_a_slip():
    assert (
        "33.27.07.2013  Desa Kreyo, Kecamatan Randudongkal" in run("find", "Kreo", "--within", "3327").stdout
    )


def test_finding_nothing_is_a_finding():
    done = run("find", "qqqqqqqq", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["code"] == "region.not_found"


def test_tree_goes_as_deep_as_asked():
    top = json.loads(run("tree", "33.27", "--depth", "2", "--json").stdout)
    assert len(top["children"]) == 14
    assert top["children"][3]["children"][9]["name"] == "Majalangu"
    assert top["children"][3]["children"][9]["children"] == []


def test_tree_for_people_is_indented():
    assert "  33.27.04.2010  Majalangu  (desa)" in run("tree", "33.27.04").stdout.splitlines()


def test_tree_of_the_country_begins_with_its_provinces():
    assert "  33  Jawa Tengah  (provinsi)" in run("tree").stdout.splitlines()


def test_wrong_use_exits_with_2():
    assert run("find").exit_code == 2


def test_a_faulty_file_of_the_office_is_named(office):
    (office / "regions").mkdir()
    (office / "regions" / "salah.toml").write_text("[[place]]\ncode = '33'\n")
    done = run("show", "33.27", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["where"] == "salah.toml catatan ke-1"


def test_the_office_s_own_records_count(office):
    (office / "regions").mkdir()
    (office / "regions" / "baru.toml").write_text(
        '[[place]]\ncode = "33.27.04.2016"\nname = "Rekaan"\nchange = "baru"\nsource = "rekaan"\n'
    )
    assert json.loads(run("show", "33.27", "--json").stdout)["counts"]["desa"] == 213


def test_a_village_that_begins_later_is_not_counted_yet(office):
    (office / "regions").mkdir()
    (office / "regions" / "baru.toml").write_text(
        '[[place]]\ncode = "33.27.04.2016"\nname = "Rekaan"\nchange = "baru"\nsource = "rekaan"\n'
        "valid_from = 9000-01-01\n"
    )
    assert json.loads(run("show", "33.27", "--json").stdout)["counts"]["desa"] == 212
    assert "Rekaan" not in run("tree", "33.27.04").stdout


SPLIT = """
[[place]]
code = "33.27.04.2010"
name = "Majalangu"
valid_to = 2026-12-31
change = "pemekaran"
source = "rekaan"
replaced_by = [{ code = "33.27.04.2010", share = "3/5" }, { code = "33.27.04.2012", share = "2/5" }]
"""


def test_successors_are_named_with_exact_shares(office):
    (office / "regions").mkdir()
    (office / "regions" / "pecah.toml").write_text(SPLIT)
    answer = json.loads(run("successors", "33.27.04.2010", "--on", "2027-01-01", "--json").stdout)
    assert answer == {
        "code": "33.27.04.2010",
        "on": "2027-01-01",
        "valid": "ya",
        "successors": [
            {"code": "33.27.04.2010", "share": "3/5"},
            {"code": "33.27.04.2012", "share": "2/5"},
        ],
    }


def test_successors_are_told_to_people_by_name(office):
    (office / "regions").mkdir()
    (office / "regions" / "pecah.toml").write_text(SPLIT)
    lines = run("successors", "33.27.04.2010", "--on", "2027-01-01").stdout.splitlines()
    assert lines[0] == "33.27.04.2010 berlaku pada 1 Januari 2027: ya"
    assert lines[2] == "  33.27.04.2012  Desa Watukumpul, Kecamatan Watukumpul  bagian 2/5"


def test_data_from_after_a_split_are_not_shared_out(office):
    (office / "regions").mkdir()
    (office / "regions" / "pecah.toml").write_text(SPLIT)
    done = run("successors", "33.27.04.2010", "--on", "2028-01-01", "--since", "2027-06-01", "--json")
    assert json.loads(done.stdout)["successors"] == [{"code": "33.27.04.2010", "share": "1/1"}]


def test_a_file_of_changes_is_checked_before_it_is_used(office):
    (office / "pecah.toml").write_text(SPLIT)
    done = run("check", str(office / "pecah.toml"))
    assert done.exit_code == 0
    assert "siap dipakai" in done.stderr


def test_a_faulty_file_of_changes_is_not_ready(office):
    (office / "pecah.toml").write_text(SPLIT.replace("2/5", "1/5"))
    done = run("check", str(office / "pecah.toml"), "--json")
    assert done.exit_code == 1
    assert "tidak berjumlah 1" in json.loads(done.stdout)["findings"][0]["problem"]


def ending(code: str, last: str, heir: str) -> str:
    return (
        f'[[place]]\ncode = "{code}"\nname = "Rekaan"\nvalid_to = {last}\nchange = "penomoran"\n'
        f'source = "rekaan"\nreplaced_by = [{{ code = "{heir}" }}]\n'
    )


ONE, TWO, THREE = "33.27.04.2010", "33.27.04.2012", "33.27.04.2013"
CIRCLES = {
    "two": [(ONE, "2026-12-31", TWO), (TWO, "2027-12-31", ONE)],
    "two on one day": [(ONE, "2026-12-31", TWO), (TWO, "2026-12-31", ONE)],
    "three": [(ONE, "2026-12-31", TWO), (TWO, "2027-12-31", THREE), (THREE, "2028-12-31", ONE)],
    "ended before": [(ONE, "2026-12-31", TWO), (TWO, "2025-12-31", THREE)],
}


@pytest.mark.parametrize("records", CIRCLES.values(), ids=CIRCLES)
def test_places_that_succeed_each_other_in_a_circle_are_found(office, records):
    (office / "putar.toml").write_text("".join(ending(*record) for record in records))
    done = run("check", str(office / "putar.toml"), "--json")
    assert done.exit_code == 1
    assert "tidak berlaku pada" in json.loads(done.stdout)["findings"][0]["problem"]


def test_a_chain_of_successors_is_no_circle(office):
    chain = [(ONE, "2026-12-31", TWO), (TWO, "2027-12-31", THREE)]
    (office / "rantai.toml").write_text("".join(ending(*record) for record in chain))
    assert run("check", str(office / "rantai.toml")).exit_code == 0


@pytest.mark.parametrize("share", ['"1e999999999"', '"1/0"', "nan", '"3//5"'])
def test_a_share_that_is_none_is_found(office, share):
    (office / "pecah.toml").write_text(SPLIT.replace('"3/5"', share))
    done = run("check", str(office / "pecah.toml"), "--json")
    assert done.exit_code == 1
    assert "pengganti tidak terbaca" in json.loads(done.stdout)["findings"][0]["problem"]


def test_a_place_has_no_last_day_at_the_end_of_time(office):
    (office / "akhir.toml").write_text(ending(ONE, "9999-12-31", TWO))
    assert run("check", str(office / "akhir.toml"), "--json").exit_code == 1


def test_a_file_in_use_may_be_checked_again(office):
    (office / "regions").mkdir()
    (office / "regions" / "pecah.toml").write_text(SPLIT)
    assert run("check", str(office / "regions" / "pecah.toml")).exit_code == 0


def test_a_missing_file_is_a_finding(office):
    done = run("check", str(office / "tidak-ada.toml"), "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["code"] == "file.os2"


def test_loading_into_a_database_that_is_not_ready_is_a_finding(office):
    program = [sys.executable, "-c", "from berdaya.cli import main; main()"]
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "berdaya.site.settings"}
    done = subprocess.run(
        [*program, "region", "load", "33.27", "--json"], capture_output=True, text=True, env=settings
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["findings"][0]["code"] == "region.database"
    assert "Traceback" not in done.stderr
