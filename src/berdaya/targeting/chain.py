"""What this room tells of the chain: how many households of decile 1 live in the places of the decree."""

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Reach
from berdaya.targeting import doors


def reach_for(hat: Holding) -> Reach | None:
    """Under the decree that holds, within the territory of the hat; nothing without a decree."""
    if not allowed(hat, Right.TARGETING_SEE).allowed:
        return None
    decree = doors.decree_over(hat, today_in(hat.territory))
    if decree is None:
        return None
    rows = [row for row in doors.results_of(decree.discussion.computation) if covers(hat.territory, row.code)]
    chosen = [row for row in rows if row.decided]
    facts = (f"{format_count(len(chosen))} dari {format_count(len(rows))} tempat", f"Nomor {decree.number}")
    return Reach("targeting", sum(row.n for row in chosen), "di tempat dampingan", facts)
