"""Lines of an intervention plan as proposals: the plan is read and named as the origin, never written to."""

from berdaya.access.models import Holding
from berdaya.deliberation.rules.kinds import Origin
from berdaya.deliberation.rules.proposing import Facts
from berdaya.region.rules.codes import Level, part_of
from berdaya.scan.doors.plans import Takeable, takeable_lines_for

MOST_LETTERS = 120


def lines_to_take(hat: Holding, territory: str, year: int) -> list[Takeable]:
    """Lines of the plan in force in the village of a unit for a year, as far as the hat may see them."""
    village = part_of(territory, Level.VILLAGE)
    return takeable_lines_for(hat, village, year) if village else []


def facts_from(lines: list[Takeable], asked: str) -> Facts:
    """What the line that an address asks for says of a proposal; nothing where none is asked for."""
    line = next((one for one in lines if str(one.number) == asked), None)
    if line is None:
        return Facts(title="")
    return Facts(
        title=line.action[:MOST_LETTERS],
        cost=line.cost,
        origin=Origin.SCAN.value,
        origin_text=f"{line.words}: {line.volume} {line.unit}",
        origin_link=line.address,
    )
