"""Names of places, without knowing the room that keeps them: the office says in its settings where they are.

`PLACES` is the dotted path of a function that gives the gazetteer. It lists places down to the village.
"""

from collections.abc import Iterable
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from berdaya.access.territory import COUNTRY


class Places(Protocol):
    """What this room asks of a gazetteer."""

    def knows(self, code: str) -> bool: ...

    def title(self, code: str) -> str: ...


def _places() -> Places:
    return cast(Places, import_string(settings.PLACES)())


def place_exists(code: str) -> bool:
    """Is there such a place? RW and RT exist when their village does and the form is right."""
    return _exists(_places(), code)


def place_title(code: str) -> str:
    """`RT 003/RW 002, Desa Majalangu`; the code itself where nobody knows the place."""
    return _title(_places(), code)


def place_titles(codes: Iterable[str]) -> dict[str, str]:
    """The titles of many places; the gazetteer is asked for once."""
    places = _places()
    return {code: _title(places, code) for code in set(codes)}


def _exists(places: Places, code: str) -> bool:
    if code == COUNTRY or places.knows(code):
        return True
    parts = code.split(".")
    below = parts[4:]
    if len(parts) > 6 or any(len(part) != 3 or not part.isdecimal() for part in below):
        return False
    return places.knows(".".join(parts[:4]))


def _title(places: Places, code: str) -> str:
    if code == COUNTRY:
        return "Indonesia"
    return places.title(code) if _exists(places, code) else code
