"""Write down who pledges what for a proposal, what came in, what was let go; print the letter that asks.

pledge(hat, proposal, Pledge(...))     receive(hat, pledge, Written(...))
let_go(hat, pledge, reason)            take_back(hat, receipt, reason)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors
from berdaya.deliberation.models import Contribution, Proposal
from berdaya.deliberation.printing_support import Letter, letter_paper, letter_values
from berdaya.deliberation.rules.contributing import (
    PATH,
    Form,
    Giver,
    Kind,
    Sums,
    Written,
    by_pledge,
    pledge_faults,
    receipt_faults,
    undoing_faults,
)
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.support_doors import RECEIVING, may_support, rows_of, source_of
from berdaya.documents.models import Document
from berdaya.documents.services import Asked, issue
from berdaya.kernel.findings import Finding, Refused

TEMPLATE: Final = "deliberation/support_letter"


@dataclass(frozen=True, slots=True)
class Pledge:
    giver: Giver
    form: Form
    what: Written
    name: str = ""


def pledge(hat: Holding, proposal: Proposal, given: Pledge) -> Contribution:
    """Somebody promises money, goods or labour."""
    with transaction.atomic():
        mine = _open(hat, proposal, PATH)
        today = today_in(mine.territory)
        _refuse(pledge_faults(given.giver, given.name, given.form, given.what, today))
        row = Contribution(
            proposal=mine, kind=Kind.PLEDGE.value, giver=given.giver.value, name=_plain(given.name),
            form=given.form.value, **_written(given.what, hat),
        )  # fmt: skip
        return _put(hat, row, mine)


def receive(hat: Holding, promised: Contribution, what: Written) -> Contribution:
    """Some or all of a pledge came in, with proof."""
    with transaction.atomic():
        mine = _open(hat, promised.proposal, RECEIVING)
        _refuse(receipt_faults(_stands(mine, promised), promised.on, what, today_in(mine.territory)))
        return _put(hat, _about(promised, Kind.RECEIPT, **_written(what, hat)), mine)


def let_go(hat: Holding, promised: Contribution, reason: str) -> Contribution:
    """What is still open of a pledge will not come."""
    with transaction.atomic():
        mine = _open(hat, promised.proposal, RECEIVING)
        rest = _stands(mine, promised).open
        _refuse(undoing_faults(rest, rest, reason))
        what = Written(rest, today_in(mine.territory), reason)
        return _put(hat, _about(promised, Kind.LET_GO, **_written(what, hat)), mine)


def take_back(hat: Holding, receipt: Contribution, reason: str) -> Contribution:
    """A receipt was written down wrongly."""
    with transaction.atomic():
        mine = _open(hat, receipt.proposal, RECEIVING)
        if Contribution.objects.filter(undoes=receipt).exists():
            raise Refused(_fault("undone", "penerimaan", "sudah dibatalkan", "Muat ulang halamannya."))
        _refuse(undoing_faults(receipt.value, receipt.value, reason))
        assert receipt.pledge is not None
        what = Written(receipt.value, today_in(mine.territory), reason)
        row = _about(receipt.pledge, Kind.TAKEN_BACK, undoes=receipt, **_written(what, hat))
        return _put(hat, row, mine)


def print_letter(hat: Holding, proposal: Proposal, letter: Letter) -> Document:
    """The letter that asks a firm or a forum for support."""
    require(hat, Right.DELIBERATION_VERIFY, proposal.territory)
    paper = letter_paper(proposal, letter)
    asked = Asked(
        territory=doors.village_of(proposal.territory),
        source=source_of(proposal),
        template=TEMPLATE,
        paper=paper,
        values=letter_values(proposal, letter),
        link=f"/rembug/usulan/{proposal.pk}/dukungan/",
        reading=Right.DELIBERATION_SEE,
    )
    return issue(hat.person, asked)


# ---------- inside ----------


def _open(hat: Holding, proposal: Proposal, states: frozenset[State]) -> Proposal:
    mine = doors.proposal_for(hat, proposal.pk, lock=True)
    if not may_support(hat, mine):
        advice = "Minta pengusulnya atau operator kelurahan mencatatnya."
        raise Refused(_fault("not_yours", "dukungan", "bukan usulan Anda", advice))
    if mine.standing not in states:
        problem = f"usulan ini {mine.standing.words}"
        advice = "Dukungan dicatat sesudah disepakati rembug dan sebelum serah terima."
        raise Refused(_fault("state", "dukungan", problem, advice))
    return mine


def _stands(proposal: Proposal, promised: Contribution) -> Sums:
    return by_pledge(one.entry for one in rows_of(proposal))[promised.pk]


def _about(promised: Contribution, kind: Kind, **fields: object) -> Contribution:
    return Contribution(
        proposal_id=promised.proposal_id, kind=kind.value, pledge=promised, giver=promised.giver,
        name=promised.name, form=promised.form, **fields,
    )  # fmt: skip


def _written(what: Written, hat: Holding) -> dict[str, object]:
    words, proof = _plain(what.words)[:200], _plain(what.proof)[:80]
    return {"value": what.value, "on": what.on, "words": words, "proof": proof, "by": hat.person}


def _put(hat: Holding, row: Contribution, proposal: Proposal) -> Contribution:
    row.save(force_insert=True)
    told: dict[str, Fact] = {"kind": row.kind, "giver": row.giver, "value": row.value}
    record(hat, "deliberation.supported", "proposal", proposal.pk, proposal.territory, told)
    return row


def _refuse(faults: Iterable[Finding]) -> None:
    if found := list(faults):
        raise Refused(*found)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"support.{code}", where, problem, advice)
