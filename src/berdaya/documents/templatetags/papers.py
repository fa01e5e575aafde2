"""Long codes on a page: they may break after each group, and are copied without the breaks."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def grouped(code: str, size: int = 8) -> SafeString:
    """`5a796d1307601cf5` with a place to break after every eight signs."""
    groups = [(code[start : start + size],) for start in range(0, len(code), size)]
    return format_html_join("", "{}<wbr>", groups)
