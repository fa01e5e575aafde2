"""`berdaya register link`: two files of people in, proposals out, and what it says when it cannot."""

import csv
import json
import stat
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from berdaya.cli import berdaya
from berdaya.register.linking import closed

REGISTER = """\
id,nik,kk,nama,tgl_lahir,jk,alamat,rt,rw,desa
R1,3327990307880001,3327990101100001,SUKARJO,03-07-1988,L,DK. KRAJAN,003,001,33.27.04.2010
R2,3327994507900002,3327990101100001,SITI AMINAH,05-07-1990,P,DK. KRAJAN,003,001,33.27.04.2010
R3,,,KASTURI,12-02-1955,L,DK. SIKASUR,001,002,33.27.04.2010
R4,3327991505600003,3327990101100004,SLAMET RIYADI,15-05-1960,L,DK. SIKASUR,001,002,33.27.04.2010
R5,3327995206850004,,DARYATI,12-06-1985,P,DK. TALUN,005,003,33.27.04.2011
R6,3327992001990005,,BAYU SAPUTRA,20-01-1999,L,DK. TALUN,006,003,33.27.04.2011
"""
LISTED = """\
id,nik,nama,tgl_lahir,jk,alamat,rt,rw,desa
1,3327990307880001,H. Soekardjo,1988-07-03,L,Dusun Krajan,3,1,3327042010
2,,Kastoeri bin Wastap,12/2/1955,L,Sikasur,1,2,3327042010
3,3327991505600003,Wagiyem,01/01/1971,P,Sikasur,1,2,3327042010
4,,Ponimin,09/09/1949,L,Sikasur,9,4,3327042010
"""
PEOPLE = ("sukarjo", "soekardjo", "kasturi", "kastoeri", "wagiyem", "ponimin", "3327990307880001")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(berdaya, ["register", "link", *[str(a) for a in arguments]])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    a, b = tmp_path / "penerima.csv", tmp_path / "register.csv"
    a.write_text(LISTED, encoding="utf-8")
    b.write_text(REGISTER, encoding="utf-8")
    return a, b, tmp_path / "hasil"


def links(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "links.csv").open(encoding="utf-8") as file:
        return {row["a_id"]: row for row in csv.DictReader(file)}


def codes(result: Result) -> dict[str, dict[str, Any]]:
    return {finding["code"]: finding for finding in json.loads(result.stdout)["findings"]}


