"""Files older than the list of villages: what was merged or renumbered goes to its successor, and is told."""

from pathlib import Path

import polars as pl
import pytest

from tests.register.desk import HOME, SITI, Answer, Desk, changed, csv_text

SAMPLE = 'source = "Perda contoh"'
MERGED = f"""
[[place]]
code = "33.27.04.2090"
name = "Kedungombo"
valid_to = 2019-12-31
change = "penggabungan"
replaced_by = [ {{ code = "33.27.04.2010" }} ]
{SAMPLE}
"""
SPLIT = f"""
[[place]]
code = "33.27.04.2091"
name = "Sumberagung"
valid_to = 2019-12-31
change = "pemekaran"
replaced_by = [ {{ code = "33.27.04.2010", share = "3/5" }}, {{ code = "33.27.04.2011", share = "2/5" }} ]
{SAMPLE}
"""
RENUMBERED = f"""
[[place]]
code = "33.27.99"
name = "Watukumpul Lama"
valid_to = 2019-12-31
change = "penomoran"
replaced_by = [ {{ code = "33.27.04" }} ]
{SAMPLE}
"""
LATER = MERGED.replace("2019-12-31", "2999-12-31")
GENERIC = """
register = "Sensus Desa"
unit = "household"
rows = "households"
region_codes = "KEMENDAGRI"
[columns]
id_rumah_tangga = "No"
kode_desa = "Kode"
nama_krt = "Kepala"
jumlah_art = "Jiwa"
desil = "Desil"
"""


def recorded(desk: Desk, text: str) -> None:
    folder = desk.folder / "data" / "regions"
    folder.mkdir(parents=True)
    (folder / "lama.toml").write_text(text)


def coded(desk: Desk, code: str, *options: object) -> Answer:
    """One household in a file with Kemendagri codes."""
    mapping = desk.file(GENERIC, "peta.toml")
    file = desk.file(f"No,Kode,Kepala,Jiwa,Desil\n1,{code},SITI,3,1\n", "desa.csv")
    return desk.imported(file, "--mapping", mapping, *options, profile="generic")


def named(desk: Desk, village: str, *options: object) -> Answer:
    rows = [changed(row, desa=village) for row in HOME]
    return desk.imported(desk.file(csv_text(rows)), *options)


def places(answer: Answer) -> list[str]:
    return pl.read_parquet(answer.out / "places.parquet")["code"].to_list()


@pytest.mark.parametrize(("record", "code"), [(MERGED, "33.27.04.2090"), (RENUMBERED, "33.27.99.2010")])
def test_old_code_goes_to_its_only_successor_and_is_told(desk: Desk, record: str, code: str) -> None:
    recorded(desk, record)
    answer = coded(desk, code)
    assert (answer.exit_code, places(answer)) == (0, ["33.27.04.2010"])
    assert answer.finding("region.taken_over")["severity"] == "I"


def test_old_name_of_a_bps_file_goes_to_its_successor(desk: Desk) -> None:
    recorded(desk, MERGED)
    answer = named(desk, "KEDUNG OMBO")
    assert places(answer) == ["33.27.04.2010"]
    assert answer.finding("region.taken_over")["count"] == len(HOME)


def test_office_table_that_names_an_old_code_is_followed(desk: Desk) -> None:
    recorded(desk, MERGED)
    table = desk.file("kunci,kode\n33.27|watukumpul|majalangu,33.27.04.2090\n", "pasti.csv")
    assert places(desk.typed([SITI], "--accept-rejected", "--confirmed", table)) == ["33.27.04.2010"]


def test_village_with_several_successors_waits_for_a_person(desk: Desk) -> None:
    recorded(desk, SPLIT)
    doubts = desk.folder / "ragu.csv"
    answer = coded(desk, "33.27.04.2091", "--doubts", doubts)
    assert answer.exit_code == 1
    assert "region.doubtful" in answer.codes
    assert "33.27.04.2010" in doubts.read_text()
    assert "33.27.04.2011" in doubts.read_text()


@pytest.mark.parametrize("by_code", [True, False])
def test_successor_confirmed_once_is_taken(desk: Desk, by_code: bool) -> None:
    recorded(desk, SPLIT)
    sure = desk.file("kunci,kode\n33.27|watukumpul|sumberagung,33.27.04.2011\n", "pasti.csv")
    told = ("--confirmed", sure)
    answer = coded(desk, "33.27.04.2091", *told) if by_code else named(desk, "SUMBERAGUNG", *told)
    assert places(answer) == ["33.27.04.2011"]


def test_village_that_still_stands_is_itself(desk: Desk) -> None:
    recorded(desk, LATER)
    assert places(coded(desk, "33.27.04.2090")) == ["33.27.04.2090"]


def test_code_that_nobody_knows_stays_unknown(desk: Desk) -> None:
    recorded(desk, MERGED)
    assert "region.unknown" in coded(desk, "33.27.04.2099").codes


def test_old_village_without_a_recorded_successor_says_so(desk: Desk) -> None:
    recorded(desk, RENUMBERED.replace("penomoran", "penggabungan"))
    assert "region.ended" in coded(desk, "33.27.99.2010").codes


def test_answer_tells_the_row_that_was_taken_over(desk: Desk) -> None:
    recorded(desk, MERGED)
    coded(desk, "33.27.04.2090", "--answer", desk.folder / "jawaban.csv")
    assert "sudah digabung atau berganti kode" in Path(desk.folder / "jawaban.csv").read_text("utf-8-sig")
