"""A table of proposals written down as its preview says, unit by unit, each in a transaction of its own."""

import json
from itertools import groupby

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Exchange, ExchangeRow, Proposal
from berdaya.deliberation.rules.proposing import Unit, most_of, practice_on
from berdaya.deliberation.services.comparing import Deed, Planned, Preview, by_unit, cycles_of, in_rank
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.proposing import propose, save_draft
from berdaya.deliberation.services.ranking import rank


def batches_of(seen: Preview) -> list[list[Planned]]:
    """What is written together: the rows of one unit."""
    return [list(rows) for _, rows in groupby(sorted(seen.planned, key=by_unit), key=by_unit)]


def write_batch(hat: Holding, exchange: Exchange, rows: list[Planned]) -> None:
    """Do what the preview says for one unit, in one transaction."""
    years = cycles_of(exchange.cycle)
    with transaction.atomic():
        made: list[Proposal] = []
        for one in in_rank(rows):
            proposal = _write(hat, years[one.line.village], one)
            if one.deed is Deed.NEW:
                made.append(proposal)
            _keep(exchange, one, proposal)
        unit = rows[0].line.unit
        if made and unit is not None:
            _rank(hat, years[rows[0].line.village], unit, made)
            told = {"rows": len(made)}
            record(hat, "deliberation.exchanged", "exchange", exchange.pk, unit.territory, told)


def _write(hat: Holding, cycle: Cycle, one: Planned) -> Proposal:
    line = one.line
    if one.proposal is not None:
        if one.deed is Deed.MOVE and line.state is not None:
            seen = one.proposal.state
            step = Step(line.state, line.reason, line.words, line.target, seen=seen)
            return move(hat, one.proposal, step)
        return one.proposal
    assert line.unit is not None
    draft = save_draft(hat, cycle, line.unit, line.facts)
    return propose(hat, draft) if one.deed is Deed.NEW else draft


def _rank(hat: Holding, cycle: Cycle, unit: Unit, made: list[Proposal]) -> None:
    present = doors.list_of(cycle, unit)
    before = [one.pk for one in doors.ranked(present)] if present else []
    most = most_of(unit, practice_on(today_in(unit.territory)))
    rank(hat, cycle, unit, [*before, *(one.pk for one in made)][:most] if len(before) < most else before)


def _keep(exchange: Exchange, one: Planned, proposal: Proposal) -> None:
    row = ExchangeRow(exchange=exchange, line=one.line.row, proposal=proposal, deed=one.deed.value)
    cells = dict(one.line.unknown)
    row.seal(json.dumps(cells, ensure_ascii=False) if cells else "")
    known = ExchangeRow.objects.filter(exchange=exchange, line=one.line.row)
    if not known.exists():
        row.save(force_insert=True)
