"""Figures in templates, written as Indonesian offices write them."""

from django import template

from berdaya.kernel.numbers import format_count, format_decimal, format_percent

register = template.Library()
register.filter("count", format_count)
register.filter("percent", format_percent)
register.filter("decimal", format_decimal)
