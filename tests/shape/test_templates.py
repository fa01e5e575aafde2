"""Every template that another one names is there, and every one can be read."""

import re

from django.template.loader import get_template

from tests.shape.sizes import ROOT

_NAMED = re.compile(r'{%\s*(?:include|extends)\s+"([^"]+)"')


def test_templates_name_only_templates_that_are_there():
    pages = sorted((ROOT / "src").rglob("templates/**/*.html"))
    assert len(pages) > 100
    for page in pages:
        get_template(str(page.relative_to(next(p for p in page.parents if p.name == "templates"))))
        for name in _NAMED.findall(page.read_text(encoding="utf-8")):
            get_template(name)


def test_parts_that_are_kept_by_value_are_drawn_by_their_tags():
    """An include would draw them without the values that their tag gives them: a table without heads."""
    drawn = re.compile(r'include\s+"(site/parts/(?:head|menu|listing_head)\.html)"')
    pages = sorted((ROOT / "src").rglob("templates/**/*.html"))
    found = [
        f"{page.name}: {name}" for page in pages for name in drawn.findall(page.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_status_line_gets_its_line():
    asked = re.compile(r'include\s+"site/parts/status\.html"([^%]*)%}')
    pages = sorted((ROOT / "src").rglob("templates/**/*.html"))
    found = [words for page in pages for words in asked.findall(page.read_text(encoding="utf-8"))]
    assert len(found) > 10
    assert all(words.strip().startswith("with line=") for words in found)
