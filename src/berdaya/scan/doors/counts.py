"""How many households of a round show each sign: by the register, by the visits, by the village meeting."""

from collections.abc import Mapping

from berdaya.scan.models import Cycle
from berdaya.scan.rules.checking import Value
from berdaya.scan.rules.counting import signs_counted
from berdaya.scan.rules.musdes import on_the_list


def register_signs(cycle: Cycle) -> Mapping[str, Value | None]:
    """Of all households of the work list, as the register judges them."""
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
    """Households of the work list by decile; None for those without one."""
    found: dict[int | None, int] = {}
    for decile in cycle.households.values_list("decile", flat=True):
        found[decile] = found.get(decile, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)))
