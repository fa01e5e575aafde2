"""What this room tells of the chain: how many households of decile 1 the newest register holds."""

from berdaya.access.models import Holding
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Reach
from berdaya.register import coverage, doors


def reach_for(hat: Holding) -> Reach | None:
    """Of the territory of the hat; nothing without deciles, or where the count may not be shown."""
    code = hat.territory
    snapshot = coverage.newest_with(hat, code)
    counted = doors.counted(snapshot, code) if snapshot else None
    if snapshot is None or counted is None or counted.decile1 is None or not counted.decile1.open(code):
        return None
    places = sum(1 for one in counted.persons if (one + ".").startswith(code + "."))
    return Reach(
        "register",
        counted.decile1.counts.get(code, 0),
        "rumah tangga desil 1",
        (f"{format_count(places)} desa/kelurahan", f"{snapshot.register} {format_date(snapshot.edition)}"),
    )
