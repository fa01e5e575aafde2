"""Charts as SVG by Altair: marks that differ by shape, words on both axes, the same bytes everywhere.

Nothing in a chart depends on measured text (sizes, ticks and titles have fixed places), so a machine with
other fonts draws the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum
from typing import Any

import altair as alt
import vl_convert

from berdaya.documents.look import SCREEN, Theme
from berdaya.documents.pictures import clean_svg
from berdaya.kernel.numbers import format_count, format_decimal

WIDTH = 420
_DISC = "circle"
_DIAMOND = "M0,-1L1,0L0,1L-1,0Z"
_HALF = "M0,-1L0,1L-1,0Z"


class Mark(Enum):
    """How firmly a place stands in a list: full disc, half-filled diamond, open circle."""

    INTI = "inti"
    AMBANG = "ambang"
    LUAR = "luar"


@dataclass(frozen=True, slots=True)
class Point:
    """One dot; a labelled one is ringed and named beside."""

    x: Decimal
    y: int
    mark: Mark
    label: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high` with a tick every `step`, and its meaning in words."""

    words: str
    low: Decimal
    high: Decimal
    step: Decimal
    places: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A named bar; `whole` draws the paler bar it is part of."""

    label: str
    value: int
    whole: int | None = None


def axis_over(words: str, values: Sequence[Decimal | int], places: int = 0, ticks: int = 5) -> Axis:
    """An axis of round steps that holds all values. Without decimal places it counts, and begins at zero."""
    low = Decimal(min(values, default=0)) if places else Decimal(0)
    high = Decimal(max(values, default=1))
    step = _round_step((high - low) / ticks if high > low else Decimal(1).scaleb(-places))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    return Axis(
        words, first, max(last, first + step), step, max(0, -int(step.normalize().as_tuple().exponent))
    )


def _round_step(raw: Decimal) -> Decimal:
    """The next 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(1).scaleb(raw.adjusted())
    return next(power * m for m in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * m >= raw)


def scatter(
    points: Sequence[Point], x: Axis, y: Axis, *, title: str, words: str, theme: Theme = SCREEN
) -> str:
    """Dots over two axes with their key above; `words` says in a sentence what the picture shows."""
    height = 300
    layers = [_dots(theme, [p for p in points if p.mark is mark], mark, x, y) for mark in reversed(Mark)]
    named = [point for point in points if point.label]
    chart = alt.layer(
        *(layer for group in layers for layer in group),
        *_names(theme, named, x, y),
        *_key(theme, {point.mark for point in points}),
    )
    return _svg(chart, theme, height, title, words, left=52, bottom=44, top=34)


def bars(items: Sequence[Bar], *, title: str, words: str, theme: Theme = SCREEN) -> str:
    """Bars from the left, one under another in the order given, each with its name and its figure."""
    rows = [
        {"label": b.label, "value": b.value, "whole": b.whole or b.value, "figure": _figure(b)} for b in items
    ]
    most = max((b.whole or b.value for b in items), default=0) or 1
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=_bare(theme, labelPadding=6))
    )
    scale = alt.Scale(domain=[0, most * 1.22], nice=False)
    value = alt.X("value:Q", scale=scale, axis=None)
    whole = alt.X("whole:Q", scale=scale, axis=None)
    pale = {"fill": theme.shades[1], "stroke": theme.outline, "strokeWidth": theme.outline_width}
    chart = alt.layer(
        base.mark_bar(height=13, **pale).encode(x=whole),
        base.mark_bar(height=13, fill=theme.strong).encode(x=value),
        base.mark_text(align="left", dx=5, fontSize=11, font=theme.face, color=theme.ink).encode(
            x=whole, text="figure:N"
        ),
    )
    return _svg(chart, theme, 20 * len(rows), title, words, left=118, bottom=6, top=6)


def _figure(bar: Bar) -> str:
    part = format_count(bar.value)
    return part if bar.whole is None else f"{part} dari {format_count(bar.whole)}"


def _bare(theme: Theme, **more: Any) -> alt.Axis:
    return alt.Axis(
        domain=False, ticks=False, labelFontSize=11, labelFont=theme.face, labelColor=theme.ink,
        labelLimit=110, minExtent=0, maxExtent=0, **more,
    )  # fmt: skip


