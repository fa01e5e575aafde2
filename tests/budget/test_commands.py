"""`berdaya budget …` as somebody at a terminal meets it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from tests.budget.cases import CORRECTED, corrected, needs_samples, samples

KEYS = {"check", "severity", "result", "field", "quoted", "expected", "advice"}


def run(*words: object) -> tuple[int, Any]:
    done = CliRunner().invoke(berdaya, ["budget", *map(str, words), "--json"])
    return done.exit_code, json.loads(done.stdout)


def written(folder: Path, record: Any) -> Path:
    path = folder / "pernyataan.json"
    path.write_text(record if isinstance(record, str) else json.dumps(record))
    return path


def test_a_statement_without_errors_passes_with_its_findings_and_both_shares(tmp_path):
    code, told = run("check", written(tmp_path, CORRECTED))
    assert code == 0
    assert all(set(one) == KEYS for one in told["findings"])
    assert told["arg"]["arg_terhubung"] == 205_000_000
    assert told["arg"]["bagian"] == "25625000/199298747"
    assert told["arg"]["penyebut_nama"] == "belanja subkegiatan"


@needs_samples
@pytest.mark.parametrize("document", samples(), ids=lambda one: one["id"])
def test_a_published_sample_is_checked_as_it_lies(tmp_path, document):
    code, told = run("check", written(tmp_path, document))
    said = {(one["check"], one["result"]) for one in told["findings"]}
    wanted = {
        (one["check"], {"uncertain": "unknown"}.get(one["result"], one["result"]))
        for one in document["expected"]
    }
    assert (code, wanted - said) == (1, set())


def test_a_decimal_number_of_json_is_never_rounded_into_rupiah(tmp_path):
    text = json.dumps(CORRECTED).replace("1594389976", "1594389976.5", 1)
    _, told = run("check", written(tmp_path, text))
    faults = [
        one for one in told["findings"] if one["result"] == "fail" and one["field"] == "jumlah_anggaran"
    ]
    assert "1594389976.5" in {one["quoted"] for one in faults}


@pytest.mark.parametrize("content", ["", "[]", "{", "[1, 2]", '{"documents": []}', '{"lain": 1}', '"teks"'])
def test_a_file_that_is_no_statement_is_refused_in_words(tmp_path, content):
    code, told = run("check", written(tmp_path, content))
    assert code == 1
    assert told["findings"][0]["advice"]


def test_people_see_what_to_repair_and_the_keys_that_were_not_looked_at(tmp_path):
    file = written(tmp_path, corrected(tujuan="-", catatan="x"))
    done = CliRunner().invoke(berdaya, ["budget", "check", str(file)])
    assert done.exit_code == 1
    assert done.stdout == ""
    for words in ("catatan", "G01", "Menahan pengajuan: G01", "12,86%"):
        assert words in done.stderr
    assert "belum dapat dinilai" not in done.stderr.splitlines()[0]


def test_the_sample_shows_the_weaknesses_that_papers_often_have(tmp_path):
    out = tmp_path / "contoh.json"
    assert run("sample", "--out", out)[0] == 0
    code, told = run("check", out)
    failing = {one["check"] for one in told["findings"] if one["result"] == "fail" and one["severity"] == "E"}
    assert (code, failing) == (1, {"G09", "G14", "G16", "G17", "G20", "G21"})
    assert told["arg"]["honorarium"] == 1_285_200_000


@pytest.mark.parametrize("command", ["check", "print"])
def test_a_name_that_stands_twice_is_refused_and_not_overwritten(tmp_path, command):
    text = json.dumps(CORRECTED)[:-1] + ', "jumlah_anggaran": 5}'
    more = ("--form", "surabaya", "--out", tmp_path / "x.xlsx") if command == "print" else ()
    code, told = run(command, written(tmp_path, text), *more)
    assert (code, told["findings"][0]["where"]) == (1, "jumlah_anggaran")
