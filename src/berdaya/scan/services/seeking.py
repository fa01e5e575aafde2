"""Look for somebody in one round by name. Names are opened in memory for the one search and kept nowhere;
the trail says who searched where and how many were found, never for whom."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.doors.households import Names, in_rt
from berdaya.scan.identity import Identity
from berdaya.scan.models import Cycle, Household
from berdaya.scan.rules.seeking import Fit, Sought, found_in, sought_faults

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Match:
    """A household, who fits in it (the head or somebody who lives there), how well."""

    household: Household
    name: str
    head: bool
    fit: Fit


@dataclass(frozen=True, slots=True)
class Result:
    """The best `MOST` of `found`."""

    matches: list[Match]
    found: int


def seek(hat: Holding, cycle: Cycle, text: str, rt: str = "") -> Result:
    """Households of one round in which somebody has that name. Two queries. Refused when too little is asked.

    Unsealing and comparing take about 0.15 s for 2,000 households with 7,000 people."""
    require(hat, Right.SCAN_NAMES, cycle.territory)
    if faults := sought_faults(text):
        raise Refused(*faults)
    names, rows = Names(hat, cycle), in_rt(cycle, rt)
    people = [names.opened(key, sealed) for _, key, sealed in rows]
    hits = found_in(Sought.of(text), (_names(one) for one in people))
    best = hits[:MOST]
    homes = cycle.households.defer("facts", "members").in_bulk([rows[hit.home][0] for hit in best])
    with transaction.atomic():
        record(hat, "scan.sought", "cycle", cycle.pk, cycle.territory, {"found": len(hits)})
    return Result(
        [
            Match(homes[rows[hit.home][0]], _names(people[hit.home])[hit.place], hit.place == 0, hit.fit)
            for hit in best
        ],
        len(hits),
    )


def _names(one: Identity) -> tuple[str, ...]:
    """The head first, then everybody else who lives there."""
    return (one.head, *(name for name in one.names if name != one.head))
