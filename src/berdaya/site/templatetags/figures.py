"""Figures in templates, written as Indonesian offices write them."""

from fractions import Fraction

from django import template

from berdaya.kernel.findings import Severity
from berdaya.kernel.numbers import format_count, format_decimal, format_percent, format_rupiah
from berdaya.rulebook.rules import told_rule

register = template.Library()
register.filter("rule", told_rule)
register.filter("count", format_count)
register.filter("rupiah", format_rupiah)
register.filter("percent", format_percent)
register.filter("decimal", format_decimal)


@register.filter
def ratio(text: str, places: int = 4) -> str:
    """An exact ratio of the commands (`a/b`) or a decimal text, half-up to `places`, with a comma."""
    return format_decimal(Fraction(text), places)


@register.filter
def comma(text: str) -> str:
    """A decimal text of a file (`0.8173`) as it is read here (`0,8173`)."""
    return text.replace(".", ",")


@register.filter
def small(count: int, least: int = 10) -> str:
    """A count of poor households for everybody's eyes: 1 to 9 is written `<10`."""
    return f"<{least}" if 0 < count < least else format_count(count)


@register.filter
def seconds(value: float) -> str:
    """Seconds with one decimal and a comma."""
    return f"{value:.1f}".replace(".", ",")


@register.filter
def severity(letter: str) -> str:
    """`E`, `W` or `I` of a finding as people read it."""
    return Severity(letter).words


@register.filter
def sentence(text: str) -> str:
    """With a capital in front, but for the name of a file, which stays as its owner wrote it."""
    first = text.partition(" ")[0].rstrip(",:")
    return text if "." in first else text[:1].upper() + text[1:]
