"""`berdaya hardship evaluate` as an analyst runs it, from a register file to the needs of its places."""

import csv
import json
import stat
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import Result

from berdaya.access.keys import key_ring
from berdaya.kernel.digests import digest_of_file
from berdaya.register.held import sealed_manifest
from tests.register.desk import DARMI, HOME, JOKO, SITI, TITLES, Desk, changed, csv_text, run

COLUMNS = ["household", "place", *(f"C{n}" for n in range(1, 10)), "n_known", "count", "class", "marks"]
FULL = (
    *TITLES, "KIS/PBI", "BPJS mandiri", "PKH", "Rastra/Raskin", "Luas lantai (m2)", "Lantai terluas",
    "Dinding terluas", "Kondisi dinding", "Atap terluas", "Kondisi atap", "Sumber penerangan",
    "Penyakit kronis", "Ijazah tertinggi", "Bekerja seminggu lalu",
)  # fmt: skip
POOR = ("2", "4", "2", "4", "15", "9", "4", "2", "9", "2", "3")
WELL = ("1", "3", "1", "3", "60", "2", "1", "1", "4", "1", "1")


def person(
    row: tuple[str, ...], house: tuple[str, ...], ill: str, diploma: str, works: str
) -> tuple[str, ...]:
    return (*row, *house, ill, diploma, works)


MOTHER = person(SITI, POOR, "1", "1", "2")
GIRL = person(DARMI, POOR, "0", "1", "2")
BOY = person(changed(DARMI, no="3", nama="ANTO", nik="", umur="18", jk="1", kartu="1"), POOR, "0", "1", "1")
MAN = person(JOKO, WELL, "0", "3", "1")
VILLAGE = (MOTHER, GIRL, BOY, MAN)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return Desk(tmp_path)


def snapshot(desk: Desk, rows: Any = VILLAGE, titles: Any = FULL, *options: object) -> Path:
    return desk.imported(desk.file(csv_text(rows, titles)), "--until", "2099-01-01", *options).out


def evaluated(desk: Desk, folder: Path, *options: object) -> tuple[Result, Path]:
    out = desk.folder / "hasil"
    return run("hardship", "evaluate", "--register", folder, "--out", out, "--json", *options), out


