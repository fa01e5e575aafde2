"""The invented files beside a register: they add up, fit the real places, and are the same every time."""

import csv
import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from berdaya.region.rules.gazetteer import official
from berdaya.register.sampling.places import sample_places
from berdaya.targeting.sample_command import sample
from berdaya.targeting.sampling import (
    invented_agencies,
    invented_fit,
    invented_needs,
    invented_points,
    sample_files,
)

CRITERIA = {f"C{n}" for n in range(1, 10)}
POTENTIALS = {f"P{n}" for n in range(1, 5)}


def test_pemalang_has_42_agencies_14_of_them_kecamatan_offices():
    agencies = invented_agencies("33.27")
    assert len({agency["code"] for agency in agencies}) == 42
    assert [agency["kind"] for agency in agencies].count("kecamatan") == 14


def test_strength_is_a_share_of_the_mean():
    assert sum(agency["strength"] for agency in invented_agencies("33.27")) == 42


def test_fit_lies_between_0_and_1_and_every_agency_is_good_at_something():
    rows = invented_fit("33.27")
    assert all(0 < row["fit"] <= 1 for row in rows)
    assert {row["agency"] for row in rows} == {agency["code"] for agency in invented_agencies("33.27")}
    assert len({(row["agency"], row["need"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("need", sorted(CRITERIA | POTENTIALS))
def test_somebody_can_help_with_each_need(need):
    best = max(row["fit"] for row in invented_fit("33.27") if row["need"] == need)
    assert best >= Decimal("0.5")


def test_needs_of_every_village_add_up_to_one():
    totals: dict[str, Decimal] = {}
    for row in invented_needs("33.27"):
        totals[row["code"]] = totals.get(row["code"], Decimal(0)) + row["share"]
    assert set(totals.values()) == {Decimal(1)}
    assert list(totals) == [village.code for village in official().villages("33.27")]


def test_potentials_have_a_fifth_of_the_needs():
    shares = {row["need"]: Decimal(0) for row in invented_needs("33.27")}
    for row in invented_needs("33.27"):
        shares[row["need"]] += row["share"]
    assert set(shares) == CRITERIA | POTENTIALS
    assert sum(shares[need] for need in POTENTIALS) == Decimal(223) / 5


def test_every_agency_and_village_has_one_point_in_the_kabupaten():
    points = invented_points("33.27")
    codes = [str(agency["code"]) for agency in invented_agencies("33.27")]
    codes += [village.code for village in official().villages("33.27")]
    assert sorted(str(point["code"]) for point in points) == sorted(codes)
    assert all(Decimal("-7.25") < point["lat"] < Decimal("-6.8") for point in points)
    assert all(Decimal("109.15") < point["lon"] < Decimal("109.65") for point in points)


def test_another_district_has_companions_too():
    files = sample_files("35.73", households=500)
    assert len(files["penduduk.csv"]) == 57
    assert len(files["titik.csv"]) == 57 + 5 + 28


def test_a_seed_gives_the_same_files_and_another_seed_others():
    assert sample_files("33.27") == sample_files("33.27")
    assert sample_files("33.27")["kebutuhan.csv"] != sample_files("33.27", 7)["kebutuhan.csv"]


def test_the_population_goes_with_a_register_that_leans_on_the_same_index():
    index = {row["code"]: row["idm"] for row in sample_files("33.27")["indeks.csv"]}
    places = sample_places("33.27", 170_000, 2015, index=index)
    households = [row["households"] for row in sample_files("33.27")["penduduk.csv"]]
    assert households == [place.all_households for place in places]


def test_an_index_that_is_there_is_not_invented_again(tmp_path):
    index = tmp_path / "indeks.csv"
    index.write_text("kode_desa,idm\n33.27.04.2001,0.9512\n33.27.04.2002,0.6101\n")
    before = index.read_bytes()
    arguments = ["--district", "33.27", "--index", str(index), "--out", str(tmp_path), "--json"]
    result = CliRunner().invoke(sample, arguments)
    assert len(json.loads(result.stdout)["files"]) == 6
    assert index.read_bytes() == before


def test_the_command_writes_seven_files_and_seals_them(tmp_path):
    result = CliRunner().invoke(sample, ["--district", "33.27", "--out", str(tmp_path / "baru"), "--json"])
    answer = json.loads(result.stdout)
    assert [len(file["sha256"]) for file in answer["files"]] == [64] * 7
    with (tmp_path / "baru" / "perangkat.csv").open() as file:
        assert next(csv.reader(file)) == ["code", "name", "kind", "strength"]


def test_an_unknown_district_is_said(tmp_path):
    result = CliRunner().invoke(sample, ["--district", "33.99", "--out", str(tmp_path), "--json"])
    assert result.exit_code == 1
    assert [f["code"] for f in json.loads(result.stdout)["findings"]] == ["sample.district"]
    assert list(tmp_path.iterdir()) == []


def test_the_pins_are_of_an_office_and_of_poor_places(tmp_path):
    pins = sample_files("33.27", 2015, 170_000, None)["pasti.csv"]
    assert [pin["code"] for pin in pins] == ["33.27.04.2010", "33.27.09.2018", "33.27.13.2005"]
    assert {pin["agency"] for pin in pins} <= {agency["code"] for agency in invented_agencies("33.27")}
    assert all(pin["reason"] for pin in pins)


def test_an_index_that_lies_in_the_folder_is_left_as_it_is(tmp_path):
    (tmp_path / "penduduk.csv").write_text("kode_desa,idm\n33.27.01.2001,0.7\n")
    words = [
        "--district",
        "33.27",
        "--index",
        str(tmp_path / "penduduk.csv"),
        "--out",
        str(tmp_path),
        "--json",
    ]
    result = CliRunner().invoke(sample, words)
    assert json.loads(result.stdout)["findings"][0]["code"] == "file.would_overwrite"
    assert [path.name for path in tmp_path.iterdir()] == ["penduduk.csv"]
