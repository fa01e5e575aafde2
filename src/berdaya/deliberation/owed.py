"""What is owed above the village, read from the database: for tasks, for the text to send, for the night."""

from datetime import date

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.access.territory import within_filter
from berdaya.deliberation.models import Proposal, Stage
from berdaya.deliberation.rules.carrying import calendar_of
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.proposing import practice_on
from berdaya.deliberation.rules.reminding import Owed, Standing, all_owed
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.rules.upward import same_body
from berdaya.region.rules.codes import upward

_AS = {Role.LURAH: Role.OPERATOR, Role.KECAMATAN_STAFF: Role.CAMAT}
"""Who shares the desk of another role: either may do what is owed."""
_FIELDS = ("cycle__territory", "state", "agency", "target", "source")
_WAITING = (
    State.CHOSEN, State.ROUTED, State.FORWARDED, State.KECAMATAN, State.AGENCY, State.ACCEPTED, State.RKPD,
    State.KUA,
)  # fmt: skip


def owed_in(territory: str, year: int) -> list[Owed]:
    """Every step that somebody of this territory owes for a year, in two queries."""
    rows = Proposal.objects.filter(cycle__plan_year=year, **within_filter(territory, "territory"))
    found = rows.in_states(frozenset(_WAITING)).order_by().values_list(*_FIELDS)
    standing = [Standing(v, State(s), agency, target, source) for v, s, agency, target, source in found]
    return all_owed(standing, _days(territory, year)) if standing else []


def _days(territory: str, year: int) -> dict[tuple[str, StageKind], date]:
    """The last days of all calendars in and over a territory; the rulebook's for whoever has none."""
    cycles = within_filter(territory, "cycle__territory")
    inside = Stage.objects.filter(cycle__plan_year=year, **cycles)
    over = Stage.objects.filter(cycle__plan_year=year, cycle__territory__in=upward(territory))
    usual = calendar_of(year, practice_on(today_in(territory)).stages)
    days = {(part, one.kind): one.last for part in _outermost(territory) for one in usual}
    rows = (inside | over).values_list("cycle__territory", "kind", "last")
    return days | {(code, StageKind(kind)): last for code, kind, last in rows}


def _outermost(territory: str) -> list[str]:
    """The province of a territory: what holds there is the last resort for every place in it."""
    return [territory.split(".")[0]] if territory else []


def owed_by(hat: Holding, year: int) -> list[Owed]:
    """The steps that wait for this very hat: of its role and place, of its agency."""
    role = _AS.get(Role(hat.role), Role(hat.role))
    return [
        one
        for one in owed_in(hat.territory, year)
        if one.role is role
        and one.territory == hat.territory
        and (not one.body or same_body(one.body, hat.body))
    ]
