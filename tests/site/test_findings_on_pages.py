"""A finding on a page says in a word what it does; the letters are for programs."""

import re

import pytest
from django.template.loader import render_to_string

from berdaya.kernel.findings import Finding, Severity


def page_of(finding: Finding, template: str = "site/parts/findings.html") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", render_to_string(template, {"findings": [finding]})).split())


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.ERROR, "Menolak"), (Severity.WARNING, "Periksa"), (Severity.INFO, "Keterangan")],
)
def test_the_mark_of_a_finding_is_a_word(severity, word):
    finding = Finding("a.b", "baris 3", "kosong", "Isi.", severity)
    assert page_of(finding) == f"{word} Kosong Baris 3 Isi."


def test_the_name_of_a_file_stays_as_its_owner_wrote_it():
    assert "fake.jpg" in page_of(Finding("a.b", "fake.jpg", "bukan gambar", "Unggah foto."))
