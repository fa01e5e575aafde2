"""Selecting from a snapshot of a register: the same list as from its counts."""

import csv
import json

import polars as pl
import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from tests.register.snapshots import put_manifest

PLACES = {
    "33.27.01.2001": ("Plakaran", "desa", [(1, 4)] * 9 + [(2, 3)] * 5),
    "33.27.01.2002": ("Mandiraja", "desa", [(1, 2)] * 7 + [(3, 3)] * 4),
    "33.27.01.2003": ("Walangsanga", "desa", [(1, 6)] * 6 + [(0, 2)] * 3),
    "33.27.08.1004": ("Paduraksa", "kelurahan", [(1, 3)] * 4),
    "33.26.01.2001": ("Lebak Barang", "desa", [(1, 3)] * 2),
}
INDEX = "code,idm\n33.27.01.2001,0.7\n33.27.01.2002,0.6\n33.27.01.2003,0.8\n"


@pytest.fixture
def snapshot(tmp_path):
    """The files of a snapshot that selection reads: manifest, places, and runs of equal households."""
    folder = tmp_path / "register"
    folder.mkdir()
    codes = sorted(PLACES)
    homes = [
        (decile, place, persons) for place, code in enumerate(codes) for decile, persons in PLACES[code][2]
    ]
    types = {"decile": pl.UInt8, "place": pl.UInt32, "persons": pl.UInt8}
    runs = pl.DataFrame(homes, schema=types, orient="row").group_by("decile", "place", "persons")
    ranking = runs.agg(pl.len().alias("households")).sort("decile", "place", "persons")
    ranking.write_parquet(folder / "ranking.parquet")
    rows = []
    for place, code in enumerate(codes):
        name, kind, found = PLACES[code]
        poor = [persons for decile, persons in found if decile == 1]
        rows.append((place, code, name, kind, len(found), sum(p for _, p in found), len(poor), sum(poor)))
    names = [
        "place",
        "code",
        "name",
        "kind",
        "households",
        "persons",
        "decile1_households",
        "decile1_persons",
    ]
    pl.DataFrame(rows, schema=names, orient="row").cast({"place": pl.UInt32}).write_parquet(
        folder / "places.parquet"
    )
    put_manifest(folder)
    (tmp_path / "index.csv").write_text(INDEX)
    return folder


def run(source, folder, *more):
    words = ["--index", folder.parent / "index.csv", "--district", "33.27", "--on", "2025-03-21", "--json"]
    return CliRunner().invoke(berdaya, ["targeting", "select", *map(str, [*source, *words, *more])])


def test_a_register_gives_the_list_that_its_counts_give(snapshot, tmp_path):
    from_register = json.loads(run(["--register", snapshot], snapshot, "--seats", 3).stdout)
    with (tmp_path / "counts.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "decile1_households", "households", "decile1_persons"])
        for row in pl.read_parquet(snapshot / "places.parquet").iter_rows(named=True):
            if row["code"].startswith("33.27"):
                writer.writerow(
                    [row["code"], row["decile1_households"], row["households"], row["decile1_persons"]]
                )
    from_file = json.loads(run(["--counts", tmp_path / "counts.csv"], snapshot, "--seats", 3).stdout)
    for part in ("selected", "near_misses", "coverage", "sensitivity", "unit", "input_digest"):
        assert from_register[part] == from_file[part]


def test_persons_may_be_counted_and_the_seats_that_differ_are_said(snapshot):
    words = (snapshot, "--seats", 1, "--seats-kelurahan", 0)
    households = json.loads(run(["--register", snapshot], *words).stdout)
    persons = json.loads(run(["--register", snapshot], *words, "--unit", "persons", "--weight", "1").stdout)
    assert [households["selected"][0]["N"], persons["selected"][0]["N"]] == [9, 36]
    assert persons["unit"]["used"] == "persons"


def test_the_answer_names_the_register_and_its_edition(snapshot):
    answer = json.loads(run(["--register", snapshot], snapshot, "--seats", 2).stdout)
    assert (answer["register"]["name"], answer["register"]["edition"]) == ("BDT", "2024-07-01")


def test_households_without_a_decile_and_rows_of_other_districts_are_said(snapshot):
    findings = json.loads(run(["--register", snapshot], snapshot, "--seats", 2).stdout)["findings"]
    by_code = {f["code"]: f["problem"] for f in findings}
    assert by_code["register.without_decile"] == "3 rumah tangga di 1 tempat tanpa desil"
    assert by_code["register.other_districts"].startswith("1 tempat")


def test_a_register_past_its_end_date_is_a_warning(snapshot):
    findings = json.loads(run(["--register", snapshot], snapshot, "--seats", 2, "--on", "2030-01-01").stdout)[
        "findings"
    ]
    assert "register.past_end" in {f["code"] for f in findings}


def test_places_that_do_not_tell_what_the_households_tell_are_refused(snapshot):
    changed = pl.read_parquet(snapshot / "places.parquet").with_columns(pl.col("decile1_households") + 1)
    changed.write_parquet(snapshot / "places.parquet")
    put_manifest(snapshot)
    done = run(["--register", snapshot], snapshot, "--seats", 2)
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["code"] == "register.inconsistent"


def test_an_unknown_seal_is_said(snapshot):
    findings = json.loads(run(["--register", snapshot], snapshot, "--seats", 2).stdout)["findings"]
    [found] = [f for f in findings if "segel" in f["problem"]]
    assert (found["code"], found["severity"]) == ("register.seal_unknown", "W")


def test_a_folder_that_is_no_snapshot_is_refused(snapshot):
    done = run(["--register", snapshot.parent], snapshot, "--seats", 2)
    assert json.loads(done.stdout)["findings"][0]["code"] == "snapshot.missing"
