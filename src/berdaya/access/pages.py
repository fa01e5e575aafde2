"""Where the record behind a name and a number has its page, for a hat whose rights open that page.

A room's `trail.py` may have `PAGES`: for a kind of record the name of its address and what fills it, `ident`
(the record's mark) or `territory`: `{"figure": ("figures:figure", "territory", "ident")}`.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import NoReverseMatch, resolve, reverse

from berdaya.access.doors import Door, Kind, allowed, door_of
from berdaya.access.models import Holding

Pages = Mapping[str, tuple[str, ...]]
_DOORS: dict[str, Door | None] = {}
PAGES: Pages = {"person": ("access:account", "ident"), "holding": ("access:holding", "ident")}


def page_of(hat: Holding, kind: str, ident: str, territory: str) -> str:
    """The address, or "" where the kind has no page or the hat's rights do not open it.

    Whether this very record may be seen, its page says: it answers "absent" for what is not the reader's.
    """
    name, *parts = _pages().get(kind, ("",))
    if not name or not ident:
        return ""
    values = {"ident": ident, "territory": territory}
    try:
        address = reverse(name, args=[values[part] for part in parts])
    except NoReverseMatch:
        return ""
    door = _door(name, address)
    opened = door is not None and (
        door.kind is not Kind.NEEDS or any(allowed(hat, right).allowed for right in door.rights)
    )
    return address if opened else ""


@cache
def _pages() -> Pages:
    pages = dict(PAGES)
    for room in apps.get_app_configs():
        name = f"{room.name}.trail"
        if room.name.startswith("berdaya.") and find_spec(name):
            pages |= getattr(import_module(name), "PAGES", {})
    return pages


def _door(name: str, address: str) -> Door | None:
    """All pages of a name have one door, whatever record they show."""
    if name not in _DOORS:
        _DOORS[name] = door_of(resolve(address).func)
    return _DOORS[name]
