"""Guarded reads of tables of bookings: whose they are, what may be booked, which columns came with it."""

import json
from collections.abc import Sequence

from django.http import Http404

from berdaya.access.doors import not_yours, require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.models import BookedRow, BookingTable, Proposal
from berdaya.deliberation.rules.states import BOOKED, State, is_desa
from berdaya.deliberation.services.answering import may_answer
from berdaya.deliberation.upward_doors import in_states_for

MOST = 20
_WAITING = frozenset({State.ACCEPTED, State.CHOSEN, State.RKPD, State.KUA})


def table_for(hat: Holding, pk: int) -> BookingTable:
    """One table; 404 for one that is absent or of another place."""
    found = BookingTable.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    require(hat, Right.DELIBERATION_MERGE, found.territory)
    return found


def tables_of(hat: Holding, year: int) -> list[BookingTable]:
    """The latest tables of a year that this hat may look at."""
    require(hat, Right.DELIBERATION_MERGE)
    return list(BookingTable.objects.within(hat.territory).filter(plan_year=year)[:MOST])


def waiting_for(hat: Holding, year: int) -> list[Proposal]:
    """What this hat may book, in the order of the desk; the choice of a desa is its own to book."""
    found = in_states_for(hat, year, _WAITING)
    return [one for one in found if _own(hat, one) and BOOKED & set(may_answer(hat, one))]


def _own(hat: Holding, one: Proposal) -> bool:
    return one.standing is not State.CHOSEN or (is_desa(hat.territory) and is_desa(one.territory))


def kept_of(hat: Holding, proposals: Sequence[Proposal]) -> dict[int, dict[str, str]]:
    """What came with each proposal in columns that have no meaning here, the newest table last. One query."""
    require(hat, Right.DELIBERATION_MERGE)
    rows = BookedRow.objects.filter(proposal__in=[one.pk for one in proposals]).exclude(sealed_cells="")
    found: dict[int, dict[str, str]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.proposal_id, {}).update(json.loads(row.open_cells))
    return found
