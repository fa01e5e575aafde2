"""What the kelurahan does for others: type in a paper list on behalf of a unit, value the criteria."""

from collections.abc import Sequence

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Proposal, RankedList
from berdaya.deliberation.rules.proposing import Had, PaperRow, Unit, paper_faults
from berdaya.deliberation.services.proposing import propose, save_draft
from berdaya.deliberation.services.ranking import rank, rankable
from berdaya.deliberation.session_doors import is_decided
from berdaya.kernel.findings import Finding, Refused


def not_ranked(cycle: Cycle, unit: Unit) -> list[Proposal]:
    """What the unit has and has not ranked yet, the carried ones first: the paper form may name them."""
    present = doors.list_of(cycle, unit)
    inside = {one.pk for one in doors.ranked(present)} if present else set()
    return [one for one in rankable(cycle, unit) if one.pk not in inside]


def enter_list(hat: Holding, cycle: Cycle, unit: Unit, rows: Sequence[PaperRow]) -> RankedList:
    """Write the rows of a paper form as proposals, in their order, behind those ranked already."""
    doors.require_unit(hat, unit)
    if not rows:
        advice = "Isi sedikitnya satu baris."
        raise Refused(Finding("deliberation.empty", "formulir", "tidak memuat usulan", advice))
    had = [Had(one.pk, one.label, doors.likely(doors.facts_of(one))) for one in not_ranked(cycle, unit)]
    if faults := paper_faults(rows, had):
        raise Refused(*faults)
    with transaction.atomic():
        made = [_entered(hat, cycle, unit, row) for row in rows]
        present = doors.list_of(cycle, unit)
        before = [one.pk for one in doors.ranked(present)] if present and present.open else []
        done = rank(hat, cycle, unit, list(dict.fromkeys([*before, *made])))
        record(hat, "deliberation.entered", "rankedlist", done.pk, unit.territory, {"rows": len(rows)})
    return done


def _entered(hat: Holding, cycle: Cycle, unit: Unit, row: PaperRow) -> int:
    """The key of the proposal that a row stands for, written where it is new."""
    if row.facts is None:
        assert row.known is not None
        return row.known
    return propose(hat, save_draft(hat, cycle, unit, row.facts)).pk


def assess(
    hat: Holding, proposal: Proposal, urgency: int | None, fit: int | None, readiness: int | None
) -> Proposal:
    """Value the three criteria that nobody can count, 1 to 5."""
    doors.require_home(hat, Right.DELIBERATION_VERIFY, proposal.cycle.territory)
    with transaction.atomic():
        mine = doors.proposal_for(hat, proposal.pk, lock=True)
        if is_decided(mine.cycle):
            advice = "Nilainya sudah dipakai; hasilnya tidak berubah lagi."
            raise Refused(Finding("deliberation.valued", "nilai", "musrenbangnya sudah ditetapkan", advice))
        mine.urgency, mine.fit, mine.readiness = urgency, fit, readiness
        mine.save(update_fields=["urgency", "fit", "readiness", "changed_at"])
        told = {"urgency": urgency or 0, "fit": fit or 0, "readiness": readiness or 0}
        record(hat, "deliberation.assessed", "proposal", mine.pk, mine.territory, told)
    return mine
