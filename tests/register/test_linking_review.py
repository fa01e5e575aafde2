"""The workbook for those who decide on doubtful pairs."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from berdaya.cli import berdaya
from berdaya.register.linking.explaining import WORDS
from berdaya.register.linking.levels import COMPARISONS
from tests.register.test_linking_command import LISTED, REGISTER


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, str]]:
    a, b, review = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "periksa.xlsx"
    a.write_text(LISTED, encoding="utf-8")
    b.write_text(REGISTER, encoding="utf-8")
    command = ["register", "link", str(a), str(b), "--out", str(tmp_path / "o"), "--review", str(review)]
    result = CliRunner().invoke(berdaya, command)
    assert result.exit_code == 0, result.stderr
    assert stat.S_IMODE(review.stat().st_mode) == 0o600
    head, *body = CalamineWorkbook.from_path(review).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_only_pairs_that_a_person_decides_are_in_it_the_most_doubtful_first(rows):
    assert [row["id A"] for row in rows] == ["3", "2"]
    assert [row["Kemungkinan"] for row in rows] == sorted(row["Kemungkinan"] for row in rows)


def test_both_rows_stand_side_by_side_as_they_were_written(rows):
    assert (rows[1]["Nama A"], rows[1]["Nama B"]) == ("Kastoeri bin Wastap", "KASTURI")
    assert (rows[1]["RT/RW A"], rows[1]["RT/RW B"]) == ("1/2", "001/002")


def test_what_agrees_and_what_does_not_is_said_in_words(rows):
    assert "NIK sama; NAMA BERBEDA" in rows[0]["Mengapa"]
    assert "nama sama bunyinya; tanggal lahir sama" in rows[1]["Mengapa"]
    assert "NIK" not in rows[1]["Mengapa"]


def test_no_whole_nik_stands_in_it(rows):
    assert rows[0]["NIK A"] == rows[0]["NIK B"] == "3327••••••••••03"


def test_the_answer_is_left_to_people(rows):
    assert {row["Keputusan"] for row in rows} == {""}


def test_every_level_has_its_words():
    assert {one.name: set(one.level_names) for one in COMPARISONS} == {n: set(w) for n, w in WORDS.items()}
