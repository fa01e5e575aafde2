"""`berdaya register sample`: the files, the faults asked for, and what it says."""

import hashlib
import json
from fractions import Fraction

import polars as pl
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from berdaya.register.rules.headers import find_header
from berdaya.register.rules.identity import nik_fault
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.sampling.command import sample
from berdaya.register.sampling.dice import Dice
from berdaya.register.sampling.faults import misspelled
from berdaya.register.sampling.sample import sample_rows

PROFILE = shipped_profiles()["bdt2015"]
WATUKUMPUL = ["--district", "33.27", "--kecamatan", "33.27.04"]


def run(*arguments: str):
    return CliRunner().invoke(sample, [*WATUKUMPUL, *arguments])


def made(path, *arguments: str) -> bytes:
    result = run("--households", "40", "--out", str(path), *arguments)
    assert result.exit_code == 0, result.stderr
    return path.read_bytes()


# ---------- files ----------


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_same_seed_gives_the_same_bytes(tmp_path, suffix):
    first, again = (made(tmp_path / f"{name}.{suffix}") for name in "ab")
    assert first == again


def test_another_seed_gives_other_people(tmp_path):
    assert made(tmp_path / "a.csv", "--seed", "1") != made(tmp_path / "b.csv", "--seed", "2")


def test_the_bytes_are_known(tmp_path):
    """Whoever changes this changes every sample that offices and tests made with the same seed."""
    content = made(tmp_path / "a.csv", "--dirty", "0.5")
    assert hashlib.sha256(content).hexdigest()[:16] == "b1b513d0ed583a6c"


def test_the_csv_has_the_titles_of_the_profile_and_a_semicolon(tmp_path):
    lines = made(tmp_path / "bdt.csv").decode().split("\n")
    assert lines[0].split(";") == [column.title for column in PROFILE.columns]
    assert {len(line.split(";")) for line in lines[:-1]} == {101}
    assert lines[-1] == ""


