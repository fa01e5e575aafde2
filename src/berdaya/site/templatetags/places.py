"""Cells of tables whose columns are values."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def cell(shown: Any, row: Any) -> str:
    """What a column shows of a row."""
    return str(shown.cell(row))
