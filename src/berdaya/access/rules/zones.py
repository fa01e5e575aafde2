"""Indonesia has three zones. A role's day, a deadline and a clock on a page are those of the territory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from berdaya.rulebook.rules import Rule

WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")
_BY_NAME = {"WIB": WIB, "WITA": WITA, "WIT": WIT}


@dataclass(frozen=True, slots=True)
class Zones:
    """The zone of each province; the country as a whole follows the capital."""

    of_province: Mapping[str, timezone]

    def of(self, territory: str) -> timezone:
        return self.of_province.get(territory[:2], WIB)

    def day(self, moment: datetime, territory: str) -> date:
        """The day that a moment falls on there: 16:30 UTC is already tomorrow in Papua."""
        return moment.astimezone(self.of(territory)).date()


def read_zones(rule: Rule) -> Zones:
    return Zones(
        {
            province: _BY_NAME[name]
            for name, provinces in rule.values["provinces"].items()
            for province in provinces
        }
    )
