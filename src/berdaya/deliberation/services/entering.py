"""What the kelurahan does for others: type in a paper list on behalf of a unit, value the criteria."""

from collections.abc import Sequence

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Proposal, RankedList
from berdaya.deliberation.rules.proposing import Facts, Unit, proposal_faults
from berdaya.deliberation.services.proposing import propose, save_draft
from berdaya.deliberation.services.ranking import rank
from berdaya.kernel.findings import Finding, Refused


def enter_list(hat: Holding, cycle: Cycle, unit: Unit, rows: Sequence[Facts]) -> RankedList:
    """Write the rows of a paper form as proposals, in their order, behind those ranked already."""
    doors.require_unit(hat, unit)
    if not rows:
        advice = "Isi sedikitnya satu baris."
        raise Refused(Finding("deliberation.empty", "formulir", "tidak memuat usulan", advice))
    faults = [fault for n, row in enumerate(rows, 1) for fault in proposal_faults(row, f"baris {n}")]
    if faults:
        raise Refused(*faults)
    with transaction.atomic():
        made = [propose(hat, save_draft(hat, cycle, unit, row)) for row in rows]
        present = doors.list_of(cycle, unit)
        before = [one.pk for one in doors.ranked(present)] if present and present.open else []
        done = rank(hat, cycle, unit, [*before, *(one.pk for one in made)])
        record(hat, "deliberation.entered", "rankedlist", done.pk, unit.territory, {"rows": len(rows)})
    return done


def assess(
    hat: Holding, proposal: Proposal, urgency: int | None, fit: int | None, readiness: int | None
) -> Proposal:
    """Value the three criteria that nobody can count, 1 to 5."""
    require(hat, Right.DELIBERATION_VERIFY, proposal.territory)
    with transaction.atomic():
        mine = doors.proposal_for(hat, proposal.pk, lock=True)
        mine.urgency, mine.fit, mine.readiness = urgency, fit, readiness
        mine.save(update_fields=["urgency", "fit", "readiness", "changed_at"])
        told = {"urgency": urgency or 0, "fit": fit or 0, "readiness": readiness or 0}
        record(hat, "deliberation.assessed", "proposal", mine.pk, mine.territory, told)
    return mine
