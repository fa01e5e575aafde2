"""Two lists that are in memory already are matched as two files would be."""

from datetime import date

import pytest

from berdaya.kernel.findings import Refused
from berdaya.region.rules.gazetteer import official
from berdaya.register.linking.lists import PeopleList, people_of
from berdaya.register.linking.run import link_people
from berdaya.register.rules.linking import Band, Tally, Thresholds, tally
from berdaya.rulebook.rules import shipped

TODAY = date(2026, 11, 22)
VILLAGE = "33.27.04.2010"
SITI = {"nama": "Siti Aminah", "tgl_lahir": "1980-03-04", "jk": "P", "rt": "3", "rw": "1", "desa": VILLAGE}
DARMO = {"nama": "Darmo", "tgl_lahir": "1961-09-17", "jk": "L", "rt": "4", "rw": "1", "desa": VILLAGE}
NIK = "3327044403800001"


def rows(*people: dict[str, str]) -> PeopleList:
    numbered = [{"id": str(number), **one} for number, one in enumerate(people, 1)]
    return people_of("daftar.xlsx", numbered, range(2, 2 + len(people)), [33])


def test_a_list_in_memory_is_matched_like_a_file() -> None:
    a = rows({**SITI, "nama": "Hj. St. Aminah", "nik": NIK}, DARMO | {"nama": "Sumarno", "tgl_lahir": ""})
    b = rows(DARMO, {**SITI, "nik": NIK})
    linked = link_people([a, b], (TODAY, TODAY), TODAY, shipped(), official(), lambda _step: None)
    assert [(linked.a_ids[one.a], linked.b_ids[one.b], one.band) for one in linked.links] == [
        ("1", "2", Band.SURE)
    ]
    assert linked.tally == Tally(2, 1, 0, 0)
    assert linked.description["counts"]["not_found"] == linked.tally.not_found == 1


def test_what_is_noted_of_a_row_can_be_told_beside_it() -> None:
    a = rows({**SITI, "nik": "123"}, DARMO, {"desa": VILLAGE})
    told = {row: [finding.code for finding in found] for row, found in a.remarks().items()}
    assert told == {0: ["nik.length"], 2: ["link.no_name"]}


def test_a_list_without_a_key_says_what_is_missing() -> None:
    with pytest.raises(Refused) as refused:
        rows({"nama": "Darmo"}, {"nama": "Siti"})
    assert "NIK" in refused.value.findings[-1].problem
    assert refused.value.findings[-1].code == "link.no_key"


def test_command_and_pages_tell_the_same_numbers() -> None:
    links = [(Band.SURE, 990_000), (Band.REVIEW, 960_000), (Band.REVIEW, 400_000)]
    sums = tally(10, links, Thresholds(200_000, 950_000))
    assert sums == Tally(10, 1, 2, 1)
    assert [sentence.split(": ")[1].split(".")[0].split(",")[0] for sentence in sums.told()] == [
        "1",
        "2",
        "7",
    ]
