"""`berdaya targeting assign`, as Bu Ratna of Bappeda uses it."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from berdaya.cli import berdaya
from berdaya.targeting.rules.assignment_written import as_json
from tests.targeting.assign_cases import EXAMPLE, example, invented

SIMA, MOGA, MAJALANGU = "33.27.01.2001", "33.27.01.2002", "33.27.04.2010"
SELECTION = {
    "selected": [
        {"code": SIMA, "name": "Sima", "N": 120, "stratum": "desa", "kecamatan": "Moga", "idm": "0.6543"},
        {"code": MOGA, "name": "Moga", "N": 90, "stratum": "desa", "kecamatan": "Moga", "idm": None},
        {"code": MAJALANGU, "name": "Majalangu", "N": 7, "stratum": "desa", "kecamatan": "Watukumpul"},
    ]
}
TABLES = {
    "perangkat.csv": "code,name,most\nSOS,Dinas Sosial,2\nKES,Dinas Kesehatan,2\n",
    "kecocokan.csv": "agency,need,fit\nSOS,C1,1\nKES,C4,1\n",
    "kebutuhan.csv": f"code,need,share\n{SIMA},C1,1\n{MOGA},C4,1\n{MAJALANGU},C1,0.5\n{MAJALANGU},C4,0.5\n",
}


@pytest.fixture
def office(tmp_path):
    """A folder with everything that the command needs, and a function that runs it there."""
    (tmp_path / "pilihan.json").write_text(json.dumps(SELECTION))
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(*words, code=0):
    result = CliRunner().invoke(berdaya, ["targeting", "assign", *map(str, words)])
    assert result.exit_code == code, result.output
    return result


def answer(*words, code=0):
    return json.loads(run(*words, "--json", code=code).stdout)


def tables(office, *more):
    named = zip(("--agencies", "--fit", "--needs"), TABLES, strict=True)
    return [
        "--selection",
        office / "pilihan.json",
        *(part for option, name in named for part in (option, office / name)),
        *more,
    ]


def test_the_worked_case_answers_with_every_promised_key(tmp_path):
    found = answer("--problem", EXAMPLE, "--out", tmp_path / "hasil.json")
    promised = ("status", "gap", "objective", "assignment", "loads", "dropped")
    assert {key: found[key] for key in promised} == {
        "status": "optimal",
        "gap": 0,
        "objective": "31/30",
        "assignment": {"V1": "A1", "V2": "A2", "V3": "A3", "V4": "A1", "V5": "A3"},
        "loads": {"A1": "23/10", "A2": "1/1", "A3": "23/10"},
        "dropped": [],
    }
    assert json.loads((tmp_path / "hasil.json").read_text()) == found


def test_the_loss_to_the_second_best_is_told_for_the_places_that_change():
    other = answer("--problem", EXAMPLE)["explanation"]["places"]["V5"]["other"]
    assert other == {
        "agency": "A1",
        "loss": "1/4",
        "loss_decimal": "0.250000",
        "how": "resolve",
        "moves": {"V4": "A3"},
    }


def test_the_limit_that_stopped_the_favourite_is_told():
    told = answer("--problem", EXAMPLE)["explanation"]["places"]["V5"]["favourite"]
    assert told == {"agency": "A1", "stopped_by": "sudah memegang 2 tempat, batas terbanyaknya"}


def test_without_explanation_there_is_none():
    assert answer("--problem", EXAMPLE, "--no-explain")["explanation"] is None


def test_without_the_load_row_it_is_not_counted():
    found = answer("--problem", EXAMPLE, "--no-load-row")
    assert found["rows"] == [1, 2, 4]
    assert found["objective"] == "131/60"


def test_tables_of_the_office_give_each_place_the_agency_that_fits(office):
    found = answer(*tables(office))
    assert found["assignment"] == {SIMA: "SOS", MOGA: "KES", MAJALANGU: "KES"}
    assert [finding["code"] for finding in found["findings"]] == ["assign.no_distances"]


def test_the_decided_list_counts_where_people_changed_it(office):
    decided = SELECTION | {"decided": [row for row in SELECTION["selected"] if row["code"] != MAJALANGU]}
    (office / "pilihan.json").write_text(json.dumps(decided))
    assert set(answer(*tables(office))["assignment"]) == {SIMA, MOGA}


def test_a_pin_with_its_decree_is_kept_and_shown(office):
    (office / "pasti.csv").write_text(
        f"agency,code,reason,decree\nKES,{SIMA},sudah didampingi sejak 2022,188.4/275/Tahun 2022\n"
    )
    found = answer(*tables(office, "--pins", office / "pasti.csv"))
    assert found["assignment"][SIMA] == "KES"
    assert found["pins"] == [
        {
            "agency": "KES",
            "place": SIMA,
            "reason": "sudah didampingi sejak 2022",
            "decree": "188.4/275/Tahun 2022",
        }
    ]
    assert found["explanation"]["places"][SIMA]["other"] is None


def test_the_screen_says_when_pins_alone_make_the_heaviest_load(office):
    pins = "".join(f"KES,{code},sudah di sana\n" for code in (SIMA, MOGA))
    (office / "pasti.csv").write_text(f"agency,code,reason\n{pins}")
    told = "Beban terberat berasal dari penetapan saja"
    assert told in run(*tables(office, "--pins", office / "pasti.csv")).stderr
    assert told not in run(*tables(office)).stderr


def test_the_screen_tells_the_loss_and_how_the_annex_is_printed(office):
    shown = run(*tables(office, "--out", office / "hasil.json")).stderr
    assert "  selisih  catatan" in shown
    assert f"--needs {office / 'kebutuhan.csv'}" in shown


def test_last_years_answer_keeps_pairs_together(office):
    (office / "lalu.json").write_text(json.dumps({"assignment": {MAJALANGU: "SOS"}}))
    found = answer(*tables(office, "--previous", office / "lalu.json"))
    assert found["assignment"][MAJALANGU] == "SOS"
    assert found["explanation"]["places"][MAJALANGU]["kept"] is True


def test_the_problem_that_was_built_gives_the_same_bytes_again(office):
    run(*tables(office, "--problem-out", office / "soal.json", "--out", office / "a.json"))
    run("--problem", office / "soal.json", "--out", office / "b.json", "--problem-out", office / "soal2.json")
    again, first = json.loads((office / "b.json").read_text()), json.loads((office / "a.json").read_text())
    assert again == first
    assert (office / "soal.json").read_bytes() == (office / "soal2.json").read_bytes()


def test_forty_agencies_for_eighty_six_places_is_refused_in_words(tmp_path):
    (tmp_path / "soal.json").write_text(json.dumps(as_json(invented(40, 86, seed=1, most=2))))
    found = answer("--problem", tmp_path / "soal.json", code=1)
    assert found["status"] == "infeasible"
    assert found["assignment"] == {}
    assert "40 perangkat × paling banyak 2 = 80 tempat, tetapi ada 86" in found["findings"][0]["problem"]


def test_an_infeasible_problem_leaves_an_earlier_list_alone(tmp_path):
    (tmp_path / "soal.json").write_text(json.dumps(as_json(invented(2, 9, seed=1))))
    (tmp_path / "lama.csv").write_text("lama")
    run("--problem", tmp_path / "soal.json", "--out", tmp_path / "lama.csv", code=1)
    assert (tmp_path / "lama.csv").read_text() == "lama"


def test_a_list_for_a_spreadsheet_names_agency_and_loss(tmp_path):
    run("--problem", EXAMPLE, "--out", tmp_path / "hasil.csv")
    head, first, *_ = (tmp_path / "hasil.csv").read_text().splitlines()
    assert head.startswith("number,code,place,kecamatan,stratum,N,idm,agency,agency_name,fit,km")
    assert first.startswith("1,V1,Tempat V1,,,,,A1,Perangkat A1,0.650000,10.000")
    assert first.endswith("A2,0.450000,resolve")


def test_the_workbook_has_one_row_for_each_place(tmp_path):
    run("--problem", EXAMPLE, "--out", tmp_path / "hasil.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "hasil.xlsx").get_sheet_by_index(0).to_python()
    listed = [row for row in rows if str(row[1]).startswith("V")]
    assert [row[4] for row in listed] == [f"Perangkat A{a}" for a in (1, 2, 3, 1, 3)]
    assert listed[4][-1] == "Perangkat A1; nilai turun 0,2500"


def test_a_newcomer_sees_the_pairs_the_proof_and_the_next_step(tmp_path):
    shown = run("--problem", EXAMPLE, "--out", tmp_path / "hasil.json").stderr
    assert "Perangkat A1                       Tempat V1                           0,650   10,0 km" in shown
    assert "terbukti tidak ada pembagian yang lebih baik" in shown
    assert "Beban terberat 2,30 di Perangkat A1: 1,23 kali rata-rata." in shown
    assert "berdaya targeting annex" in shown


def test_a_stopped_search_says_how_far_it_may_be_from_the_best(tmp_path):
    (tmp_path / "soal.json").write_text(json.dumps(as_json(invented(42, 86, seed=1))))
    found = answer("--problem", tmp_path / "soal.json", "--time-limit", "0.1", "--no-explain")
    assert found["status"] == "time_limit"
    assert found["stopped_by"] == "clock"
    assert found["gap"] > 0
    assert "assign.stopped_by_clock" in {finding["code"] for finding in found["findings"]}


@pytest.mark.parametrize(("ending", "hard"), [("json", True), ("xlsx", False)])
def test_the_same_input_gives_the_same_bytes_in_another_process(tmp_path, ending, hard):
    problem = as_json(invented(6, 14, seed=12, most=4)) if hard else example()
    (tmp_path / "soal.json").write_text(json.dumps(problem))
    for name in ("a", "b"):
        words = ["--problem", "soal.json", "--on", "2026-01-05", "--out", f"{name}.{ending}"]
        subprocess.run(
            [sys.executable, "-c", "from berdaya.cli import main; main()", "targeting", "assign", *words],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


@pytest.mark.parametrize(("row", "how"), [((), "bound"), (("--no-load-row",), "resolve")])
def test_a_large_problem_says_whether_a_loss_is_exact_or_a_bound(tmp_path, row, how):
    (tmp_path / "soal.json").write_text(json.dumps(as_json(invented(6, 18, seed=2, most=5))))
    places = answer("--problem", tmp_path / "soal.json", *row)["explanation"]["places"]
    assert {told["other"]["how"] for told in places.values()} == {how}


def test_the_objective_is_exactly_that_of_the_assignment(office):
    found = answer("--problem", EXAMPLE)
    assert Fraction(found["objective"]) == Fraction(found["objective_decimal"]).limit_denominator(1000)


BAD = {
    "": "file.not_json",
    "{": "file.not_json",
    '{"places": [], "places": []}': "file.twice",
    "[1, 2]": "assign.not_a_problem",
    "[" * 100_000: "file.not_json",
    "{}": "assign.empty",
}


@pytest.mark.parametrize("text", BAD)
def test_a_file_that_is_no_problem_is_refused_without_a_traceback(tmp_path, text):
    (tmp_path / "soal.json").write_text(text)
    found = answer("--problem", tmp_path / "soal.json", code=1)
    assert BAD[text] in {finding["code"] for finding in found["findings"]}


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "soal.json").write_bytes(b"\xff\xfe\x00\x01")
    found = answer("--problem", tmp_path / "soal.json", code=1)
    assert found["findings"][0]["code"] == "file.not_utf8"


def test_a_selection_that_is_none_is_refused(office):
    (office / "pilihan.json").write_text('{"selected": [{"code": 5}]}')
    found = answer(*tables(office), code=1)
    assert found["findings"][0]["code"] == "assign.not_a_selection"


def test_an_empty_cell_is_named_with_its_row(office):
    (office / "kecocokan.csv").write_text("agency,need,fit\nSOS,C1,\n")
    found = answer(*tables(office), code=1)
    assert "kecocokan.csv baris 2 kolom fit" in {finding["where"] for finding in found["findings"]}


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--problem", EXAMPLE, "--fit", EXAMPLE],
        ["--selection", EXAMPLE],
        ["--problem", EXAMPLE, "--out", "hasil.txt"],
    ],
)
def test_wrong_use_is_said_and_exits_with_two(words):
    run(*words, code=2)
