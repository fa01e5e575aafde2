import json

import pytest
from click.testing import CliRunner

from berdaya import cli
from berdaya.kernel import clickwords
from berdaya.kernel.terminal import TRACE


def _run(*words: str):
    return CliRunner().invoke(cli.berdaya, words)


@pytest.mark.parametrize(
    "words, told",
    [
        (("region", "shw"), "tidak ada perintah 'shw'"),
        (("region", "show", "33.27", "--jsno"), "tidak ada pilihan '--jsno'"),
        (("targeting", "select", "--seats", "0"), "di luar batas"),
        (("targeting", "select", "--method", "M9"), "bukan salah satu dari 'M0'"),
        (("documents", "sample"), "belum disebut: pilihan '--out'"),
        (("region", "show", "33.27", "33.28"), "ada kata yang tidak dikenal: 33.28"),
        (("rulebook", "check", "/tidak/ada"), "tidak ditemukan"),
    ],
)
def test_wrong_use_is_told_in_indonesian_and_as_the_one_object(words, told):
    plain, asked = _run(*words), _run(*words, "--json")
    assert plain.stdout == ""
    assert told in plain.stderr
    assert plain.exit_code == asked.exit_code
    found = json.loads(asked.stdout)["findings"][0]
    assert told in found["problem"]
    if asked.exit_code == 2:
        assert found["code"] == "use.wrong"


def test_an_answer_before_a_fault_of_ours_shows_neither_a_traceback_nor_the_values(monkeypatch):
    def broken(_name: str) -> None:
        raise TypeError("Siti 3327010101010001")

    monkeypatch.delenv(TRACE)
    monkeypatch.setattr(cli, "import_module", broken)
    result = _run("region", "show", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["code"] == "program.fault"
    assert "Siti" not in result.output
    assert "Traceback" not in result.output
    monkeypatch.setenv(TRACE, "1")
    assert isinstance(_run("region", "show").exception, TypeError)


def test_the_words_of_the_library_are_still_its_own():
    sources = [module.__loader__.get_source(module.__name__) for module in clickwords.MODULES]
    text = "".join(sources).replace("\\n", "\n").replace("\\t", "\t")
    assert [word for word in clickwords.WORDS if f'"{word}"' not in text and f'"{word} ' not in text] == []
