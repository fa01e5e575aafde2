"""Doors: each view declares who may come in, and `middleware.Guard` lets nobody else through.

    @everyone                                     a stranger may see it
    @signed_in                                    whoever has signed in
    @needs(Right.REGISTER_UPLOAD)                 the hat in use holds this right (one of several will do)
    @needs(Right.PLACES_SEE, territory="code")    ... and covers the territory that the address names

A view without a declaration does not exist: it gives the same page as an unknown address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeVar

from django.http import Http404, HttpResponseBase

from berdaya.access.clock import sheets, today_in
from berdaya.access.models import Holding
from berdaya.access.rules.hats import may, may_check
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role, RoleSheet
from berdaya.access.rules.verdicts import Verdict
from berdaya.access.territory import covers, within_filter

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

_DECLARED: Final = "declared_door"


class Kind(Enum):
    EVERYONE = "everyone"
    SIGNED_IN = "signed in"
    NEEDS = "needs a right"


@dataclass(frozen=True, slots=True)
class Door:
    kind: Kind
    rights: frozenset[Right] = frozenset()
    territory: str = ""


def everyone(view: View) -> View:
    """Anybody may see this page, signed in or not."""
    return _declare(view, Door(Kind.EVERYONE))


def signed_in(view: View) -> View:
    """Whoever has signed in, whatever hat: his own inbox, his own profile."""
    return _declare(view, Door(Kind.SIGNED_IN))


def needs(*rights: Right, territory: str = "") -> Callable[[View], View]:
    """The hat in use holds one of the rights, here: `territory` names the part of the address with a code."""

    def declare(view: View) -> View:
        return _declare(view, Door(Kind.NEEDS, frozenset(rights), territory))

    return declare


def door_of(view: Callable[..., Any]) -> Door | None:
    """What the view declared, or None when it declared nothing."""
    return getattr(view, _DECLARED, None)


def _declare(view: View, door: Door) -> View:
    setattr(view, _DECLARED, door)
    return view


def sheet_of(hat: Holding) -> RoleSheet:
    return sheets()[Role(hat.role)]


def in_force(hat: Holding) -> bool:
    """Is the role held today, in the zone of its own territory?"""
    return hat.hat.in_force(today_in(hat.territory))


def allowed(hat: Holding, right: Right, territory: str | None = None) -> Verdict:
    """May this hat do that in a territory? Without one: somewhere in its own."""
    where = hat.territory if territory is None else territory
    return may((hat.hat,), right, where, today_in(hat.territory), sheets())


def require(hat: Holding, right: Right, territory: str | None = None) -> None:
    """For services: go on, or be refused with the reason. A page asks its door long before."""
    allowed(hat, right, territory).require()


def require_second_person(hat: Holding, maker: int, what: str) -> None:
    """For services: whoever made it does not check it."""
    may_check(maker, hat.person_id, what).require()


def territory_filter(hat: Holding, field: str = "territory") -> dict[str, str]:
    """What a hat may see, as arguments for a queryset: `filter(**territory_filter(hat, "place_id"))`."""
    return within_filter(hat.territory, field)


def not_yours(hat: Holding, territory: str) -> None:
    """The same answer for "absent" and "not yours"."""
    if not covers(hat.territory, territory):
        raise Http404
