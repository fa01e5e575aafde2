"""How many households a round has, and how many show each sign: by register, visits and village meeting."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Count, Q

from berdaya.scan.models import Cycle, Household
from berdaya.scan.models.cycle import Origin, Standing
from berdaya.scan.rules.checking import Value
from berdaya.scan.rules.counting import Homes, signs_counted
from berdaya.scan.rules.musdes import on_the_list

_COUNTED: Final = {  # in the order of `Homes`
    "register": Q(origin=Origin.REGISTER),
    "added": Q(origin=Origin.MUSDES),
    "back": Q(visit=Standing.RETURNED),
    "sent": Q(visit=Standing.SENT),
    "checked": Q(visit=Standing.VERIFIED),
}


def homes_of(cycles: Sequence[Cycle]) -> dict[int, Homes]:
    """The households of each round; a round without any is there too. One query for all."""
    rows = Household.objects.filter(cycle__in=cycles).order_by().values_list("cycle")
    counts = {name: Count("pk", filter=which) for name, which in _COUNTED.items()}
    found = {cycle: Homes(*many) for cycle, *many in rows.annotate(**counts)}
    return {one.pk: found.get(one.pk, Homes()) for one in cycles}


def homes_in(cycle: Cycle) -> Homes:
    return homes_of([cycle])[cycle.pk]


def register_signs(cycle: Cycle) -> Mapping[str, Value | None]:
    """Of the households that the register knows; of one that the meeting added it says nothing."""
    return signs_counted(cycle.households.values_list("bits", flat=True))


def field_signs(cycle: Cycle) -> Mapping[str, Value | None]:
    """Of the households whose visit was checked, as the visit found them."""
    rows = cycle.households.exclude(field_bits="").values_list("field_bits", flat=True)
    return signs_counted(rows)


def decided_signs(cycle: Cycle) -> Mapping[str, Value | None]:
    """Of the households that the village meeting kept on the list or added, as it settled their signs."""
    rows = cycle.households.exclude(decided_bits="").values_list("decision", "decided_bits")
    return signs_counted(bits for decision, bits in rows if on_the_list(decision))


def deciles_of(cycle: Cycle) -> dict[int | None, int]:
    """Households of the work list by decile; None for those without one, and for those that were added."""
    found: dict[int | None, int] = {}
    for decile in cycle.households.values_list("decile", flat=True):
        found[decile] = found.get(decile, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)))
