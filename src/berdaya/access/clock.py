"""Now and today, for a place. The only file of this room that asks the clock and the rulebook together."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone

from berdaya.access.rules.roles import Sheets, sheets_on
from berdaya.access.rules.zones import Zones, read_zones
from berdaya.rulebook.rules import shipped


def now() -> datetime:
    return timezone.now()


@lru_cache(maxsize=1)
def zones() -> Zones:
    return read_zones(shipped().in_force("access.zones", date(2025, 1, 1)))


def today_in(territory: str) -> date:
    """The day it is now in that territory."""
    return zones().day(now(), territory)


def sheets() -> Sheets:
    """The roles as they stand today."""
    return sheets_on(today_in(""))


@lru_cache(maxsize=4)
def _signin(day: date) -> dict[str, Any]:
    return dict(shipped().in_force("access.signin", day).values)


def limit(name: str) -> int:
    """One number of the rule `access.signin` as it stands today."""
    return int(_signin(today_in(""))[name])


@lru_cache(maxsize=4)
def _identities(day: date) -> dict[str, Any]:
    return dict(shipped().in_force("access.identities", day).values)


def identity_limit(name: str) -> int:
    """One number of the rule `access.identities` as it stands today."""
    return int(_identities(today_in(""))[name])


def minutes(name: str) -> timedelta:
    return timedelta(minutes=limit(name))


def days(name: str) -> timedelta:
    return timedelta(days=limit(name))