def linked(a: Path, b: Path, out: Path) -> dict[str, dict[str, str]]:
    result = run(a, b, "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    return links(out)


def test_the_columns_are_these_and_no_others(files):
    linked(*files)
    assert (files[2] / "links.csv").read_text().splitlines()[0] == "a_id,b_id,probability,band,rule"


def test_the_same_nik_under_the_same_name_in_another_spelling_is_sure(files):
    found = linked(*files)["1"]
    assert (found["b_id"], found["band"], found["rule"]) == ("R1", "sure", "nik")


def test_without_a_nik_a_person_decides(files):
    found = linked(*files)["2"]
    assert (found["b_id"], found["band"], found["rule"]) == ("R3", "review", "model")
    assert float(found["probability"]) > 0.95


def test_the_nik_of_somebody_else_is_for_a_person_to_look_at(files):
    found = linked(*files)["3"]
    assert (found["b_id"], found["band"], found["rule"]) == ("R4", "review", "nik-only")


def test_lists_of_niks_alone_are_matched_too_but_a_person_decides(files):
    files[0].write_text("id,nik\n1,3327990307880001\n2,3327994104660009\n", encoding="utf-8")
    found = linked(*files)
    assert [(r["b_id"], r["band"], r["rule"]) for r in found.values()] == [("R1", "review", "nik-only")]
    files[1].write_text("id,nik\nR1,3327990307880001\n", encoding="utf-8")
    result = run(files[0], files[1], "--out", files[2])
    assert links(files[2])["1"]["band"] == "review"
    assert "tidak bertentangan): 0." in result.output


@pytest.mark.parametrize(
    ("sex", "born", "band"),
    [
        ("L", "1988-07-03", "sure"),
        ("P", "1988-07-03", "review"),
        ("L", "1948-07-03", "review"),
        ("L", "1986-07-03", "review"),
        ("L", "1987-01-01", "sure"),
        ("", "1988-07-03", "sure"),
        ("L", "", "sure"),
    ],
)
def test_the_same_nik_and_name_are_not_sure_against_another_sex_or_birth(files, sex, born, band):
    titles, first, *rest = LISTED.splitlines()
    typed = first.replace("1988-07-03,L", f"{born},{sex}")
    files[0].write_text("\n".join([titles, typed, *rest]) + "\n", encoding="utf-8")
    found = linked(*files)["1"]
    assert (found["b_id"], found["band"]) == ("R1", band)
    assert found["rule"] == ("nik" if band == "sure" else "nik-only")


def test_results_go_into_a_folder_never_into_a_file(files):
    before = files[0].read_bytes()
    result = run(files[0], files[1], "--out", files[0])
    assert result.exit_code == 2
    assert "--out" in result.stderr
    assert "penerima.csv" in result.stderr
    assert "bukan folder" in result.stderr
    assert files[0].read_bytes() == before


def test_who_is_not_in_the_register_is_not_proposed(files):
    assert "4" not in linked(*files)


def test_one_object_with_counts_model_and_thresholds(files):
    told = json.loads(run(files[0], files[1], "--out", files[2], "--json").stdout)
    assert told["rows"] == {"a": 4, "b": 6}
    counts = told["counts"]
    assert (counts["links"], counts["sure"], counts["review"], counts["not_found"]) == (3, 1, 2, 1)
    assert told["model"]["version"]
    assert told["thresholds"]["sure_from"] == "0.95"


def test_nobody_is_named_outside_the_file_and_the_file_is_private(files):
    result = run(files[0], files[1], "--out", files[2], "--json")
    spoken = (result.stdout + result.stderr).lower()
    assert not [word for word in PEOPLE if word in spoken]
    assert stat.S_IMODE((files[2] / "links.csv").stat().st_mode) == 0o600


def test_the_same_lists_give_the_same_bytes(files, tmp_path):
    linked(*files)
    again = tmp_path / "lagi"
    linked(files[0], files[1], again)
    assert (again / "links.csv").read_bytes() == (files[2] / "links.csv").read_bytes()


def test_workbooks_and_parquet_say_the_same(files, tmp_path):
    linked(*files)
    frames = [pl.read_csv(path, infer_schema=False) for path in files[:2]]
    parquet, workbook = tmp_path / "a.parquet", tmp_path / "b.xlsx"
    frames[0].write_parquet(parquet)
    with xlsxwriter.Workbook(workbook) as book:
        sheet = book.add_worksheet("data")
        for at, row in enumerate([frames[1].columns, *frames[1].rows()]):
            sheet.write_row(at, 0, ["" if cell is None else cell for cell in row])
    assert linked(parquet, workbook, tmp_path / "lain") == links(files[2])


def test_villages_by_name_find_villages_by_code(files, tmp_path):
    named = tmp_path / "bernama.csv"
    named.write_text("id,nama,tgl lahir,Desa\n1,Kasturi,12-02-1955,Desa Majalangu\n", encoding="utf-8")
    assert linked(named, files[1], files[2])["1"]["b_id"] == "R3"


def test_an_age_stands_in_for_the_birth_date(files, tmp_path):
    aged = tmp_path / "umur.csv"
    aged.write_text("id;Nama Lengkap;usia;desa\nx;Daryati;40;33.27.04.2011\n", encoding="utf-8")
    result = run(aged, files[1], "--out", files[2], "--a-on", "2025-07-01", "--json")
    assert links(files[2])["x"]["b_id"] == "R5"
    assert "a.link.age_date" not in codes(result)
    assert "a.link.age_date" in codes(run(aged, files[1], "--out", files[2], "--json"))


# ---------- lists that cannot be matched, or not wholly ----------


def refused(files: tuple[Path, Path, Path], text: str) -> dict[str, dict[str, Any]]:
    files[0].write_text(text, encoding="utf-8")
    result = run(*files[:2], "--out", files[2], "--json")
    assert result.exit_code == 1, result.stderr
    assert not files[2].exists()
    return codes(result)


def test_a_list_without_a_key_is_told_what_is_missing(files):
    problem = refused(files, "id,nama,jk\n1,Kasturi,L\n")["link.no_key"]["problem"]
    assert all(word in problem for word in ("NIK", "KK", "Tanggal lahir", "Desa"))


def test_a_list_without_ids_is_refused(files):
    assert "link.no_id" in refused(files, "nik,nama\n3327990307880001,Sukarjo\n")


def test_ids_that_occur_twice_are_refused_with_the_line(files):
    found = refused(files, "id,nik\n1,3327990307880001\n2,3327994507900002\n1,3327992001990005\n")
    assert found["link.repeated_id"]["where"].endswith("baris 2")


def test_a_list_without_rows_is_refused(files):
    assert "link.no_rows" in refused(files, "id,nik,nama\n")


def test_a_list_of_niks_that_a_spreadsheet_destroyed_is_refused_with_the_reason(files):
    found = refused(files, "id,nik\n1,3.32799E+15\n2,3.32799E+15\n")
    assert {"nik.number", "link.no_key"} <= set(found)


def test_lists_without_a_common_key_are_refused(files):
    files[1].write_text("id,nik\nR1,3327990307880001\n", encoding="utf-8")
    assert "link.no_common_key" in refused(files, "id,nama,umur\n1,Sukarjo,37\n")


def test_the_same_file_twice_is_said_and_everybody_finds_himself(files):
    result = run(files[1], files[1], "--out", files[2], "--json")
    assert codes(result)["link.same_file"]["severity"] == "W"
    assert {row["a_id"] for row in links(files[2]).values() if row["a_id"] == row["b_id"]} == set(
        links(files[2])
    )


def test_too_little_memory_is_said_and_leaves_nothing(files, monkeypatch):
    monkeypatch.setattr(closed, "_CLOSED", (*closed._CLOSED, "SET memory_limit = '1MB'"))
    result = run(*files[:2], "--out", files[2], "--json")
    assert (result.exit_code, set(codes(result))) == (1, {"link.memory"})
    assert not files[2].exists()


def test_a_file_that_is_no_table_is_refused_without_a_traceback(files):
    result = run(files[0].with_name("tidak-ada.csv"), files[1], "--out", files[2], "--json")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr


def test_rows_without_id_or_name_are_counted_and_the_rest_is_matched(files):
    files[0].write_text(LISTED + ",,Daryati,12/06/1985,P,,,,\n6,,,,P,,,,3327042010\n", encoding="utf-8")
    result = run(*files[:2], "--out", files[2], "--json")
    assert {"a.link.empty_id", "a.link.no_name"} <= set(codes(result))
    assert links(files[2])["1"]["band"] == "sure"


def test_a_nik_of_more_than_five_names_is_nobodys(files):
    names = ("Sukarjo", "Wastap", "Ponimin", "Daryati", "Rohadi", "Tobari")
    rows = "".join(f"{at},3327990307880001,{name},33.27.04.2010\n" for at, name in enumerate(names))
    files[0].write_text("id,nik,nama,desa\n" + rows, encoding="utf-8")
    result = run(*files[:2], "--out", files[2], "--json")
    assert codes(result)["a.link.nik_many"]["count"] == 6
    assert not [row for row in links(files[2]).values() if row["rule"].startswith("nik")]


def test_two_rows_for_one_person_are_both_shown_to_a_person(files):
    again = "5,3327990307880001,Sukarjo,03/07/1988,L,Talun,6,3,3327042011\n"
    files[0].write_text(LISTED + again, encoding="utf-8")
    found = linked(*files)
    assert {(found[a]["b_id"], found[a]["band"], found[a]["rule"]) for a in "15"} == {
        ("R1", "review", "shared")
    }


def test_an_id_that_a_spreadsheet_would_run_becomes_text(files):
    files[0].write_text(LISTED.replace("\n1,", "\n=1+1,"), encoding="utf-8")
    assert "'=1+1" in linked(*files)


def test_output_in_place_of_a_list_is_refused(files, tmp_path):
    own = tmp_path / "links.csv"
    own.write_text(LISTED, encoding="utf-8")
    assert run(own, files[1], "--out", tmp_path).exit_code == 1
    assert own.read_text(encoding="utf-8") == LISTED
