"""What this room tells of the chain: how many households of decile 1 were visited and looked at twice."""

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Reach
from berdaya.register.rules.ranking import POOREST
from berdaya.scan.doors.cycles import visible_to
from berdaya.scan.models import Household
from berdaya.scan.models.cycle import Standing


def reach_for(hat: Holding) -> Reach | None:
    """Of all rounds that this hat sees; nothing where nobody works yet."""
    if not allowed(hat, Right.SCAN_SEE).allowed:
        return None
    rounds = list(visible_to(hat).values_list("pk", flat=True))
    if not rounds:
        return None
    seen = Household.objects.filter(cycle__in=rounds, decile=POOREST, visit=Standing.VERIFIED)
    return Reach("scan", seen.count(), "sudah dikunjungi", (f"di {format_count(len(rounds))} tempat",))
