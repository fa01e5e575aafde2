import pytest

from berdaya.kernel.findings import Finding, Findings, Refused, Severity
from berdaya.kernel.sexes import BySex
from berdaya.kernel.terminal import say_findings


def _finding(code: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, f"baris {code}", "salah", "perbaiki", severity)


def test_findings_of_one_code_are_counted_and_the_first_is_the_example():
    findings = Findings()
    findings.add(Finding("nik.length", "baris 3", "15 angka", "ketik 16 angka"))
    findings.add(Finding("nik.length", "baris 9", "15 angka", "ketik 16 angka"), 4)
    assert findings.as_json()[0] | {"count": 5, "example": "baris 3"} == findings.as_json()[0]


def test_a_finding_is_one_sentence_with_a_capital_and_its_remedy():
    assert _finding("3").sentence == "Baris 3 salah. perbaiki"


def test_errors_stand_first_then_the_commonest():
    findings = Findings()
    findings.add(_finding("info", Severity.INFO), 100)
    findings.add(_finding("rare"))
    findings.add(_finding("common"), 9)
    assert [f.code for f, _ in findings] == ["common", "rare", "info"]


def test_only_errors_block():
    findings = Findings()
    findings.add(_finding("look", Severity.WARNING))
    assert not findings.blocking
    findings.add(_finding("stop"))
    assert findings.blocking


def test_nothing_found_is_no_finding():
    findings = Findings()
    findings.add(_finding("none"), 0)
    assert len(findings) == 0


def test_a_refusal_says_where_and_why():
    assert str(Refused(_finding("a"), _finding("b"))) == "baris a: salah; baris b: salah"


def test_a_count_without_people_has_no_share_of_women():
    assert BySex(0, 0).women_share is None
    assert str(BySex(79, 17).women_share) == "17/96"
    assert (BySex(1, 2) + BySex(3, 4)).total == 10


@pytest.mark.parametrize(
    ("severity", "words"),
    [(Severity.ERROR, "Menolak"), (Severity.WARNING, "Periksa"), (Severity.INFO, "Keterangan")],
)
def test_people_read_a_word_and_programs_a_letter(severity, words, capsys):
    finding = Finding("file.os2", "daftar.csv", "tidak ditemukan", "Periksa nama.", severity)
    say_findings([(finding, 1)])
    assert f"{words}: file.os2" in capsys.readouterr().err
    assert finding.as_json()["severity"] == severity.value
