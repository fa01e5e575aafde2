"""Charts: three shapes, words on both axes, nothing that could run, the same bytes everywhere."""

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.documents.charts import Bar, Mark, Point, axis_over, bars, scatter
from berdaya.documents.look import PAPER, SCREEN
from berdaya.documents.paper import render
from berdaya.documents.pictures import as_picture
from berdaya.documents.sample import TEMPLATE
from tests.documents.cases import paper, text_of, values

POINTS = (
    Point(Decimal("0.66"), 999, Mark.INTI, "Bodas"),
    Point(Decimal("0.81"), 345, Mark.AMBANG),
    Point(Decimal("0.70"), 120, Mark.LUAR),
)


def dots(points=POINTS, theme=SCREEN, title="Judul", words="Kata"):
    x = axis_over("IDM 2024", [p.x for p in points], places=1)
    y = axis_over("Ruta desil 1", [p.y for p in points])
    return scatter(points, x, y, title=title, words=words, theme=theme)


def test_picture_says_its_title_and_what_it_shows():
    svg = dots(title="Miskin & jauh", words="Diagram <pencar>")
    assert "<title>Miskin &amp; jauh</title><desc>Diagram &lt;pencar&gt;</desc>" in svg
    assert 'role="img"' in svg


def test_both_axes_carry_words_and_indonesian_numbers():
    svg = dots()
    assert all(f">{word}</text>" in svg for word in ("IDM 2024", "Ruta desil 1", "0,70", "1.000"))


def test_key_names_only_the_marks_that_are_there():
    svg = dots(POINTS[:1])
    assert ">Inti</text>" in svg
    assert "Ambang" not in svg


def test_marks_differ_by_shape_on_grey_paper():
    full, half, ring = (dots((Point(Decimal("0.7"), 500, mark),), PAPER) for mark in Mark)
    drawn = r'd="(M[^"]+)" fill="(#\w+)"'
    assert [(d[:3], fill) for d, fill in re.findall(drawn, full)] == [("M2.", "#000000")] * 2
    assert [(d[:5], fill) for d, fill in re.findall(drawn, ring)] == [("M2.55", "#ffffff")] * 2
    assert [fill for d, fill in re.findall(drawn, half) if d.startswith("M0,-4L")] == [
        "#ffffff",
        "#000000",
    ] * 2


def test_chosen_place_is_named():
    assert ">Bodas</text>" in dots()


@pytest.mark.parametrize("theme", [SCREEN, PAPER])
def test_nothing_in_it_runs_or_reaches_out(theme):
    svg = dots(theme=theme) + bars([Bar("<script>", 1)], title="t", words="w", theme=theme)
    assert not re.search(r"<script|\son\w+=|style=|(href|src)=|url\(|class=|aria-label", svg)
    assert "&lt;script&gt;" in svg


def test_hostile_names_are_drawn_as_text():
    point = Point(Decimal("0.7"), 5, Mark.INTI, "'\"\\<b>&")
    assert "'\"\\&lt;b&gt;&amp;" in dots((point,)).replace("&quot;", '"')


def test_axis_words_with_quotes_do_not_break_the_picture():
    axis = axis_over("N '\"\\ ruta", [1, 2])
    assert scatter([Point(Decimal(1), 2, Mark.INTI)], axis, axis, title="t", words="w")


def test_same_picture_in_another_zone_language_and_folder(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.documents.test_charts import dots\n"
        "sys.stdout.buffer.write(dots().encode())"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "LC_ALL": "C"}
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", code, root], cwd=tmp_path, env=elsewhere, capture_output=True, check=True
    )
    assert run.stdout.decode() == dots()


def test_no_points_still_draw_the_axes():
    assert ">IDM 2024</text>" in dots(())


def test_bars_carry_names_and_figures():
    svg = bars([Bar("Moga", 6, 10), Bar("Belik", 1234)], title="Per kecamatan", words="w")
    assert all(f">{text}</text>" in svg for text in ("Moga", "6 dari 10", "Belik", "1.234"))


def test_bars_keep_the_order_given():
    svg = bars([Bar("Z", 1), Bar("A", 2)], title="t", words="w")
    assert svg.index(">Z<") < svg.index(">A<")


def test_bars_of_nothing_but_zero_are_drawn():
    assert ">0</text>" in bars([Bar("Moga", 0)], title="t", words="w")


@given(st.lists(st.integers(0, 10**9), max_size=20), st.integers(0, 3))
def test_axis_holds_every_value_in_few_round_steps(numbers, places):
    shares = [Decimal(number).scaleb(-places) for number in numbers]
    axis = axis_over("x", shares, places)
    assert all(axis.low <= value <= axis.high for value in shares)
    assert 1 <= (axis.high - axis.low) / axis.step <= 8


def test_chart_prints_on_paper():
    drawn = as_picture(dots(theme=PAPER), "Diagram")
    assert "Bodas" in text_of(render(TEMPLATE, paper(), values(pictures=[drawn])))
