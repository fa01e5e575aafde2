"""Two kelurahan of Kota Malang and the days of their years. Places are real; units and people are invented.

Dinoyo has been through two plan years. Merjosari has been through one and stands in the rembug of the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.utils import timezone

from berdaya.access.clock import zones
from berdaya.deliberation.rules.proposing import Unit

CITY: Final = "35.73"
KECAMATAN: Final = "35.73.05"
_WIB: Final = ZoneInfo("Asia/Jakarta")
_CLOCK: Final = timezone.now


@dataclass(frozen=True, slots=True)
class Village:
    """A kelurahan of the story: how many RW, how many RT in each, the groups that hand in a list."""

    code: str
    name: str
    key: str
    rws: int
    rts: int
    groups: tuple[str, ...]

    @property
    def rw_codes(self) -> list[str]:
        return [f"{self.code}.{rw:03}" for rw in range(1, self.rws + 1)]

    @property
    def rt_codes(self) -> list[str]:
        return [f"{rw}.{rt:03}" for rw in self.rw_codes for rt in range(1, self.rts + 1)]

    @property
    def units(self) -> list[Unit]:
        """Whoever hands in a list: every RT, every RW, every group."""
        codes = [*self.rt_codes, *self.rw_codes]
        return [*(Unit(code) for code in codes), *(Unit(self.code, name) for name in self.groups)]


DINOYO: Final = Village("35.73.05.1004", "Dinoyo", "dinoyo", 4, 4, ("Pokmas Dinoyo Asri",))
MERJOSARI: Final = Village("35.73.05.1002", "Merjosari", "merjosari", 3, 3, ("Pokmas Joyo Makmur",))
VILLAGES: Final = (DINOYO, MERJOSARI)


@dataclass(frozen=True, slots=True)
class Round:
    """One plan year of one kelurahan."""

    village: Village
    plan_year: int


def build_day() -> date:
    """The day on which the demo is built, also while the clock is set to another one."""
    return zones().day(_CLOCK(), CITY)


def this_year() -> int:
    return build_day().year


def talking_about() -> int:
    """The plan year of the rembug that goes on in Merjosari today."""
    today = build_day()
    return today.year + (2 if today.month > 6 else 1)


def rounds_of(plan_year: int) -> list[Round]:
    """The kelurahan that have gone through that plan year up to the decision."""
    through = [DINOYO] if plan_year <= this_year() + 1 else []
    through += [MERJOSARI] if plan_year == talking_about() - 1 else []
    return [Round(village, plan_year) for village in through]


def not_later(day: date, before: int = 1) -> date:
    """That day, or so many days ago when the demo is built earlier in the year than that."""
    return min(day, build_day() - timedelta(days=before))


@contextmanager
def on(day: date, hour: int = 19) -> Iterator[None]:
    """Work as if it were that hour of that day: moves, papers, messages and the trail bear the story's dates.

    Only the clock is set; every rule about time judges as it would have judged then.
    """
    real = timezone.now
    ahead = datetime(day.year, day.month, day.day, hour, tzinfo=_WIB) - real()
    with patch.object(timezone, "now", lambda: real() + ahead):
        yield
