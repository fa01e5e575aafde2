"""A snapshot is whole or not there; who is in it can be opened with its key, and never again without."""

import hmac
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from berdaya.access.keys import KeyRing
from berdaya.kernel.findings import Refused
from berdaya.register.importing.lookup import digest_of_number
from berdaya.register.importing.snapshot import clear_leftovers, plain_disk_faults, writing_folder
from berdaya.register.opening import find, open_people
from tests.register.desk import HOME, JOKO, SITI, Desk, changed, csv_text, run
from tests.register.killing import killed_import

NIK_OF_SITI = "3327045507750001"


@pytest.fixture
def ring(desk: Desk) -> KeyRing:
    return KeyRing(desk.folder / "data" / "keys")


def test_killed_import_leaves_nothing_visible(desk: Desk) -> None:
    file, out = desk.file(csv_text(HOME)), desk.folder / "potret"
    killed_import(file, out)
    assert not out.exists()
    assert [path.name for path in desk.folder.glob(".potret.*.part")] != []


def test_import_after_a_killed_one_clears_up_and_succeeds(desk: Desk, ring: KeyRing) -> None:
    file, out = desk.file(csv_text(HOME)), desk.folder / "potret"
    killed_import(file, out)
    answer = desk.imported(file, out=out)
    assert answer.exit_code == 0
    assert [path.name for path in desk.folder.glob(".potret.*")] == []
    assert [state.name for state in ring.states()] == [json.loads((out / "manifest.json").read_text())["key"]]


def test_any_later_import_clears_up_after_a_killed_one(desk: Desk, ring: KeyRing) -> None:
    file = desk.file(csv_text(HOME))
    killed_import(file, desk.folder / "potret")
    answer = desk.imported(file, out=desk.folder / "lain" / "potret")
    assert [path.name for path in desk.folder.glob(".potret.*")] == []
    key = json.loads((answer.out / "manifest.json").read_text())["key"]
    assert [state.name for state in ring.states()] == [key]


def test_a_night_clears_up_after_a_killed_import(desk: Desk, ring: KeyRing) -> None:
    killed_import(desk.file(csv_text(HOME)), desk.folder / "potret")
    assert clear_leftovers(ring) == 1
    assert (ring.states(), list(desk.folder.glob(".potret.*"))) == ([], [])
    assert clear_leftovers(ring) == 0


def test_import_that_cannot_take_its_place_leaves_no_key(desk: Desk, ring: KeyRing) -> None:
    out = desk.folder / "potret"
    with pytest.raises(OSError), writing_folder(out, ring, "snapshot-" + "0" * 32) as (folder, _key):
        (folder / "manifest.json").write_text("{}")
        out.mkdir()
        (out / "surat.txt").write_text("milik orang lain")
    assert ring.states() == []


def test_closed_folder_is_named_and_not_the_file_that_was_being_written(tmp_path: Path) -> None:
    closed = PermissionError(13, "Permission denied", str(tmp_path / ".potret.1-00000000.part"))
    with pytest.raises(Refused) as refused, plain_disk_faults(tmp_path / "potret"):
        raise closed
    assert refused.value.findings[0].code == "out.closed"
    assert refused.value.findings[0].where == str(tmp_path / "potret")


def test_file_that_may_not_be_read_is_not_taken_for_a_closed_folder(tmp_path: Path) -> None:
    closed = PermissionError(13, "Permission denied", str(tmp_path / "lama" / "places.parquet"))
    with pytest.raises(PermissionError), plain_disk_faults(tmp_path / "potret"):
        raise closed


def test_import_of_a_living_neighbour_is_left_alone(desk: Desk) -> None:
    other = desk.folder / f".potret.{os.getppid()}-00000000.part"
    other.mkdir()
    desk.typed(HOME, out=desk.folder / "potret")
    assert other.exists()


def test_manifest_names_the_fingerprint_of_every_file(desk: Desk) -> None:
    out = desk.typed(HOME).out
    manifest = json.loads((out / "manifest.json").read_text())
    assert set(manifest["files"]) == {path.name for path in out.iterdir()} - {"manifest.json"}


def test_people_are_opened_with_the_key(desk: Desk, ring: KeyRing) -> None:
    people = open_people(desk.typed(HOME).out, ring)
    assert sorted(people.members["nama_art"].to_list()) == ["AGUS", "DARMI", "JOKO", "SITI"]
    assert sorted(people.households["nama_krt"].to_list()) == ["JOKO", "SITI"]


def test_household_is_found_by_nik(desk: Desk, ring: KeyRing) -> None:
    out = desk.typed(HOME).out
    [household] = find(out, ring, NIK_OF_SITI)
    siti = pl.read_parquet(out / "households.parquet").filter(household=household)
    assert siti["percentile"].to_list() == [7]
    assert "SITI" in open_people(out, ring, [household]).members["nama_art"].to_list()


def test_look_up_digest_is_the_standard_hmac() -> None:
    key = bytes(range(32))
    told = hmac.digest(key, NIK_OF_SITI.encode(), "sha256")[:8]
    assert digest_of_number(NIK_OF_SITI, key) == int.from_bytes(told, sys.byteorder)


def test_nik_that_is_not_there_is_not_found(desk: Desk, ring: KeyRing) -> None:
    assert find(desk.typed(HOME).out, ring, "3327045507750009") == []


def test_faulty_nik_is_kept_but_not_looked_up(desk: Desk, ring: KeyRing) -> None:
    out = desk.typed([changed(SITI, nik="332704550775000", jumlah="1")]).out
    assert find(out, ring, "332704550775000") == []
    assert open_people(out, ring).members["nik"].to_list() == ["332704550775000"]


def test_same_nik_has_another_digest_in_another_snapshot(desk: Desk) -> None:
    digests = [
        set(pl.read_parquet(desk.typed(HOME).out / "identity.lookup.parquet")["digest"]) for _ in range(2)
    ]
    assert not digests[0] & digests[1]


def test_destroyed_key_erases_the_people_and_keeps_the_counts(desk: Desk, ring: KeyRing) -> None:
    answer = desk.typed(HOME)
    key = json.loads((answer.out / "manifest.json").read_text())["key"]
    ring.destroy(key, date(2026, 11, 21))
    with pytest.raises(Refused) as refused:
        open_people(answer.out, ring)
    assert "sudah dimusnahkan" in refused.value.findings[0].problem
    with pytest.raises(Refused):
        find(answer.out, ring, NIK_OF_SITI)
    assert json.loads(run("register", "describe", answer.out, "--json").stdout)["members"] == 4


def test_rotated_keys_still_open(desk: Desk, ring: KeyRing) -> None:
    out = desk.typed(HOME).out
    ring.rotate()
    assert open_people(out, ring).members.height == 4


def test_sealed_file_of_another_snapshot_does_not_open(desk: Desk, ring: KeyRing) -> None:
    one, other = desk.typed(HOME).out, desk.typed([JOKO]).out
    (one / "identity.members.sealed").write_bytes((other / "identity.members.sealed").read_bytes())
    with pytest.raises(Refused) as refused:
        open_people(one, ring)
    assert refused.value.findings[0].code == "snapshot.changed"


def test_import_that_fails_leaves_no_key(desk: Desk, ring: KeyRing) -> None:
    desk.typed([changed(JOKO, persen="0")])
    assert not ring.folder.exists() or ring.states() == []


def test_import_leaves_the_source_as_it_was(desk: Desk) -> None:
    file = desk.file(csv_text(HOME))
    before, touched = file.read_bytes(), file.stat().st_mtime_ns
    time.sleep(0.01)
    desk.imported(file)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, touched)