def test_the_workbook_is_text_below_a_row_that_numbers_its_columns(tmp_path):
    made(tmp_path / "bdt.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "bdt.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[1][:3] == ["KOLOM", "2", "3"]
    assert {type(cell) for row in sheet for cell in row} == {str}
    assert "Lantai terluas (19)" in sheet[0]


def test_the_importer_knows_every_column_of_the_workbook(tmp_path):
    made(tmp_path / "bdt.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "bdt.xlsx").get_sheet_by_index(0).to_python()
    header = find_header(sheet, PROFILE)
    assert header is not None
    assert (header.data_row, header.recognised) == (2, 101)
    assert header.unknown() == []


def test_workbook_and_csv_hold_the_same_rows(tmp_path):
    rows = [line.split(";") for line in made(tmp_path / "bdt.csv").decode().splitlines()[1:]]
    made(tmp_path / "bdt.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "bdt.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[2:] == rows


# ---------- the command ----------


def test_the_answer_counts_and_seals_the_file(tmp_path):
    path = tmp_path / "bdt.csv"
    result = run("--households", "40", "--out", str(path), "--json")
    answer = json.loads(result.stdout)
    assert answer["households"] == 40
    assert answer["members"] == len(path.read_text().splitlines()) - 1
    assert answer["places"] == 15
    assert answer["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (answer["file"], answer["seed"]) == (str(path), 2015)


def test_people_are_told_that_the_nik_are_nobodys(tmp_path):
    result = run("--households", "40", "--out", str(tmp_path / "bdt.csv"))
    assert "40 rumah tangga" in result.stderr
    assert "bukan milik siapa pun" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments, code",
    [
        (("--out", "bdt.pdf"), "sample.extension"),
        (("--out", "bdt.csv", "--profile", "regsosek2022"), "sample.profile"),
        (("--out", "bdt.csv", "--kecamatan", "33.27.99"), "sample.kecamatan"),
        (("--out", "bdt.csv", "--district", "33.99"), "sample.district"),
    ],
)
def test_what_cannot_be_made_is_said_and_leaves_no_file(tmp_path, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    result = run("--households", "40", *arguments, "--json")
    assert result.exit_code == 1
    assert [f["code"] for f in json.loads(result.stdout)["findings"]] == [code]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", ["2", "-0.1", "banyak", "1/0"])
def test_a_share_of_faults_is_between_0_and_1(tmp_path, share):
    result = run("--households", "40", "--out", str(tmp_path / "bdt.csv"), "--dirty", share)
    assert result.exit_code == 2


# ---------- an index to lean on ----------


def test_an_index_changes_the_counts(tmp_path):
    index = tmp_path / "indeks.csv"
    index.write_text("kode_desa,idm\n33.27.04.2001,0.9512\n33.27.04.2002,0.6101\n33.27.04.2003,\n")
    assert made(tmp_path / "a.csv") != made(tmp_path / "b.csv", "--index", str(index))


@pytest.mark.parametrize(
    "text",
    ["", "nama,idm\nX,0.7\n", "kode_desa,nilai\n33.27.04.2001,0.7\n", "kode_desa,idm\n33.27.04.2001,maju\n"],
)
def test_an_index_that_cannot_be_read_is_a_finding(tmp_path, text):
    index = tmp_path / "indeks.csv"
    index.write_text(text)
    result = run("--households", "40", "--out", str(tmp_path / "a.csv"), "--index", str(index), "--json")
    assert result.exit_code == 1
    assert [f["code"] for f in json.loads(result.stdout)["findings"]] == ["sample.index"]


# ---------- faults ----------


@pytest.fixture(scope="module")
def clean() -> pl.DataFrame:
    return sample_rows("33.27", 400, kecamatan="33.27.04")


@pytest.fixture(scope="module")
def faulty() -> pl.DataFrame:
    return sample_rows("33.27", 400, kecamatan="33.27.04", dirty=Fraction(1))


def test_every_kind_of_fault_occurs_when_all_households_have_one(faulty, clean):
    niks = faulty["nik"].drop_nulls()
    assert {"nik.number", "nik.length"} <= {nik_fault(nik, {33}) for nik in niks}
    assert faulty["percentile"].null_count() > 0
    assert 101 in faulty["percentile"]
    assert 12 in faulty["lantai"]
    assert 5 in faulty["sta_rastra"]
    assert set(faulty["nama_desa"]) > set(clean["nama_desa"])
    assert faulty.height > clean.height
    assert faulty.unique().height == clean.height


def test_faults_are_as_rare_as_asked(clean):
    some = sample_rows("33.27", 400, kecamatan="33.27.04", dirty=Fraction(1, 20))
    changed = clean.join(some.unique(), on=clean.columns, how="anti", nulls_equal=True)["idbdt"].n_unique()
    assert 8 <= changed <= 36


@pytest.mark.parametrize(
    "name, slip",
    [("KREYO", "KREO"), ("PLAKARAN", "PLOKARAN"), ("MOGA", "MOGO"), ("BEJI", "BEEJI"), ("XYZ", "XYZZ")],
)
def test_a_slip_of_the_pen_changes_a_name_a_little(name, slip):
    assert misspelled(name) == slip


# ---------- dice ----------


def test_a_name_is_thrown_once():
    dice = Dice(2015, "33.27.04.2010")
    dice.below("floor", 6, 3)
    with pytest.raises(ValueError, match="copies of each other"):
        dice.below("floor", 6, 3)


def test_throws_stay_within_their_limits():
    dice = Dice("limits")
    assert set(dice.between("a", 3, 5, 500).tolist()) == {3, 4, 5}
    assert set(dice.between("b", 5, 3, 50).tolist()) == {5}
    assert not dice.happens("never", 0, 500).any()
    assert dice.happens("always", 1000, 500).all()
    assert sorted(dice.order("order", 50).tolist()) == list(range(50))
