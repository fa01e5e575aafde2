"""Names of places, without knowing the room that keeps them: the office says in its settings where they are.

`PLACES` is the dotted path of a function that gives the gazetteer. It lists places down to the village.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from berdaya.access.territory import COUNTRY


class Places(Protocol):
    """What this room asks of a gazetteer."""

    def knows(self, code: str) -> bool: ...

    def title(self, code: str) -> str: ...

    def address(self, code: str) -> str: ...

    def hits(self, text: str, within: str = "", most: int = 20) -> list[Any]: ...


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


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a text may mean: the place with all that hold it, and whether it bears that very name."""

    code: str
    title: str
    same: bool


def places_called(text: str, within: str, most: int) -> list[Found]:
    """Places of a territory by name as the office's search finds them, best first.

    The very name, or a title with the place around it (`Desa Plakaran, Kecamatan Moga`), is `same`.
    """
    places = _places()
    name = text.split(",")[0].strip()
    hits = places.hits(name, within, 20) if name else []
    titled = [hit for hit in hits if _same(text, places.title(hit.place.code))]
    found = [
        Found(hit.place.code, places.address(hit.place.code), hit in titled or (not titled and _bears(hit)))
        for hit in titled or hits
    ]
    return found[:most]


def _same(text: str, title: str) -> bool:
    """`Desa Plakaran`, or with the place around it."""
    written = title.casefold()
    return " ".join(text.casefold().split()) in (written, written.split(", ")[0])


def _bears(hit: Any) -> bool:
    return str(hit.how) == "nama sama"


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