def _axis(theme: Theme, axis: Axis, *, upright: bool) -> dict[str, Any]:
    count = int((axis.high - axis.low) / axis.step)
    ticks = [axis.low + axis.step * i for i in range(count + 1)]
    labels = {float(tick): format_decimal(tick, axis.places) for tick in ticks}
    place = {"titleX": -44, "titleY": -14} if upright else {"titleX": WIDTH - 70, "titleY": 34}
    return {
        "title": axis.words,
        "scale": alt.Scale(domain=[float(axis.low), float(axis.high)], nice=False, zero=False),
        "axis": alt.Axis(
            values=list(labels), labelExpr=_lookup(labels),
            labelOverlap=False, labelFlush=False, labelBound=False,
            gridColor=theme.line, domainColor=theme.pale, ticks=False, labelPadding=6,
            labelFont=theme.face, labelFontSize=11, labelColor=theme.second,
            titleFont=theme.face, titleFontSize=11, titleFontWeight="normal", titleColor=theme.second,
            titleAngle=0, titleAlign="left" if upright else "right", titleBaseline="alphabetic",
            minExtent=0, maxExtent=0, **place,
        ),
    }  # fmt: skip


def _lookup(labels: dict[float, str]) -> str:
    """A Vega expression that writes our own words at each tick: its locale never decides."""
    listed = ", ".join(f"'{text}'" for text in labels.values())
    values = ", ".join(repr(value) for value in labels)
    return f"[{listed}][indexof([{values}], datum.value)]"


def _dots(theme: Theme, points: Sequence[Point], mark: Mark, x: Axis, y: Axis) -> list[alt.Chart]:
    rows = [{"x": float(point.x), "y": point.y} for point in points]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("x:Q", **_axis(theme, x, upright=False)), y=alt.Y("y:Q", **_axis(theme, y, upright=True))
    )
    return [base.mark_point(opacity=1, **form) for form in _shapes(theme, mark)]


def _shapes(theme: Theme, mark: Mark) -> list[dict[str, Any]]:
    match mark:
        case Mark.INTI:
            return [
                {"shape": _DISC, "size": 34, "fill": theme.strong, "stroke": theme.strong, "strokeWidth": 1}
            ]
        case Mark.LUAR:
            return [
                {"shape": _DISC, "size": 26, "fill": theme.ground, "stroke": theme.pale, "strokeWidth": 1}
            ]
    edge = {"stroke": theme.accent, "strokeWidth": 1.4, "size": 64}
    return [
        {"shape": _DIAMOND, "fill": theme.ground, **edge},
        {"shape": _HALF, "fill": theme.accent, **edge},
    ]


def _names(theme: Theme, points: Sequence[Point], x: Axis, y: Axis) -> list[alt.Chart]:
    if not points:
        return []
    right = x.low + (x.high - x.low) * Decimal("0.72")
    charts = []
    for is_right in (False, True):
        side = [p for p in points if (p.x > right) is is_right]
        rows = [{"x": float(p.x), "y": p.y, "label": p.label} for p in side]
        base = alt.Chart(alt.Data(values=rows)).encode(x="x:Q", y="y:Q")
        place: dict[str, Any] = {"align": "right", "dx": -9} if is_right else {"align": "left", "dx": 9}
        type_ = {"font": theme.face, "fontSize": 11, "fontWeight": "bold", "baseline": "middle", **place}
        words = base.encode(text="label:N")
        charts += [
            base.mark_point(shape=_DISC, size=150, fill="transparent", stroke=theme.ink, strokeWidth=1.5),
            words.mark_text(
                **type_, stroke=theme.ground, strokeWidth=4, strokeJoin="round", color=theme.ground
            ),
            words.mark_text(**type_, color=theme.ink),
        ]
    return charts


def _key(theme: Theme, marks: set[Mark]) -> list[alt.Chart]:
    """The key stands above the picture, in the order of firmness."""
    charts = []
    for place, mark in enumerate(m for m in Mark if m in marks):
        base = alt.Chart(alt.Data(values=[{"word": mark.value.capitalize()}]))
        left = 110 + 68 * place
        spot = base.encode(x=alt.value(left), y=alt.value(-18))
        charts += [spot.mark_point(opacity=1, **form) for form in _shapes(theme, mark)]
        charts.append(
            base.mark_text(align="left", baseline="middle", font=theme.face, fontSize=11, color=theme.ink)
            .encode(x=alt.value(left + 9), y=alt.value(-18), text="word:N")
        )  # fmt: skip
    return charts


def _svg(
    chart: alt.LayerChart,
    theme: Theme,
    height: int,
    title: str,
    words: str,
    *,
    left: int,
    bottom: int,
    top: int,
) -> str:
    whole = chart.properties(
        width=WIDTH - left - 12,
        height=height,
        padding={"left": left, "right": 12, "top": top, "bottom": bottom},
        autosize=alt.AutoSizeParams(type="none"),
        background=theme.ground,
    ).configure_view(stroke=None)
    return clean_svg(vl_convert.vegalite_to_svg(whole.to_dict()), title, words)
