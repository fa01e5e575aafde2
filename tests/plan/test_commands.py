"""`berdaya plan …` as somebody at a terminal meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from berdaya.plan.models import Draft, Edition
from tests.office import PEMALANG
from tests.plan.cases import MALANG, MCK, MERJOSARI, PAVING, bappeda, confirmed, kamus_text


def run(*words: object) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(berdaya, ["plan", *map(str, words), "--json"])
    return done.exit_code, json.loads(done.stdout)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kamus.csv"
    path.write_text(kamus_text())
    return path


@pytest.mark.parametrize("kind", ["kamus", "kewenangan"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_starter_passes_its_own_check(tmp_path, kind, ending):
    out = tmp_path / f"contoh.{ending}"
    assert run("template", kind, "--out", out, "--starter")[0] == 0
    code, told = run("check", kind, out)
    assert code == 0
    assert told["rows"] == told["lines"]


@pytest.mark.parametrize("words", [("template", "prioritas", "--starter"), ("template", "kamus")])
def test_a_template_that_cannot_be_made_is_refused(tmp_path, words):
    code, told = run(*words, "--out", tmp_path / ("x.xlsx" if "prioritas" in words else "x.pdf"))
    assert code == 1
    assert told["findings"][0]["code"] in {"plan.no_starter", "plan.ending"}


def test_a_faulty_list_blocks_with_every_finding_and_no_database(tmp_path):
    path = tmp_path / "kamus.csv"
    path.write_text(kamus_text(PAVING.replace("165.000", "murah"), PAVING.replace("165.000", "mahal"), MCK))
    code, told = run("check", "kamus", path)
    assert code == 1
    assert [finding["code"] for finding in told["findings"]] == ["plan.rupiah", "plan.rupiah"]
    assert told["rows"] == 1


def test_a_check_for_people_says_how_many_rows_can_be_used(file):
    done = CliRunner().invoke(berdaya, ["plan", "check", "kamus", str(file)])
    assert done.exit_code == 0
    assert "3 dari 3 baris dapat dipakai" in done.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04", b"judul saja\n"])
def test_a_file_that_is_no_list_is_refused_in_words(tmp_path, content):
    path = tmp_path / "kamus.csv"
    path.write_bytes(content)
    code, told = run("check", "kamus", path)
    assert code == 1
    assert told["findings"][0]["advice"]


def test_an_absent_file_is_told(tmp_path):
    assert run("check", "kamus", tmp_path / "tidak-ada.csv")[0] == 1


FRAME = ("--territory", MALANG, "--from", "2026-01-01", "--source", "SK 188/2026")


@pytest.mark.django_db
def test_a_list_loaded_by_two_named_people_holds_at_once(file):
    maker, checker = bappeda(), bappeda("Pak Hadi")
    people = ("--by", maker.person.username, "--confirmed-by", checker.person.username)
    code, told = run("load", "kamus", file, *FRAME, *people)
    assert code == 0
    assert told["edition"] == Edition.objects.get().pk
    code, found = run("find", "paping", "--territory", MERJOSARI, "--on", "2026-11-01")
    assert code == 0
    assert [item["code"] for item in found["items"]] == ["SP.01"]


@pytest.mark.django_db
def test_a_list_loaded_without_a_second_person_waits_in_the_office(file):
    code, told = run("load", "kamus", file, *FRAME)
    assert (code, told["edition"], told["in_office"]) == (0, None, "menunggu orang kedua")
    assert run("load", "kamus", file, *FRAME)[1]["draft"] == told["draft"]
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_one_person_is_not_two(file):
    maker = bappeda().person.username
    code, told = run("load", "kamus", file, *FRAME, "--by", maker, "--confirmed-by", maker)
    assert code == 1
    assert told["findings"]
    assert not Edition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["1.1.1.1.1.1.1.1", "35.73.99", "Malang"])
def test_a_territory_that_there_is_not_is_refused(file, code):
    frame = ("--territory", code, "--from", "2026-01-01", "--source", "SK 188/2026")
    told = run("load", "kamus", file, *frame)
    assert (told[0], told[1]["findings"][0]["code"]) == (1, "plan.territory")


@pytest.mark.django_db
def test_a_second_person_without_a_first_is_refused(file):
    checker = bappeda().person.username
    code, told = run("load", "kamus", file, *FRAME, "--confirmed-by", checker)
    assert (code, told["findings"][0]["code"]) == (1, "plan.no_maker")


@pytest.mark.django_db
def test_somebody_without_the_right_there_loads_nothing(file):
    stranger = bappeda("Pak Joko", PEMALANG).person.username
    code, told = run("load", "kamus", file, *FRAME, "--by", stranger)
    assert (code, told["findings"][0]["code"]) == (1, "plan.nobody")
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_faulty_list_is_not_loaded(tmp_path):
    path = tmp_path / "kamus.csv"
    path.write_text(kamus_text(PAVING.replace("165.000", "murah")))
    code, told = run("load", "kamus", path, *FRAME)
    assert (code, told["findings"][0]["code"]) == (1, "plan.rupiah")
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_finding_without_a_kamus_says_what_to_do():
    code, told = run("find", "paving", "--territory", MERJOSARI)
    assert (code, told["findings"][0]["code"]) == (1, "plan.no_kamus")


@pytest.mark.django_db
def test_finding_for_people_shows_the_price_range():
    confirmed()
    done = CliRunner().invoke(
        berdaya, ["plan", "find", "jamban", "--territory", MERJOSARI, "--on", "2026-11-01"]
    )
    assert "Rp45.000.000–75.000.000 per unit" in done.stdout
    none = CliRunner().invoke(
        berdaya, ["plan", "find", "stadion", "--territory", MERJOSARI, "--on", "2026-11-01"]
    )
    assert "Usulan bebas" in none.stderr


def test_a_code_tells_its_names_indicator_and_unit_with_the_version():
    code, told = run("code", "7.01.03.2.02.0003", "--year", 2024)
    assert code == 0
    assert (told["name"], told["version"]) == ("Pemberdayaan Masyarakat di Kelurahan", "2023")
    assert told["standing"] == "uncertain"


def test_a_code_of_another_year_is_refused_and_its_version_named():
    code, told = run("code", "2.08.02.2.01.0015", "--year", 2024)
    assert code == 1
    assert "2027" in told["findings"][0]["advice"]
