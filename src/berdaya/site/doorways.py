"""Which pages of the office open for a hat: asked of the very doors that the pages declare."""

from functools import lru_cache

from django.urls import NoReverseMatch, resolve, reverse

from berdaya.access.doors import Door, Kind, allowed, door_of
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right


@lru_cache(maxsize=512)
def address_of(name: str, *args: str) -> str:
    """The address of a page; empty while its room is not built."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def opens(hat: Holding | None, address: str) -> bool:
    """Does this page open for the hat? A stranger opens only what is for everybody."""
    door = _door(address)
    if door is None or door.kind is Kind.EVERYONE:
        return door is not None
    if hat is None:
        return False
    return door.kind is Kind.SIGNED_IN or any(allowed(hat, right).allowed for right in door.rights)


def opens_with(rights: frozenset[Right] | None, address: str) -> bool:
    """Does this page open for a hat in force with these rights, in its own territory? None is a stranger."""
    door = _door(address)
    if door is None or rights is None:
        return door is not None and door.kind is Kind.EVERYONE
    return door.kind is not Kind.NEEDS or bool(door.rights & rights)


@lru_cache(maxsize=512)
def _door(address: str) -> Door | None:
    return door_of(resolve(address).func)
