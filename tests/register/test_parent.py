"""A new edition stores only the villages in which something changed; the rest stays with its parent."""

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from berdaya.access.keys import KeyRing
from berdaya.kernel.findings import Refused
from berdaya.register.opening import facts_of, find, open_people
from tests.register.desk import AGUS, DARMI, JOKO, SITI, Answer, Desk, changed, csv_text

TAMBI = changed(JOKO, desa="TAMBI")
OLD = (SITI, DARMI, AGUS, TAMBI)
NEW = (SITI, DARMI, AGUS, changed(TAMBI, persen="12"))
MAJALANGU_CODE = "33.27.04.2010"


@pytest.fixture
def ring(desk: Desk) -> KeyRing:
    return KeyRing(desk.folder / "data" / "keys")


def editions(desk: Desk, new: tuple[tuple[str, ...], ...] = NEW) -> tuple[Answer, Answer]:
    old = desk.imported(desk.file(csv_text(OLD)))
    file = desk.file(csv_text(new), "baru.csv")
    return old, desk.imported(file, "--parent", old.out, "--edition", "2016-12-31")


def manifest_of(folder: Path) -> dict[str, object]:
    manifest: dict[str, object] = json.loads((folder / "manifest.json").read_text())
    return manifest


def test_counts_of_the_new_edition_are_whole(desk: Desk) -> None:
    _, new = editions(desk)
    assert (new.table["households"], new.table["members"], new.table["places"]) == (2, 4, 2)
    assert pl.read_parquet(new.out / "ranking.parquet")["decile"].to_list() == [1, 2]
    assert pl.read_parquet(new.out / "places.parquet").height == 2


def test_only_the_village_that_changed_is_stored(desk: Desk) -> None:
    old, new = editions(desk)
    assert pl.read_parquet(new.out / "households.parquet")["percentile"].to_list() == [12]
    places = pl.read_parquet(new.out / "places.parquet").sort("code")
    assert places["stored_in"].to_list() == [
        manifest_of(old.out)["id"] if code == MAJALANGU_CODE else manifest_of(new.out)["id"]
        for code in places["code"]
    ]


def test_facts_are_read_from_wherever_they_are_stored(desk: Desk) -> None:
    _, new = editions(desk)
    assert sorted(facts_of(new.out, "households")["percentile"].to_list()) == [7, 12]
    assert facts_of(new.out, "members", MAJALANGU_CODE).height == 3


def test_people_are_opened_from_both(desk: Desk, ring: KeyRing) -> None:
    _, new = editions(desk)
    assert sorted(open_people(new.out, ring).members["nama_art"].to_list()) == [
        "AGUS",
        "DARMI",
        "JOKO",
        "SITI",
    ]


def test_nik_is_found_in_both(desk: Desk, ring: KeyRing) -> None:
    _, new = editions(desk)
    assert len(find(new.out, ring, "3327045507750001")) == 1
    assert len(find(new.out, ring, "3327041708600004")) == 1


def test_who_left_the_register_is_not_found_through_the_parent(desk: Desk, ring: KeyRing) -> None:
    _, new = editions(desk, (SITI, DARMI, AGUS, changed(TAMBI, nik="3327041708600009", nama="TARNO")))
    assert find(new.out, ring, "3327041708600004") == []


@pytest.mark.parametrize(
    "change", [{"nama": "SITI AMINAH"}, {"nik": "3327045507750007"}, {"air": "3"}, {"umur": "41"}]
)
def test_any_difference_stores_the_village_anew(desk: Desk, change: dict[str, str]) -> None:
    _, new = editions(desk, (changed(SITI, **change), DARMI, AGUS, TAMBI))
    assert pl.read_parquet(new.out / "households.parquet")["code"].to_list() == [MAJALANGU_CODE]


def test_order_of_rows_is_no_difference(desk: Desk) -> None:
    _, new = editions(desk, (TAMBI, AGUS, SITI, DARMI))
    assert pl.read_parquet(new.out / "households.parquet").height == 0


def test_destroyed_parent_erases_its_people_for_both(desk: Desk, ring: KeyRing) -> None:
    old, new = editions(desk)
    ring.destroy(str(manifest_of(old.out)["key"]), date(2026, 11, 21))
    with pytest.raises(Refused):
        open_people(new.out, ring)


def test_parent_that_was_replaced_is_noticed(desk: Desk, ring: KeyRing) -> None:
    old, new = editions(desk)
    other = desk.imported(desk.file(csv_text(NEW), "lain.csv"))
    shutil.rmtree(old.out)
    other.out.rename(old.out)
    with pytest.raises(Refused) as refused:
        open_people(new.out, ring)
    assert refused.value.findings[0].code == "snapshot.parent"


@pytest.mark.parametrize("edition", ["2015-12-31", "2014-01-01"])
def test_parent_must_be_older(desk: Desk, edition: str) -> None:
    old = desk.imported(desk.file(csv_text(OLD)))
    answer = desk.imported(desk.file(csv_text(NEW), "baru.csv"), "--parent", old.out, "--edition", edition)
    assert answer.codes == {"snapshot.parent"}


def test_parent_must_be_whole(desk: Desk) -> None:
    _, new = editions(desk)
    third = desk.file(csv_text(OLD), "ketiga.csv")
    answer = desk.imported(third, "--parent", new.out, "--edition", "2017-12-31")
    assert answer.codes == {"snapshot.parent"}
