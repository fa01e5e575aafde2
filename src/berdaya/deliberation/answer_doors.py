"""Guarded reads of tables of answers: whose they are, and what an answer may be given to."""

from collections.abc import Iterable

from django.http import Http404

from berdaya.access.doors import not_yours, require, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import AnswerTable, Proposal
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.answering import may_answer
from berdaya.deliberation.upward_doors import in_states_for

MOST = 20
_WAITING = frozenset({State.AGENCY, State.ROUTED})


def table_for(hat: Holding, pk: int) -> AnswerTable:
    """One table; 404 for one that is absent, of another place or of another agency."""
    found = AnswerTable.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    require(hat, Right.DELIBERATION_VERIFY, found.territory)
    if not _of_body(hat, found):
        raise Http404
    return found


def tables_of(hat: Holding, year: int) -> list[AnswerTable]:
    """The latest tables of a year that this hat may look at."""
    require(hat, Right.DELIBERATION_VERIFY)
    found = AnswerTable.objects.within(hat.territory).filter(plan_year=year)
    if Role(hat.role) is Role.AGENCY:
        found = found.filter(territory=hat.territory)
    return [one for one in found if _of_body(hat, one)][:MOST]


def _of_body(hat: Holding, found: AnswerTable) -> bool:
    own = " ".join(hat.body.casefold().split()) == " ".join(found.body.casefold().split())
    return own or Role(hat.role) is not Role.AGENCY


def waiting_for(hat: Holding, year: int) -> list[Proposal]:
    """What this hat may accept or stop as an agency, in the order of the desk."""
    found = in_states_for(hat, year, _WAITING)
    return [one for one in found if State.ACCEPTED in may_answer(hat, one)]


def numbered(hat: Holding, year: int, numbers: Iterable[int]) -> list[Proposal]:
    """Proposals of a year with one of these numbers within the hat's territory, with their moves."""
    rows = Proposal.objects.filter(cycle__plan_year=year, number__in=list(numbers), **territory_filter(hat))
    return list(rows.exclude(state__in=[State.DRAFT.value, State.WITHDRAWN.value]).told())
