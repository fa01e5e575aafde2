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
