"""Guarded reads of tables that offices exchange."""

import json
from collections.abc import Sequence

from django.http import Http404

from berdaya.access.doors import allowed, not_yours, require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Exchange, ExchangeRow, Proposal
from berdaya.deliberation.rules.states import State

MOST = 20


def exchange_for(hat: Holding, pk: int) -> Exchange:
    """One table; 404 for one that is absent or of another place."""
    found = Exchange.objects.select_related("cycle").filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    require(hat, Right.DELIBERATION_VERIFY, found.territory)
    return found


def exchanges_of(hat: Holding, cycle: Cycle) -> list[Exchange]:
    """The latest tables of a year."""
    require(hat, Right.DELIBERATION_VERIFY, cycle.territory)
    return list(Exchange.objects.filter(cycle=cycle)[:MOST])


def handed_on(hat: Holding, cycle: Cycle) -> tuple[list[Proposal], dict[int, int]]:
    """The proposals of a year (of a kecamatan: of its villages) and their ranks; drafts stay at home."""
    require(hat, Right.DELIBERATION_VERIFY, cycle.territory)
    if doors.is_village(cycle.territory):
        cycles = [cycle]
    else:
        cycles = list(Cycle.objects.within(cycle.territory).filter(plan_year=cycle.plan_year))
    rows = Proposal.objects.filter(cycle__in=cycles).exclude(state=State.DRAFT.value).told()
    ranks = {
        item.proposal_id: item.position
        for one in cycles
        for ranked in doors.lists_of(one)
        for item in ranked.items.all()
        if doors.unit_of(ranked) == doors.unit_of(item.proposal)
    }
    return sorted(rows, key=lambda p: (p.cycle.territory, p.number or 0)), ranks


def kept_of(hat: Holding, cycle: Cycle, proposals: Sequence[Proposal]) -> dict[int, dict[str, str]]:
    """What came with each proposal in columns that have no meaning here, the newest table last: it goes out
    again as it came, to those who verify. One query."""
    require(hat, Right.DELIBERATION_VERIFY, cycle.territory)
    rows = ExchangeRow.objects.filter(proposal__in=[one.pk for one in proposals]).exclude(sealed_cells="")
    found: dict[int, dict[str, str]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.proposal_id, {}).update(json.loads(row.open_cells))
    return found


def kept_cells(hat: Holding, proposal: Proposal) -> list[tuple[str, str]]:
    """Columns of an exchanged table that have no meaning here, for those who verify."""
    if not allowed(hat, Right.DELIBERATION_VERIFY, proposal.territory).allowed:
        return []
    row = ExchangeRow.objects.filter(proposal=proposal).exclude(sealed_cells="").order_by("-pk").first()
    return list(json.loads(row.open_cells).items()) if row is not None else []
