"""A hat is a role that somebody holds for a territory and a period. What may the hat in use do?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role, Sheets
from berdaya.access.rules.verdicts import ALLOWED, Verdict, refused
from berdaya.access.territory import covers
from berdaya.kernel.calendar import Period, format_date


class Standing(StrEnum):
    """Where a role stands on a day."""

    WAITING = "menunggu orang kedua"
    UPCOMING = "belum mulai"
    IN_FORCE = "berlaku"
    LAPSED = "masanya habis"
    ENDED = "diakhiri"


@dataclass(frozen=True, slots=True)
class Hat:
    """A role as held: who confirmed it is not told here, only whether somebody did."""

    role: Role
    territory: str
    period: Period
    confirmed: bool = True
    ended_on: date | None = None

    def standing(self, day: date) -> Standing:
        """The day is a day in the zone of the hat's territory. The day it ended on still counts."""
        if self.ended_on is not None and day > self.ended_on:
            return Standing.ENDED
        if not self.confirmed:
            return Standing.WAITING
        if day < self.period.first:
            return Standing.UPCOMING
        if day not in self.period:
            return Standing.LAPSED
        return Standing.IN_FORCE

    def in_force(self, day: date) -> bool:
        return self.standing(day) is Standing.IN_FORCE


def may(hats: Iterable[Hat], right: Right, territory: str, day: date, sheets: Sheets) -> Verdict:
    """May one of these hats do this here, today? The reason names the nearest miss."""
    nearest = _no_such_right()
    for hat in hats:
        sheet = sheets[hat.role]
        if right not in sheet.rights:
            continue
        if not covers(hat.territory, territory):
            nearest = _elsewhere(sheet.title)
            continue
        standing = hat.standing(day)
        if standing is Standing.IN_FORCE:
            return ALLOWED
        nearest = _not_in_force(sheet.title, standing, hat)
    return nearest


def may_check(maker: int, checker: int, what: str) -> Verdict:
    """Maker is never checker: the second look comes from another person, whatever hat he wears."""
    if maker != checker:
        return ALLOWED
    return refused(
        "access.maker_checks",
        what,
        "Anda sendiri yang membuatnya, jadi orang lain yang memeriksa",
        "Minta rekan dengan peran yang sama membuka halaman ini dan memeriksanya.",
    )


def _no_such_right() -> Verdict:
    return refused(
        "access.no_right",
        "peran yang dipakai",
        "pekerjaan ini bukan bagian peran itu",
        "Ganti peran bila Anda memegang peran lain, atau minta administrator menambah peran.",
    )


def _elsewhere(title: str) -> Verdict:
    return refused(
        "access.elsewhere",
        f"peran {title}",
        "dipegang untuk wilayah lain",
        "Ganti peran ke wilayah yang dimaksud, atau minta peran untuk wilayah itu.",
    )


def _not_in_force(title: str, standing: Standing, hat: Hat) -> Verdict:
    last = hat.ended_on or hat.period.last
    when = {
        Standing.WAITING: "belum disetujui orang kedua",
        Standing.UPCOMING: f"baru mulai {format_date(hat.period.first)}",
    }.get(standing, f"berakhir {format_date(last)}" if last else "sudah berakhir")
    return refused(
        f"access.{standing.name.lower()}",
        f"peran {title}",
        when,
        "Hubungi administrator bila tanggalnya keliru.",
    )
