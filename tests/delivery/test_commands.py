"""`berdaya delivery check`: a list from a file, with findings by row and sums by sex; no name is repeated."""

import json

import pytest
from click.testing import CliRunner

from berdaya.delivery.commands import commands

HEAD = "Jabatan,Nama,L/P,Jumlah,Mulai,Sampai,Bulan,Bukti\n"
RT1 = "Ketua RT 001/RW 001,Contoh Satu,P,1.000.000,2022-01-01,,1\n"
RW1 = "Ketua RW 001,Contoh Dua,L,1.200.000,2022-01-01,,Januari\n"
RATES = ("--rt", "1000000", "--rw", "1200000", "--lpmk", "1500000")


def run(tmp_path, rows: str, *more: str):
    file = tmp_path / "daftar.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    found = CliRunner().invoke(commands, ["check", str(file), "--year", "2024", "--json", *RATES, *more])
    return found.exit_code, json.loads(found.stdout)


def codes(answer) -> list[str]:
    return [one["code"].removeprefix("delivery.") for one in answer["findings"]]


def test_people_and_rupiah_are_told_by_sex_and_month(tmp_path):
    code, answer = run(tmp_path, RT1 + RW1)
    assert (code, answer["findings"]) == (0, [])
    assert answer["total"] == {
        "people": 2, "L": 1, "P": 1, "rupiah": 2_200_000, "rupiah_L": 1_200_000, "rupiah_P": 1_000_000,
        "women_share": "5/11",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row, code, exit_code",
    [
        (RT1, "twice", 1),
        (RT1.replace("001/RW", "002/RW").replace("2022-01-01", "2024-02-01"), "not_in_office", 1),
        (RT1.replace("001/RW", "002/RW").replace(",,1", ",31/12/2023,1"), "not_in_office", 1),
        (RT1.replace("001/RW", "002/RW"), "same_name", 0),
        (RW1.replace("1.200.000", "1.250.000"), "tariff", 0),
        (RW1.replace("1.200.000", "-5"), "rupiah", 1),
        (RW1.replace(",L,", ",,"), "sex", 1),
        (RW1.replace("Januari", "Kapan"), "month", 1),
        (RW1.replace("1.200.000", "9" * 40), "amount", 1),
        (RW1.replace("1.200.000", "9" * 5000), "rupiah", 1),
        (RW1.replace("Ketua RW 001", "Presiden"), "position", 0),
        (RW1.replace("2022-01-01", "dulu"), "day", 1),
        (RW1.replace("2022-01-01,", "2024-01-31,2020-01-01"), "term", 1),
    ],
)
def test_what_is_wrong_is_found_by_its_row_and_nobody_is_named(tmp_path, row, code, exit_code):
    exit_found, answer = run(tmp_path, RT1 + row)
    assert code in codes(answer)
    assert exit_found == exit_code
    assert "Contoh" not in json.dumps(answer)


def test_a_term_that_ends_before_it_begins_is_told_and_the_others_are_still_added_up(tmp_path):
    _, answer = run(tmp_path, RW1.replace("2022-01-01,", "2024-01-31,2020-01-01") + RT1)
    (found,) = answer["findings"]
    assert found["where"].endswith("baris 2")
    assert found["problem"].startswith("kolom sampai (1 Januari 2020) lebih awal daripada kolom mulai")
    assert answer["total"]["rupiah"] == 1_000_000


def test_one_receipt_for_two_payments_is_told_with_the_other_row_also_in_another_month(tmp_path):
    rows = RT1.replace(",1\n", ",1,K-1\n") + RW1.replace("Januari\n", "Februari, k-1\n")
    code, answer = run(tmp_path, rows)
    (found,) = answer["findings"]
    assert (code, found["code"]) == (0, "delivery.receipt_twice")
    assert found["where"].endswith("baris 3")
    assert found["problem"].endswith("baris 2")


def unrated(tmp_path, *more: str, year: str = "2024"):
    file = tmp_path / "daftar.csv"
    file.write_text(HEAD + RT1.replace("1.000.000", "2.000.000"), encoding="utf-8")
    found = CliRunner().invoke(commands, ["check", str(file), "--year", year, "--json", *more])
    return json.loads(found.stdout)["findings"]


@pytest.mark.parametrize("place", [(), ("--territory", "35.78"), ("--territory", "35.78.04.1001")])
def test_the_dated_rate_of_the_rulebook_is_held_against_the_list_with_how_sure_it_is(tmp_path, place):
    (found,) = unrated(tmp_path, *place)
    assert (found["code"], found["severity"]) == ("delivery.tariff", "W")
    assert "Rp2.000.000, sedangkan tarifnya Rp1.000.000" in found["problem"]
    assert "belum dipastikan" in found["problem"]
    assert ("wilayah 35.78" in found["problem"]) is not bool(place)


def test_the_rate_of_another_place_or_year_is_held_against_nobody(tmp_path):
    assert unrated(tmp_path, "--territory", "33.27") == []
    assert unrated(tmp_path, year="2026") == []
    assert unrated(tmp_path, "--rt", "2000000") == []


def test_each_month_stands_for_itself(tmp_path):
    code, answer = run(tmp_path, RT1 + RT1.replace(",,1", ",,2"))
    assert code == 0
    assert [one["month"] for one in answer["months"]] == [1, 2]


def test_the_sample_checks_itself(tmp_path):
    file = tmp_path / "contoh.xlsx"
    runner = CliRunner()
    assert runner.invoke(commands, ["sample", "--out", str(file)]).exit_code == 0
    found = runner.invoke(commands, ["check", str(file), "--year", "2024", *RATES])
    assert found.exit_code == 0
    assert "3 orang (L 2, P 1), Rp3.700.000" in found.output


def test_a_file_without_a_table_is_refused_in_words(tmp_path):
    file = tmp_path / "kosong.csv"
    file.write_text("halo", encoding="utf-8")
    found = CliRunner().invoke(commands, ["check", str(file), "--year", "2024"])
    assert found.exit_code == 1
    assert "judul" in found.output
