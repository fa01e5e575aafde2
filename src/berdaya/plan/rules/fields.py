"""A column of a list as people fill it in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a list as people fill it in: its own name, how others call it, what it is for."""

    name: str
    attribute: str
    words: str
    help: str = ""
    also: tuple[str, ...] = ()
    required: bool = False
    most: int = 200
    money: bool = False
