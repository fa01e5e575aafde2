"""Signs that hide in a text: they could hide words, or write over a screen."""

from collections.abc import Mapping
from typing import Any


def has_control(value: Any) -> bool:
    """Is there a control sign in any text of a value, as JSON or a row of cells holds it?"""
    if isinstance(value, str):
        return any((sign < " " and sign not in "\n\t") or "\x7f" <= sign <= "\x9f" for sign in value)
    if isinstance(value, Mapping):
        return any(has_control(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(has_control, value))
