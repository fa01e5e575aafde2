"""How far the assisted places of a kabupaten are, stage by stage: the board of places, summed up."""

from dataclasses import dataclass

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.region.rules.codes import Level, level_of
from berdaya.targeting.board import StageSum, board, stage_sums
from berdaya.targeting.doors import decree_in_force
from berdaya.targeting.models import Decree


@dataclass(frozen=True, slots=True)
class Standings:
    """The places of the decree that holds, and how many of them stand where in each stage."""

    decree: Decree
    places: int
    stages: list[StageSum]


def standings_for(hat: Holding) -> Standings | None:
    """For whoever looks after a whole kabupaten. An agency sees its own places only, so a sum over all would
    tell it that nobody works in the others."""
    whole = bool(hat.territory) and level_of(hat.territory) is Level.KABUPATEN and hat.role != Role.AGENCY
    if not whole or not allowed(hat, Right.TARGETING_SEE).allowed:
        return None
    today = today_in(hat.territory)
    decree = decree_in_force(hat.territory, today)
    if decree is None:
        return None
    rows = board(hat, decree, today)
    return Standings(decree, len(rows), stage_sums(rows))