def rows_of(out: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(out / "households.parquet").sort("count", descending=True).to_dicts()


def test_every_household_is_written_with_its_signs_class_and_marks(desk: Desk) -> None:
    result, out = evaluated(desk, snapshot(desk))
    assert result.exit_code == 0
    frame = pl.read_parquet(out / "households.parquet")
    assert frame.columns == COLUMNS
    poor, well = rows_of(out)
    assert [poor[f"C{n}"] for n in range(1, 10)] == [1, 1, 1, 1, 1, 1, 1, 1, 1]
    assert (poor["place"], poor["n_known"], poor["count"], poor["class"]) == ("33.27.04.2010", 9, 9, "A+")
    assert (poor["marks"], well["marks"]) == ("disabilitas", "")
    assert [well[f"C{n}"] for n in range(1, 10)] == [0] * 9
    assert well["class"] == "D"


def test_places_tell_signs_of_decile_1_alone(desk: Desk) -> None:
    _, out = evaluated(desk, snapshot(desk))
    lines = list(csv.DictReader((out / "places.csv").read_text().splitlines()))
    assert list(lines[0]) == ["code", "criterion", "met", "known", "z", "share"]
    assert [line["criterion"] for line in lines] == [f"C{n}" for n in range(1, 10)]
    assert {(line["code"], line["met"], line["known"]) for line in lines} == {("33.27.04.2010", "1", "1")}
    assert sum(Fraction(line["share"]) for line in lines) == pytest.approx(1, abs=1e-9)


def test_the_answer_prints_totals_and_the_rules_by_which_they_came_about(desk: Desk) -> None:
    result, out = evaluated(desk, snapshot(desk))
    answer = json.loads(result.stdout)
    assert answer["households"] == 2
    assert answer["criteria"]["C7"] == {
        "short": "jamban", "words": "tidak ada jamban", "met": 1, "known": 2, "share": "1/2",
    }  # fmt: skip
    assert answer["classes"] == {"A+": 1, "A": 0, "B": 0, "C": 0, "D": 1, "E": 0}
    assert answer["without_class"] == 0
    assert "hardship.criteria@1" in answer["rules"]
    assert json.loads((out / "evaluation.json").read_text()) == answer
    assert answer["findings"] == []


def test_totals_are_told_to_the_person_at_the_terminal(desk: Desk) -> None:
    out = desk.folder / "hasil"
    result = run("hardship", "evaluate", "--register", snapshot(desk), "--out", out)
    assert result.stdout == ""
    assert "C7 tidak ada jamban: 1 dari 2 yang terisi (50,0%)" in result.stderr
    assert "Kelas: A+ 1, A 0, B 0, C 0, D 1, E 0" in result.stderr


def test_questions_that_the_file_never_asked_are_unknown_and_said(desk: Desk) -> None:
    result, out = evaluated(desk, snapshot(desk, HOME, TITLES))
    poor, _ = rows_of(out)
    assert [poor[f"C{n}"] for n in (1, 4, 5, 8, 9)] == [None] * 5
    assert (poor["class"], poor["marks"]) == (None, "data_kurang")
    finding = json.loads(result.stdout)["findings"][0]
    assert finding["code"] == "register.not_asked"
    assert "C8 listrik" in finding["problem"]
    assert "Sumber penerangan" in finding["problem"]


@pytest.mark.parametrize(
    ("day", "school"), [("2015-12-31", 1), ("2016-12-30", 1), ("2016-12-31", 0), ("2020-12-31", 0)]
)
def test_the_day_of_the_scan_moves_ages(desk: Desk, day: str, school: int) -> None:
    boy_alone = (changed(MOTHER, jumlah="2"), changed(BOY, jumlah="2"))
    _, out = evaluated(desk, snapshot(desk, boy_alone), "--on", day)
    assert rows_of(out)[0]["C3"] == school


def test_moved_ages_are_said(desk: Desk) -> None:
    result, out = evaluated(desk, snapshot(desk), "--on", "2018-01-01")
    answer = json.loads(result.stdout)
    assert (answer["on"], answer["years_moved"]) == ("2018-01-01", 2)
    assert "scan.moved_ages" in {finding["code"] for finding in answer["findings"]}
    assert len(rows_of(out)) == 2


def test_a_year_later_nothing_else_changes(desk: Desk) -> None:
    folder = snapshot(desk)
    _, out = evaluated(desk, folder)
    before = rows_of(out)
    evaluated(desk, folder, "--on", "2016-12-31")
    for one, other in zip(before, rows_of(out), strict=True):
        changed_signs = {name for name in COLUMNS if one[name] != other[name]}
        assert changed_signs <= {"C3", "count", "class"}


def test_a_variant_is_told_beside_the_results(desk: Desk) -> None:
    result, out = evaluated(desk, snapshot(desk), "--variant", "ketat", "--variant", "luas")
    assert list(json.loads(result.stdout)["variants"]) == ["ketat", "luas"]
    assert pl.read_parquet_metadata(out / "households.parquet")["berdaya.variants"] == "ketat luas"
    assert rows_of(out)[0]["C2"] == 0


def test_the_results_are_for_the_office_alone(desk: Desk) -> None:
    _, out = evaluated(desk, snapshot(desk))
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    for path in out.iterdir():
        assert not any(name in path.read_bytes() for name in (b"SITI", b"DARMI", b"3327045507750001"))


def test_villages_that_stayed_in_the_parent_are_judged_too(desk: Desk) -> None:
    other = tuple(
        changed(row, id="332704001100020003", kec="MOGA", desa="BANYUMUDAL", nik="", nama="X")
        for row in (MAN,)
    )
    first = snapshot(desk, (*VILLAGE, *other))
    later = desk.file(csv_text((*(changed(row, air="5") for row in VILLAGE), *other), FULL), "baru.csv")
    out = desk.folder / "edisi-2"
    run("register", "import", later, "--profile", "bdt2015", "--edition", "2016-12-31", "--field-date",
        "2015-12-31", "--out", out, "--parent", first, "--until", "2099-01-01", "--json")  # fmt: skip
    for day in ("2015-12-31", "2017-12-31"):
        result, told = evaluated(desk, out, "--on", day)
        assert json.loads(result.stdout)["households"] == 3
        assert {row["C6"] for row in rows_of(told)} == {0}
        assert {row["place"][:8] for row in rows_of(told)} == {"33.27.01", "33.27.04"}


def test_a_snapshot_folded_before_these_facts_were_known_gives_the_same(desk: Desk) -> None:
    folder = snapshot(desk)
    _, out = evaluated(desk, folder)
    before = rows_of(out)
    path = folder / "households.parquet"
    pl.read_parquet(path).drop("heads_work_unknown", "without_papers").write_parquet(path)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["households.parquet"] = {
        "sha256": digest_of_file(path), "bytes": path.stat().st_size,
    }  # fmt: skip
    key = key_ring().open(manifest["key"])
    (folder / "manifest.json").write_text(json.dumps(sealed_manifest(manifest, key)))
    evaluated(desk, folder)
    assert rows_of(out) == before


# ---------- bad use ----------


def code_of(result: Result) -> str:
    assert result.exit_code == 1
    code: str = json.loads(result.stdout)["findings"][0]["code"]
    return code


def test_a_day_before_the_ages_were_written_down_is_refused(desk: Desk) -> None:
    result, out = evaluated(desk, snapshot(desk), "--on", "2015-12-30")
    assert code_of(result) == "scan.too_early"
    assert not (out / "households.parquet").exists()


def test_an_unknown_variant_is_refused(desk: Desk) -> None:
    assert code_of(evaluated(desk, snapshot(desk), "--variant", "bebas")[0]) == "variant.unknown"


def test_a_folder_that_is_no_snapshot_is_refused(desk: Desk) -> None:
    (desk.folder / "lain").mkdir()
    assert code_of(evaluated(desk, desk.folder / "lain")[0]) == "snapshot.missing"


def test_the_snapshot_itself_is_never_written_into(desk: Desk) -> None:
    folder = snapshot(desk)
    result = run("hardship", "evaluate", "--register", folder, "--out", folder, "--json")
    assert code_of(result) == "file.would_overwrite"


@pytest.mark.parametrize("options", [(), ("--on", "2016-12-31")])
def test_a_snapshot_without_its_members_is_refused_on_any_day(desk: Desk, options: tuple[str, ...]) -> None:
    folder = snapshot(desk)
    (folder / "members.parquet").unlink()
    result, out = evaluated(desk, folder, *options)
    assert (result.exit_code, code_of(result)) == (1, "snapshot.file_missing")
    assert not (out / "households.parquet").exists()


def test_a_changed_snapshot_is_refused(desk: Desk) -> None:
    folder = snapshot(desk)
    path = folder / "households.parquet"
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    assert code_of(evaluated(desk, folder)[0]) == "snapshot.changed"
