"""Which edition holds: the newest of the nearest territory that has one, on a day.

An edition is never changed. A newer one of the same list, territory and series takes its place from its own
first day on; on the same first day the one confirmed later holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from berdaya.kernel.calendar import Period
from berdaya.region.rules.codes import upward


class Dated(Protocol):
    """What the rule asks of an edition. `pk` grows with each confirmation."""

    @property
    def pk(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def territory(self) -> str: ...

    @property
    def series(self) -> str: ...

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


Edition = TypeVar("Edition", bound=Dated)


class Force(StrEnum):
    IN_FORCE = "berlaku"
    TO_COME = "belum berlaku"
    REPLACED = "sudah diganti"
    OVER = "sudah berakhir"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an edition holds on a day, and the one that holds in its stead."""

    force: Force
    instead: int | None = None


def holders_of(territory: str) -> list[str]:
    """The territory and all that hold it, the nearest first, the country last."""
    return [*upward(territory), ""]


def nearest(editions: Iterable[Edition], territory: str, day: date) -> dict[str, Edition]:
    """For each series the edition that holds in a territory: its own, else that of the nearest wider one."""
    near = {code: distance for distance, code in enumerate(holders_of(territory))}
    best: dict[str, Edition] = {}
    for one in editions:
        if one.territory not in near or not _covers(one, day):
            continue
        rival = best.get(one.series)
        if rival is None or _rank(one, near) > _rank(rival, near):
            best[one.series] = one
    return best


def standing_of(edition: Dated, editions: Iterable[Dated], day: date) -> Standing:
    """Does this edition hold on a day, beside the others of its list, territory and series?"""
    if edition.valid_from > day:
        return Standing(Force.TO_COME)
    same = [
        one
        for one in editions
        if (one.kind, one.territory, one.series) == (edition.kind, edition.territory, edition.series)
        and _covers(one, day)
    ]
    newest = max(same, key=lambda one: (one.valid_from, one.pk), default=None)
    if newest is not None and newest.pk == edition.pk:
        return Standing(Force.IN_FORCE)
    if newest is not None and (newest.valid_from, newest.pk) > (edition.valid_from, edition.pk):
        return Standing(Force.REPLACED, newest.pk)
    return Standing(Force.OVER, newest.pk if newest else None)


def _covers(edition: Dated, day: date) -> bool:
    return day in Period(edition.valid_from, edition.valid_to)


def _rank(edition: Dated, near: dict[str, int]) -> tuple[int, date, int]:
    return (-near[edition.territory], edition.valid_from, edition.pk)
