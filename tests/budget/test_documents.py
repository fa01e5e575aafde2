"""Every check stands on the page that explains them, with its title and weight."""

import re

from berdaya.budget.rules.reading import KNOWN
from berdaya.budget.rules.verdicts import CHECKS, Result
from tests.shape.sizes import ROOT

PAGE = (ROOT / "docs" / "explanations" / "budget-checks.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "reference" / "budget-record.md").read_text(encoding="utf-8")


def test_each_check_is_explained_with_its_title_weight_source_and_remedy():
    rows = re.findall(r"^\| (G\d\d) \| ([EWI]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.M)
    assert {number: (weight, title) for number, weight, title, *_ in rows} == {
        one.number: (one.severity.value, one.title) for one in CHECKS.values()
    }


def test_each_result_is_explained():
    assert [result.value for result in Result if f"`{result.value}`" not in PAGE] == []


def test_each_key_of_the_record_is_listed():
    aside = {"id", "doc_type", "source", "cut_after", "expected", "findings", "file", "terbaca", "kode"}
    assert [key for key in KNOWN - aside if f"`{key}`" not in RECORD] == []
