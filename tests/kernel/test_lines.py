import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.lines import EMPTY, Drawn, Line, drawn

ROW = Line('<tr class="{shade}"><td>{name}</td><td>{chip}</td></tr>')
CHIP = Line("<b>{words}</b>")


def test_values_are_escaped_and_lines_within_lines_are_not():
    row = ROW(shade='"><script>', name="A & <B>", chip=CHIP(words="<i>"))
    assert row == (
        '<tr class="&quot;&gt;&lt;script&gt;"><td>A &amp; &lt;B&gt;</td><td><b>&lt;i&gt;</b></td></tr>'
    )


@given(st.text())
def test_no_value_becomes_html(text):
    assert CHIP(words=text).removeprefix("<b>").removesuffix("</b>").count("<") == 0


def test_templates_take_what_was_drawn_as_it_is_and_numbers_as_text():
    body = drawn([CHIP(words=3), EMPTY, CHIP(words="x")])
    assert Template("{{ body }}").render(Context({"body": body})) == "<b>3</b><b>x</b>"


def test_text_that_only_looks_like_html_is_not_put_together():
    with pytest.raises(TypeError):
        drawn(["<b>"])
    assert type(CHIP(words="a") + "<i>") is not Drawn


def test_a_forgotten_value_and_a_format_are_faults_of_the_builder():
    with pytest.raises(KeyError):
        CHIP()
    with pytest.raises(ValueError, match="names only"):
        Line("{n:>3}")


def test_braces_that_are_meant_stay():
    assert Line("a{{b}}c{x}d{{")(x=1) == "a{b}c1d{"
    assert Line("no name")() == "no name"
