"""Every command, rule, role and setting has its place in the reference."""

import re

import pytest

from tests.shape.reference import FOLDER, PAGES
from tests.shape.sizes import ROOT


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_says_what_the_product_knows(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_every_setting_of_the_environment_is_documented():
    page = (FOLDER / "settings.md").read_text(encoding="utf-8")
    used = set()
    for path in (ROOT / "src").rglob("*.py"):
        used |= set(re.findall(r"\"((?:BERDAYA|DEMO)_[A-Z_]+|DATABASE_URL)\"", path.read_text()))
    assert {name for name in used if f"`{name}`" not in page} == set()


def test_links_inside_the_docs_lead_somewhere():
    broken = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []
