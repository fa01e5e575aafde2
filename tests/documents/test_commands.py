"""`berdaya documents …` as people and programs call it."""

import csv
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from berdaya.region.rules.gazetteer import official
from tests.documents.test_geojson import collection, feature, square


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_PUBLIC_URL", raising=False)


def run(*words):
    return CliRunner().invoke(berdaya, ["documents", *map(str, words)])


def answer(*words):
    result = run(*words, "--json")
    return result.exit_code, json.loads(result.stdout)


def values_file(path, rows, head=("kode", "kelas"), delimiter=","):
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return path


MOGA = [place.code for place in official().villages("33.27.01")]


def test_sample_is_printed_and_proves_itself(tmp_path):
    out = tmp_path / "contoh.pdf"
    assert answer("sample", "--out", out)[0] == 0
    code, said = answer("verify", out)
    assert code == 0
    assert (said["verdict"], said["status"], said["findings"]) == ("asli", "CONTOH", [])


def test_same_office_prints_the_same_sample(tmp_path):
    one, two = (answer("sample", "--out", tmp_path / name)[1]["sha256"] for name in ("a.pdf", "b.pdf"))
    assert one == two


def test_text_from_the_code_is_enough(tmp_path):
    from berdaya.documents.verification import signed_text_in

    run("sample", "--out", tmp_path / "contoh.pdf")
    text = signed_text_in((tmp_path / "contoh.pdf").read_bytes())
    assert run("verify", text).exit_code == 0
    spoiled = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]
    assert answer("verify", spoiled)[1]["verdict"] == "berubah"


def test_stranger_needs_the_public_key(tmp_path, monkeypatch):
    run("sample", "--out", tmp_path / "contoh.pdf")
    key = tmp_path / "data" / "keys" / "paper-signing.pub"
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "elsewhere"))
    assert answer("verify", tmp_path / "contoh.pdf")[1]["verdict"] == "kunci tidak dikenal"
    assert answer("verify", tmp_path / "contoh.pdf", "--key", key)[1]["verdict"] == "asli"


def test_altered_paper_is_not_quoted_as_true(tmp_path):
    run("sample", "--out", tmp_path / "contoh.pdf")
    content = (tmp_path / "contoh.pdf").read_bytes()
    place = content.index(b"BRD1.") + 60
    swap = b"A" if content[place : place + 1] != b"A" else b"B"
    (tmp_path / "palsu.pdf").write_bytes(content[:place] + swap + content[place + 1 :])
    result = run("verify", tmp_path / "palsu.pdf")
    assert result.exit_code == 1
    assert "asli" not in result.stderr
    assert "Jangan pakai naskah ini" in result.stderr


@pytest.mark.parametrize(
    "text", ["halo", "HTTPS://BERDAYA.GO.ID/V/ABC", "tidak-ada.pdf", "BRD1." + "A" * 5000]
)
def test_other_text_gets_a_clear_answer(text):
    code, said = answer("verify", text)
    assert code == 1
    assert said["findings"][0]["code"] == "documents.unreadable"


def test_key_that_is_none_is_said(tmp_path):
    (tmp_path / "x.pub").write_text("bukan kunci")
    code, said = answer("verify", "halo", "--key", tmp_path / "x.pub")
    assert code == 1
    assert said["findings"][0]["code"] == "documents.not_a_key"


def test_district_without_polygons_becomes_tiles(tmp_path):
    values = values_file(tmp_path / "v.csv", [(MOGA[0], "Belum"), (MOGA[1], "Sudah")], delimiter=";")
    code, said = answer(
        "map", "--district", "33.27.01", "--values", values, "--late", "Belum", "--out", tmp_path / "p.svg"
    )
    assert code == 0
    assert (said["kind"], said["places"]) == ("Peta petak", len(MOGA))
    assert said["classes"] == {"Belum": 1, "Sudah": 1, "belum ada data": len(MOGA) - 2}
    assert "Kecamatan" not in said["words"]
    assert (tmp_path / "p.svg").read_text().startswith("<svg")


def test_polygons_become_a_map(tmp_path):
    shapes = [feature(code, [square(109 + 0.1 * i)]) for i, code in enumerate(MOGA)]
    (tmp_path / "batas.geojson").write_text(json.dumps(collection(*shapes)))
    values = values_file(tmp_path / "v.csv", [(c, f"0,{i}") for i, c in enumerate(MOGA)], ("kode", "nilai"))
    code, said = answer(
        "map",
        tmp_path / "batas.geojson",
        "--district",
        "33.27.01",
        "--values",
        values,
        "--out",
        tmp_path / "p.svg",
    )
    assert code == 0
    assert said["kind"] == "Peta"
    assert sum(said["classes"].values()) == len(MOGA)
    assert said["gzip"] <= 40_000


def test_broken_polygon_blocks_and_nothing_is_written(tmp_path):
    shapes = [feature(MOGA[0], [[[109, -7], [109.1, -7]]])]
    (tmp_path / "batas.geojson").write_text(json.dumps(collection(*shapes)))
    values = values_file(tmp_path / "v.csv", [(MOGA[0], "x")])
    code, said = answer(
        "map",
        tmp_path / "batas.geojson",
        "--district",
        "33.27.01",
        "--values",
        values,
        "--out",
        tmp_path / "p.svg",
    )
    assert code == 1
    assert said["out"] is None
    assert not (tmp_path / "p.svg").exists()


@pytest.mark.parametrize(
    "rows, fault",
    [
        ([("99.99.99.9999", "x")], "map.code_unknown"),
        ([(MOGA[0], "x"), (MOGA[0], "y")], "map.code_twice"),
        ([(MOGA[0], "")], "map.unreadable"),
    ],
)
def test_odd_rows_are_said(tmp_path, rows, fault):
    values = values_file(tmp_path / "v.csv", rows)
    code, said = answer("map", "--district", "33.27.01", "--values", values, "--out", tmp_path / "p.svg")
    assert code == 0
    assert [finding["code"] for finding in said["findings"]] == [fault]


@pytest.mark.parametrize("content", [b"", b"nama,usia\nx,1\n", b"\xff\xfe\x00", b"kode\n1\n"])
def test_values_of_another_kind_are_refused(tmp_path, content):
    (tmp_path / "v.csv").write_bytes(content)
    code, _ = answer(
        "map", "--district", "33.27", "--values", tmp_path / "v.csv", "--out", tmp_path / "p.svg"
    )
    assert code == 1


@pytest.mark.parametrize("district", ["99.99", "x", "33.27.01.2001.001"])
def test_place_without_villages_is_refused(tmp_path, district):
    values = values_file(tmp_path / "v.csv", [(MOGA[0], "x")])
    code, said = answer("map", "--district", district, "--values", values, "--out", tmp_path / "p.svg")
    assert code == 1
    assert said["findings"][0]["code"] == "map.no_places"


def test_missing_file_is_said_without_a_traceback(tmp_path):
    result = run(
        "map", "--district", "33.27", "--values", tmp_path / "tidak.csv", "--out", tmp_path / "p.svg"
    )
    assert result.exit_code == 1
    assert "berkas tidak ditemukan" in result.stderr


def test_room_loads_without_django():
    names = [
        "paper",
        "workbook",
        "charts",
        "maps",
        "tiles",
        "mapping",
        "verification",
        "words",
        "commands",
        "csvtext",
    ]
    loads = f"for n in {names!r}: __import__('berdaya.documents.' + n)"
    code = f"import sys\n{loads}\nsys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
