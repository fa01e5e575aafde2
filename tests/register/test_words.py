"""What people read: every finding is documented, in plain words, and never blames."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from berdaya.kernel.findings import Severity
from berdaya.register.rules.faults import CATALOGUE, Fault

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "register-findings.md").read_text(encoding="utf-8")
SOURCES = [ROOT / "src" / "berdaya" / "register" / folder for folder in ("rules", "reading", "importing")]
SOURCES += [ROOT / "src" / "berdaya" / "access" / name for name in ("keys.py", "sealing.py")]
FAULTS = sorted(CATALOGUE.values(), key=lambda fault: fault.code)


def written_codes() -> set[str]:
    files = [path for source in SOURCES for path in ([source] if source.is_file() else source.glob("*.py"))]
    files = [path for path in files if path.name not in ("uploads.py", "contents.py")]  # on the upload page
    families = "file|header|row|household|member|percentile|register|code|number|papers|nik|kk|region"
    families += "|out|request|answer|disk|profile|crosswalk|snapshot|key|seal|sheet"
    pattern = re.compile(rf'"((?:{families})\.[a-z_]+)"')
    return {code for path in files for code in pattern.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_finding_is_documented(fault: Fault) -> None:
    assert f"`{fault.code}`" in PAGE
    assert fault.problem in PAGE


def test_every_code_in_the_sources_is_documented() -> None:
    assert not {code for code in written_codes() if f"`{code}`" not in PAGE}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_finding_says_what_to_do(fault: Fault) -> None:
    assert fault.advice.endswith((".", "=0."))
    assert fault.problem[0].islower() or fault.problem.startswith("NIK")


def test_only_rejecting_or_blocking_faults_are_errors() -> None:
    for fault in FAULTS:
        assert not fault.rejects or fault.severity is Severity.ERROR


def test_nobody_is_blamed() -> None:
    for fault in FAULTS:
        assert not re.search(r"\b(salah(?! satu)|gagal|Anda)\b", fault.problem + fault.advice)


def test_finding_on_a_page_says_how_often_and_not_in_how_many_places() -> None:
    finding = {"severity": "W", "problem": "NIK kosong", "where": "daftar.csv baris 2", "count": 19_874}
    page = render_to_string("site/parts/findings.html", {"findings": [finding]})
    assert "19.874 kali, misalnya daftar.csv baris 2" in page
