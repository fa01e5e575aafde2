"""`berdaya documents …` as people and programs call it."""

import csv
import json
import os
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
    one, two = (answer("sample", "--out", tmp_path / name)[1]["file_sha256"] for name in ("a.pdf", "b.pdf"))
    assert one == two


def test_the_content_of_a_pdf_is_checked_and_its_digest_is_that_of_the_sample(tmp_path):
    printed = answer("sample", "--out", tmp_path / "contoh.pdf")[1]
    said = answer("verify", tmp_path / "contoh.pdf")[1]
    assert said["content_checked"] is True
    assert said["file_sha256"] == printed["file_sha256"] != said["values_sha256"]
    lines = run("verify", tmp_path / "contoh.pdf").stderr
    assert "berkas ini asli" in lines
    assert f"SHA-256 berkas  {said['file_sha256']}" in lines


def test_a_pdf_that_carries_a_copied_code_is_not_genuine(tmp_path):
    from berdaya.documents.paper import Proof, render
    from berdaya.documents.verification import signed_text_in
    from tests.documents.cases import paper, values

    run("sample", "--out", tmp_path / "contoh.pdf")
    text = signed_text_in((tmp_path / "contoh.pdf").read_bytes())
    forged = render("documents/sample", paper(proof=Proof(text, signed=text)), values(note="dipalsukan"))
    (tmp_path / "palsu.pdf").write_bytes(forged)
    code, said = answer("verify", tmp_path / "palsu.pdf")
    assert (code, said["verdict"], said["content_checked"]) == (1, "isi tidak terbukti", False)
    assert "asli" not in run("verify", tmp_path / "palsu.pdf").stderr


def test_a_changed_byte_of_a_pdf_is_found(tmp_path):
    run("sample", "--out", tmp_path / "contoh.pdf")
    content = (tmp_path / "contoh.pdf").read_bytes()
    (tmp_path / "palsu.pdf").write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    code, said = answer("verify", tmp_path / "palsu.pdf")
    assert (code, said["verdict"], said["content_checked"]) == (1, "berubah", True)


@pytest.mark.parametrize("name", ["pipa", "folder"])
def test_what_is_no_regular_file_is_refused_and_never_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "folder").mkdir()
    for words in (["verify", tmp_path / name], ["verify", "halo", "--key", tmp_path / name]):
        code, said = answer(*words)
        assert (code, said["findings"][0]["code"][:5]) == (1, "file.")


@pytest.mark.parametrize("out", ["", "x.txt", "folder.pdf"])
def test_sample_is_a_pdf_with_a_name(tmp_path, out):
    (tmp_path / "folder.pdf").mkdir()
    assert run("sample", "--out", tmp_path / out if out else "").exit_code == 2


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


def draw(tmp_path, rows, *more, head=("kode", "kelas"), out="p.svg"):
    values = values_file(tmp_path / "v.csv", rows, head)
    return answer("map", *more, "--district", "33.27.01", "--values", values, "--out", tmp_path / out)


@pytest.mark.parametrize(
    "rows, head",
    [
        ([("3327010101700001", "x")], ("kode", "kelas")),
        ([(MOGA[0], "3327010101700001")], ("kode", "kelas")),
        ([(MOGA[0], "3327010101700001")], ("kode", "nilai")),
        ([(MOGA[0], "x")], ("3327010101700001", "kelas")),
    ],
)
def test_a_nik_in_the_wrong_column_is_never_repeated(tmp_path, rows, head):
    said = draw(tmp_path, rows, head=head)[1]
    assert said["findings"]
    assert "3327010101700001" not in json.dumps(said)
    drawn = tmp_path / "p.svg"
    assert not drawn.exists() or "3327010101700001" not in drawn.read_text()


def test_a_name_in_the_column_of_codes_is_never_repeated(tmp_path):
    assert "Siti" not in json.dumps(draw(tmp_path, [("Siti Contoh", "x")])[1])


def test_a_late_class_that_nothing_has_is_refused(tmp_path):
    code, said = draw(tmp_path, [(MOGA[0], "Belum")], "--late", "Blum")
    assert (code, said["findings"][0]["code"]) == (1, "map.late_unknown")


def test_classes_that_do_not_meet_the_file_are_said(tmp_path):
    rows = [(MOGA[0], "Belum"), (MOGA[1], "Sudah"), (MOGA[2], "Telat")]
    code, said = draw(tmp_path, rows, "--classes", "Blum,Sudah", "--late", "Telat")
    assert code == 0
    assert [finding["code"] for finding in said["findings"]] == ["map.class_unnamed", "map.class_unused"]


@pytest.mark.parametrize("option", [["--late", "Belum"], ["--classes", "Belum,Sudah"]])
def test_figures_have_no_classes_to_name(tmp_path, option):
    code, said = draw(tmp_path, [(MOGA[0], "0,5")], *option, head=("kode", "nilai"))
    assert (code, said["findings"][0]["code"]) == (1, "map.no_classes")


@pytest.mark.parametrize("out", ["p.png", "p", ""])
def test_a_map_is_written_as_svg_only(tmp_path, out):
    values = values_file(tmp_path / "v.csv", [(MOGA[0], "x")])
    words = ["map", "--district", "33.27.01", "--values", values, "--out", tmp_path / out if out else ""]
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("source", ["values", "geojson"])
def test_a_map_never_takes_the_place_of_what_it_was_drawn_from(tmp_path, source):
    values = values_file(tmp_path / ("p.svg" if source == "values" else "v.csv"), [(MOGA[0], "x")])
    shapes = tmp_path / ("p.svg" if source == "geojson" else "batas.geojson")
    if source == "geojson":
        shapes.write_text("{}")
    before = (tmp_path / "p.svg").read_bytes()
    more = [shapes] if source == "geojson" else []
    code, said = answer(
        "map", *more, "--district", "33.27.01", "--values", values, "--out", tmp_path / "p.svg"
    )
    assert (code, said["findings"][0]["code"]) == (1, "file.would_overwrite")
    assert (tmp_path / "p.svg").read_bytes() == before


@pytest.mark.parametrize("which", ["values", "geojson"])
def test_a_pipe_is_refused_and_never_waited_for(tmp_path, which):
    os.mkfifo(tmp_path / "pipa")
    values = tmp_path / "pipa" if which == "values" else values_file(tmp_path / "v.csv", [(MOGA[0], "x")])
    more = [tmp_path / "pipa"] if which == "geojson" else []
    code, said = answer(
        "map", *more, "--district", "33.27.01", "--values", values, "--out", tmp_path / "p.svg"
    )
    assert (code, said["findings"][0]["code"]) == (1, "file.not_regular")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_values_in_another_encoding_are_named_so(tmp_path, encoding):
    (tmp_path / "v.csv").write_text(f"kode,kelas\n{MOGA[0]},x\n", encoding=encoding)
    code, said = answer(
        "map", "--district", "33.27.01", "--values", tmp_path / "v.csv", "--out", tmp_path / "p.svg"
    )
    assert (code, said["findings"][0]["code"]) == (1, "file.not_utf8")


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
