"""From a clean file to a snapshot: what goes in comes out, once, under a random key."""

import json
from pathlib import Path

import polars as pl

from tests.register.desk import AGUS, DARMI, HOME, JOKO, SITI, TITLES, Desk, changed, csv_text, run

ANSWER_KEYS = {
    "register", "edition", "profile", "unit", "rows", "households", "members", "places", "columns_dropped",
    "sha256", "findings",
}  # fmt: skip


def test_clean_file_is_imported_whole(desk: Desk) -> None:
    answer = desk.typed(HOME)
    assert answer.exit_code == 0
    assert answer.rows == {"in": 4, "accepted": 4, "rejected": 0, "duplicate": 0}
    assert (answer.table["households"], answer.table["members"], answer.table["places"]) == (2, 4, 1)


def test_answer_has_the_keys_of_the_contract(desk: Desk) -> None:
    answer = desk.typed(HOME)
    assert set(answer.table) == ANSWER_KEYS | {"fingerprint", "seal"}
    assert (answer.table["register"], answer.table["edition"], answer.table["unit"]) == (
        "BDT", "2015-12-31", "household",
    )  # fmt: skip


def test_describe_says_the_same_as_the_import(desk: Desk) -> None:
    answer = desk.typed(HOME)
    assert json.loads(run("register", "describe", answer.out, "--json").stdout) == answer.table


def test_place_gets_its_kemendagri_code_by_name(desk: Desk) -> None:
    places = pl.read_parquet(desk.typed(HOME).out / "places.parquet")
    assert places.select("code", "name", "kind").row(0) == ("33.27.04.2010", "Majalangu", "desa")


def test_decile_is_the_national_one(desk: Desk) -> None:
    households = pl.read_parquet(desk.typed(HOME).out / "households.parquet").sort("percentile")
    assert households.select("percentile", "decile").rows() == [(7, 1), (35, 4)]


def test_members_are_folded_into_their_household(desk: Desk) -> None:
    siti = pl.read_parquet(desk.typed(HOME).out / "households.parquet").filter(percentile=7)
    told = ("persons", "men", "women", "school_age", "school_age_out", "adults_without_ktp", "head_sex")
    assert siti.select(told).row(0) == (3, 1, 2, 2, 1, 0, 2)


def test_members_keep_their_age_at_the_field_date(desk: Desk) -> None:
    members = pl.read_parquet(desk.typed(HOME).out / "members.parquet")
    assert sorted(members["umur"].to_list()) == [7, 13, 40, 55]


def test_facts_hold_no_identity(desk: Desk) -> None:
    out = desk.typed(HOME).out
    readable = [path for path in out.iterdir() if path.suffix != ".sealed"]
    for path in readable:
        content = path.read_bytes()
        assert not any(secret in content for secret in (b"SITI", b"3327045507750001", SITI[0].encode()))


def test_household_keys_are_drawn_anew_each_time(desk: Desk) -> None:
    first, second = (
        set(pl.read_parquet(desk.typed(HOME).out / "households.parquet")["household"]) for _ in range(2)
    )
    assert not first & second


def test_households_and_members_stand_in_the_same_order(desk: Desk) -> None:
    out = desk.typed(HOME).out
    households = pl.read_parquet(out / "households.parquet")["household"].to_list()
    members = pl.read_parquet(out / "members.parquet")["household"].unique(maintain_order=True).to_list()
    assert households == members


def test_ranking_holds_one_run_for_equal_households(desk: Desk) -> None:
    ranking = pl.read_parquet(desk.typed(HOME).out / "ranking.parquet")
    assert ranking.rows() == [(1, 0, 3, 1), (4, 0, 1, 1)]


def test_order_of_rows_does_not_matter(desk: Desk) -> None:
    answers = [desk.typed(rows) for rows in (HOME, tuple(reversed(HOME)))]
    facts = [
        pl.read_parquet(answer.out / "households.parquet").drop("household").sort("percentile").rows()
        for answer in answers
    ]
    assert facts[0] == facts[1]


def test_columns_that_are_not_needed_are_named(desk: Desk) -> None:
    titles = (*TITLES, "Jumlah sapi", "Jumlah wanita usia subur", "Warna pagar")
    rows = [(*row, "2", "1", "hijau") for row in HOME]
    answer = desk.imported(desk.file(csv_text(rows, titles)))
    assert answer.table["columns_dropped"] == ["Jumlah sapi", "Jumlah wanita usia subur", "Warna pagar"]
    assert answer.finding("header.unknown")["problem"].endswith("Warna pagar")


