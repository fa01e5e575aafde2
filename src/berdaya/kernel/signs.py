"""Signs that hide in a text: they could hide words, or write over a screen."""

from collections.abc import Mapping
from typing import Any

_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def has_control(value: Any) -> bool:
    """Is there a control sign, or one that turns the line round, in any text of a value, as JSON or a row of
    cells holds it?"""
    if isinstance(value, str):
        return any(map(_controls, value))
    if isinstance(value, Mapping):
        return any(has_control(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(has_control, value))


def _controls(sign: str) -> bool:
    return (sign < " " and sign not in "\n\t") or "\x7f" <= sign <= "\x9f" or sign in _TURNING
