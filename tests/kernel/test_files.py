import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from berdaya.kernel.digests import canonical_json, digest_of
from berdaya.kernel.files import (
    as_text_cell,
    read_bytes,
    read_json,
    read_text,
    read_toml,
    refuse_overwriting,
    replacing,
    write_text,
)
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.terminal import json_option, speaks_plainly


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "hasil.csv"
    write_text(file, "lama")
    with pytest.raises(RuntimeError), replacing(file) as temporary:
        temporary.write_text("baru")
        raise RuntimeError
    assert file.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [file]


def test_a_private_file_is_closed_to_others_from_its_first_byte(tmp_path):
    with replacing(tmp_path / "orang.csv", private=True) as temporary:
        assert temporary.stat().st_mode & 0o777 == 0o600
        temporary.write_text("nama")
    assert (tmp_path / "orang.csv").stat().st_mode & 0o777 == 0o600


def test_what_a_killed_process_left_goes_with_the_next_write_and_a_running_one_keeps_its_own(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".a.csv.{gone.pid}.0123abcd.part"
    kept = tmp_path / f".a.csv.{os.getpid()}.0123abcd.part"
    left.touch()
    kept.touch()
    write_text(tmp_path / "a.csv", "isi")
    assert not left.exists()
    assert kept.exists()


def _code(refusing) -> str:
    with pytest.raises(Refused) as refused:
        refusing()
    return refused.value.findings[0].code


def test_a_pipe_and_a_device_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipa")
    assert _code(lambda: read_bytes(tmp_path / "pipa")) == "file.not_regular"
    assert _code(lambda: read_bytes(Path("/dev/zero"))) == "file.not_regular"


@pytest.mark.parametrize(
    "read, content, code",
    [
        (read_text, b"\xff\xfea\x00", "file.not_utf8"),
        (read_text, b"a\x00b\x00", "file.not_utf8"),
        (read_json, b'{"a":', "file.not_json"),
        (read_json, b"[" * 200_000, "file.not_json"),
        (read_json, b"9" * 9_000, "file.not_json"),
        (read_toml, b"a = = 1", "file.not_toml"),
        (read_toml, b"a = " + b"[" * 200_000, "file.not_toml"),
        (read_toml, b"a = " + b"9" * 9_000, "file.not_toml"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_its_place(tmp_path, read, content, code):
    (tmp_path / "a").write_bytes(content)
    assert _code(lambda: read(tmp_path / "a")) == code
    (tmp_path / "b").write_bytes(b"x" * 11)
    assert _code(lambda: read_bytes(tmp_path / "b", most=10)) == "file.too_large"


def test_a_result_never_takes_the_place_of_its_source(tmp_path):
    (tmp_path / "a.csv").touch()
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    assert _code(lambda: refuse_overwriting(tmp_path / "b.csv", tmp_path / "a.csv")) == "file.would_overwrite"
    refuse_overwriting(tmp_path / "c.csv", tmp_path / "a.csv", None)
    refuse_overwriting(None, tmp_path / "a.csv")
    assert _code(lambda: write_text(Path(""), "x")) == "file.no_name"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@a", "\tx"])
def test_a_cell_that_would_run_becomes_text(text):
    assert as_text_cell(text) == "'" + text
    assert as_text_cell("Siti") == "Siti"


def test_a_fingerprint_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert canonical_json({"é": 1}) == '{"é":1}'


@click.command()
@click.argument("what")
@json_option
@speaks_plainly
def _command(what: str, as_json: bool) -> None:
    if what == "refuse":
        raise Refused(Finding("a.b", "baris 2", "salah", "perbaiki"))
    with open(what) as file:
        file.read()


@pytest.mark.parametrize("what, code", [("refuse", "a.b"), ("/tidak/ada", "file.os2"), ("/tmp", "file.os21")])
def test_bad_input_is_a_finding_and_never_a_traceback(what, code):
    result = CliRunner().invoke(_command, [what, "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["code"] == code
    assert "Traceback" not in result.output


@click.command()
@click.argument("path")
@click.argument("number", type=int)
@json_option
@speaks_plainly
def _failing(path: str, number: int, as_json: bool) -> None:
    raise OSError(number, os.strerror(number), path)


@pytest.mark.parametrize("number", [1, 5, 13, 17, 20, 30, 36, 39, 40])
def test_fault_of_the_disk_is_told_without_words_of_the_system(number):
    result = CliRunner().invoke(_failing, ["/tmp/hasil.csv", str(number), "--json"])
    assert os.strerror(number).lower() not in result.output.lower()


@pytest.mark.parametrize("left", [".hasil.csv.12.0123abcd.part", ".hasil.csv.12-0123abcd.part", "hasil.csv"])
def test_fault_names_the_file_that_was_asked_for_and_not_its_unfinished_copy(left):
    result = CliRunner().invoke(_failing, [f"/data/{left}", "13", "--json"])
    assert json.loads(result.stdout)["findings"][0]["where"] == "/data/hasil.csv"


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN", "1e400", "-1E+400", "9" * 400 + ".0"])
def test_a_number_without_end_is_refused_with_its_place(tmp_path, number):
    file = tmp_path / "isi.json"
    file.write_text(f'{{"items": [{{"x": 1.5e10}}, {{"volume\\u001b": {number}}}], "b": [[{number}]]}}')
    with pytest.raises(Refused) as caught:
        read_json(file)
    assert [one.where for one in caught.value.findings] == ["items ke-2, volume", "b ke-1 ke-1"]
    assert {one.code for one in caught.value.findings} == {"file.endless_number"}


def test_words_and_large_numbers_that_end_are_read(tmp_path):
    file = tmp_path / "isi.json"
    file.write_text('["NaN", 1e308, "Infinity 1e400"]')
    assert read_json(file) == ["NaN", 1e308, "Infinity 1e400"]
