import json

import click
import pytest
from click.testing import CliRunner

from berdaya.kernel.digests import canonical_json, digest_of
from berdaya.kernel.files import as_text_cell, replacing, write_text
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