def test_manifest_names_purpose_basis_and_end(desk: Desk) -> None:
    manifest = json.loads((desk.typed(HOME).out / "manifest.json").read_text())
    assert manifest["purpose"] == "penetapan sasaran"
    assert manifest["until"] == "2020-12-31"
    assert (manifest["rule"], manifest["standing"]) == ("register_purpose@2026", "design")


def test_purpose_can_be_said(desk: Desk) -> None:
    options = ("--purpose", "uji coba", "--legal-basis", "SK Bupati 1/2026", "--until", "2027-01-31")
    manifest = json.loads((desk.typed(HOME, *options).out / "manifest.json").read_text())
    told = (manifest["purpose"], manifest["legal_basis"], manifest["until"])
    assert told == ("uji coba", "SK Bupati 1/2026", "2027-01-31")


def test_row_equal_to_another_is_a_duplicate(desk: Desk) -> None:
    answer = desk.typed((*HOME, DARMI, DARMI))
    assert answer.exit_code == 0
    assert answer.rows == {"in": 6, "accepted": 4, "rejected": 0, "duplicate": 2}
    assert answer.finding("row.repeated")["example"] == "daftar.csv baris 6"


def test_rejected_rows_leave_no_snapshot(desk: Desk) -> None:
    answer = desk.typed((SITI, changed(JOKO, persen="101")))
    assert answer.exit_code == 1
    assert answer.rows == {"in": 2, "accepted": 1, "rejected": 1, "duplicate": 0}
    assert not answer.out.exists()
    assert "TIDAK disimpan" in answer.stderr


def test_rejected_rows_can_be_accepted_as_rejected(desk: Desk) -> None:
    answer = desk.typed((SITI, DARMI, AGUS, changed(JOKO, persen="101")), "--accept-rejected")
    assert answer.exit_code == 0
    assert pl.read_parquet(answer.out / "households.parquet").height == 1


def test_finding_names_row_and_column_never_the_content(desk: Desk) -> None:
    answer = desk.typed((changed(SITI, nik="332704550775000"), DARMI, AGUS, JOKO))
    assert answer.finding("nik.length")["example"] == "daftar.csv baris 2, kolom NIK"
    assert "332704550775000" not in json.dumps(answer.table) + answer.stderr
    assert "SITI" not in json.dumps(answer.table) + answer.stderr


def test_same_file_twice_changes_nothing(desk: Desk) -> None:
    file = desk.file(csv_text(HOME))
    first = desk.imported(file)
    before = {path.name: path.stat().st_mtime_ns for path in first.out.iterdir()}
    second = desk.imported(file, out=first.out)
    assert second.exit_code == 0
    assert second.table == first.table
    assert {path.name: path.stat().st_mtime_ns for path in first.out.iterdir()} == before
    assert "sudah diimpor" in second.stderr


def test_same_file_in_another_folder_is_told(desk: Desk) -> None:
    file = desk.file(csv_text(HOME))
    first, second = desk.imported(file), desk.imported(file)
    assert second.finding("register.same_file")["problem"].endswith(first.out.name)
    assert second.exit_code == 0


def test_check_writes_nothing_and_counts_the_codes(desk: Desk) -> None:
    file = desk.file(csv_text(HOME))
    before = sorted(path.name for path in desk.folder.iterdir())
    answer = json.loads(run("register", "check", file, "--profile", "bdt2015", "--json").stdout)
    assert sorted(path.name for path in desk.folder.iterdir()) == before
    assert answer["rows"]["accepted"] == 4
    assert answer["values"]["Fasilitas BAB"] == {"1": 1, "4": 3}
    assert answer["values"]["KIP/BSM"] == {"0": 3, "1": 1}


def test_check_of_a_file_with_rejected_rows_exits_with_one(desk: Desk) -> None:
    file = desk.file(csv_text([changed(JOKO, persen="0")]))
    assert run("register", "check", file, "--profile", "bdt2015", "--json").exit_code == 1


def test_another_file_never_overwrites_a_snapshot(desk: Desk) -> None:
    first = desk.typed(HOME)
    second = desk.typed((SITI, DARMI, AGUS), out=first.out)
    assert second.exit_code == 1
    assert second.codes == {"out.exists"}


def test_folder_with_other_things_is_left_alone(desk: Desk) -> None:
    (desk.folder / "arsip").mkdir()
    (desk.folder / "arsip" / "surat.txt").write_text("penting")
    answer = desk.typed(HOME, out=desk.folder / "arsip")
    assert answer.codes == {"out.exists"}


def test_snapshot_is_private(desk: Desk) -> None:
    out = desk.typed(HOME).out
    assert out.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}


def test_describe_of_another_folder_is_refused(tmp_path: Path) -> None:
    result = run("register", "describe", tmp_path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["code"] == "snapshot.missing"
