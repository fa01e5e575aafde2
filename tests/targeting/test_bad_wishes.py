"""Wishes that cannot be meant: refused with words, at once, and with nothing overwritten."""

import json
import os

import pytest

from tests.targeting.test_papers import command, desk
from tests.targeting.test_papers import select as select_again

__all__ = ["desk"]


def codes(*words) -> set[str]:
    """The findings of a command that is refused, as its one JSON object tells them."""
    done = command(*words, "--json")
    assert done.exit_code == 1, done.output
    return {finding["code"] for finding in json.loads(done.stdout)["findings"]}


def select(folder, *more, district="33.27"):
    files = ("--counts", folder / "counts.csv", "--index", folder / "index.csv")
    return ("select", *files, "--district", district, "--seats", 5, *more)


# ---------- sources stay as they are ----------


@pytest.mark.parametrize("source", ["counts.csv", "index.csv"])
def test_select_does_not_write_over_what_it_reads(desk, source):
    before = (desk / source).read_bytes()
    assert codes(*select(desk, "--out", desk / source)) == {"file.would_overwrite"}
    assert (desk / source).read_bytes() == before


def test_select_does_not_write_over_the_list_of_last_year(desk):
    files = ("--previous", desk / "pilihan.json", "--out", desk / "." / "pilihan.json")
    assert codes(*select(desk, *files)) == {"file.would_overwrite"}


def test_select_does_not_write_into_a_register_it_reads(desk):
    (desk / "register").mkdir()
    (desk / "register" / "manifest.json").write_text("{}")
    files = ("--register", desk / "register", "--index", desk / "index.csv", "--district", "33.27")
    wish = ("--seats", 5, "--out", desk / "register" / "manifest.json")
    assert codes("select", *files, *wish) == {"file.would_overwrite"}


@pytest.mark.parametrize("option", ["--out", "--problem-out"])
def test_assign_does_not_write_over_its_problem(desk, option):
    (desk / "soal.json").write_text("{}")
    assert codes("assign", "--problem", desk / "soal.json", option, desk / "soal.json") == {
        "file.would_overwrite"
    }


def test_assign_does_not_write_the_answer_over_the_problem_it_writes(desk):
    (desk / "soal.json").write_text("{}")
    words = ("--problem-out", desk / "sama.json", "--out", desk / "sama.json")
    assert codes("assign", "--problem", desk / "soal.json", *words) == {"file.would_overwrite"}


@pytest.mark.parametrize("verb", ["annex", "summary"])
def test_a_paper_does_not_take_the_place_of_the_list(desk, verb):
    (desk / "pilihan.json").rename(desk / "pilihan.pdf")
    assert codes(verb, "--selection", desk / "pilihan.pdf", "--out", desk / "pilihan.pdf") == {
        "file.would_overwrite"
    }


# ---------- pipes, endless numbers ----------


def test_no_table_is_read_from_a_pipe(desk):
    (desk / "counts.csv").unlink()
    os.mkfifo(desk / "counts.csv")
    assert codes(*select(desk)) == {"file.not_regular"}


def test_no_problem_is_read_from_a_pipe(desk):
    os.mkfifo(desk / "soal.json")
    assert codes("assign", "--problem", desk / "soal.json") == {"file.not_regular"}


@pytest.mark.parametrize("weight", ["1e-999999999", "1e999999999", "nan", "1/0", "9" * 50, "-0.1", "1.1"])
def test_a_weight_is_a_number_of_few_digits(desk, weight):
    assert command(*select(desk, "--weight", weight)).exit_code == 2


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e300", "0"])
def test_a_time_limit_is_a_time_that_passes(desk, seconds):
    (desk / "soal.json").write_text("{}")
    done = command("assign", "--problem", desk / "soal.json", "--time-limit", seconds)
    assert done.exit_code == 2


def test_an_endless_share_of_need_is_a_finding(desk):
    (desk / "needs.csv").write_text("code,need,share\n33.27.01.2001,C7,1e-999999999\n")
    done = command(
        "annex", "--selection", desk / "pilihan.json", "--needs", desk / "needs.csv", "--out",
        desk / "l.pdf", "--json",
    )  # fmt: skip
    assert "needs.share" in {finding["code"] for finding in json.loads(done.stdout)["findings"]}


# ---------- figures that cannot be ----------


@pytest.mark.parametrize("district", ["33", "33.27.01", "33.27.01.2001"])
def test_only_a_kabupaten_or_kota_is_a_district(desk, district):
    assert codes(*select(desk, district=district)) == {"select.district"}


@pytest.mark.parametrize("edition", ["zzz", "2024-13", "2024-02-30", "33.27"])
def test_an_edition_is_a_time(desk, edition):
    assert codes(*select(desk, "--edition", edition)) == {"counts.edition"}


@pytest.mark.parametrize("edition", ["2024", "2024-07", "2024-07-01", "Pendataan Juli 2024"])
def test_a_year_a_month_and_a_day_are_editions(desk, edition):
    select_again(desk, "--edition", edition)


@pytest.mark.parametrize(
    "columns, cells, code",
    [
        ("decile1_households", "1" * 26, "counts.too_large"),
        ("decile1_households,decile1_persons", "50,40", "counts.fewer_persons"),
        ("decile1_households,households,persons", "50,90,80", "counts.fewer_persons"),
        ("decile1_households,name", "50,Plakaran\x1b[2J", "table.control"),
    ],
)
def test_counts_that_cannot_be_are_found(desk, columns, cells, code):
    (desk / "counts.csv").write_text(f"code,{columns}\n33.27.01.2001,{cells}\n33.27.01.2002,60,99,99\n")
    assert code in codes(*select(desk))


def test_an_agency_cannot_take_more_places_than_there_are_villages(desk):
    (desk / "perangkat.csv").write_text(f"code,name,most\nSOS,Dinas Sosial,1{'0' * 30}\n")
    (desk / "kecocokan.csv").write_text("agency,need,fit\nSOS,C7,1\n")
    tables = ("--agencies", desk / "perangkat.csv", "--fit", desk / "kecocokan.csv")
    found = codes("assign", "--selection", desk / "pilihan.json", *tables, "--needs", desk / "needs.csv")
    assert "assign.too_large" in found
    assert "assign.not_a_number" not in found


# ---------- what the screen tells ----------


def test_the_screen_names_every_place_of_the_decided_list_by_kecamatan(desk):
    shown = command(*select(desk, "--seats-desa", 4, "--changes", desk / "changes.csv")).stderr
    assert "Pulosari (2): Clekatakan" in shown or "Pulosari (" in shown
    assert "(kel.)" in shown
    assert " +" in shown


def test_the_screen_counts_who_is_reached_by_the_list_that_people_decided(desk):
    before = command(*select(desk, "--seats-desa", 4)).stderr
    after = command(*select(desk, "--seats-desa", 4, "--changes", desk / "changes.csv")).stderr
    reached = [line for text in (before, after) for line in text.splitlines() if line.startswith("Tercakup")]
    assert len(reached) == 2
    assert reached[0] != reached[1]
