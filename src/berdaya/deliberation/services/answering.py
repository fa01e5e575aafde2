"""Answers of the levels above the kecamatan, and of a desa for what it pays itself.

answer(hat, proposal, Answering(State.ACCEPTED, amount=…, activity="…"), seen="diverifikasi_opd")
answer_many(hat, [7, 3], State.RKPD, basis="Perwali 21/2026", seen="diterima")   as last given

An agency answers what is addressed to it; plan and budget are Bappeda's, or the desa's own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.models import Holding
from berdaya.deliberation import doors, upward_doors
from berdaya.deliberation.models import Answer, Move, Proposal
from berdaya.deliberation.rules.states import ANSWERED, BACKWARD, State, Target
from berdaya.deliberation.rules.upward import Answering, answer_faults
from berdaya.deliberation.services.moving import Step, may_move, move
from berdaya.deliberation.services.moving_many import move_many
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_rupiah

DESK: Final = frozenset({State.AGENCY, State.ROUTED, State.ACCEPTED, State.RKPD, State.KUA, State.CHOSEN})
"""States in which somebody above, or a desa for itself, may owe an answer."""
_ANSWERS: Final = ANSWERED | (BACKWARD - {State.MERGED})


def may_answer(hat: Holding, proposal: Proposal) -> list[State]:
    """Where this hat may lead a proposal by an answer; nothing where no answer is owed yet."""
    if proposal.standing not in DESK:
        return []
    ways = [state for state in may_move(hat, proposal) if state in _ANSWERS]
    return ways if ANSWERED & set(ways) else []


def answer(hat: Holding, proposal: Proposal, given: Answering, seen: str) -> Proposal:
    """Accept, change, book, return, refuse, delay or route a proposal. Refused when it moved since `seen`."""
    with transaction.atomic():
        mine = doors.proposal_for(hat, proposal.pk, lock=True)
        if seen != mine.state:
            raise Refused(_changed(mine))
        if found := list(answer_faults(given, upward_doors.asked_of(mine))):
            raise Refused(*found)
        if given.to not in _ANSWERS:
            raise Refused(_changed(mine))
        if given.to is State.ROUTED and given.target == Target.AGENCY:
            agency = upward_doors.named_agency(mine.territory, given.agency)
            given = replace(given, agency=agency)
        step = Step(given.to, given.reason, given.words, given.target, seen=seen, answered=True)
        done = move(hat, mine, step)
        _keep(hat, done, given)
    return done


def _keep(hat: Holding, done: Proposal, given: Answering) -> None:
    """The answer beside its move, and on the proposal what it gives now."""
    written = Move.objects.filter(proposal=done).last()
    assert written is not None
    written.proposal = done
    _answer(hat, written, given).save(force_insert=True)
    if given.to is State.ROUTED and given.target == Target.AGENCY:
        done.agency = " ".join(given.agency.split())[:120]
    done.granted = given.amount if given.to in ANSWERED else None
    done.save(update_fields=["agency", "granted", "changed_at"])
    told: dict[str, Fact] = {"to": given.to.value, "amount": given.amount or 0}
    record(hat, "deliberation.answered", "proposal", done.pk, done.territory, told)


def _answer(hat: Holding, move: Move, given: Answering) -> Answer:
    """Not yet written. An answer that stops a proposal gives nothing."""
    takes, one = given.to in ANSWERED, move.proposal
    agency = hat.body or (given.agency if given.to is State.ROUTED else "") or one.agency
    return Answer(
        move=move,
        agency=" ".join(agency.split())[:120],
        amount=given.amount if takes else None,
        volume=given.volume if takes else None,
        unit=one.unit if takes and given.volume is not None else "",
        code=" ".join(given.code.split())[:40] if takes else "",
        activity=" ".join(given.activity.split())[:200] if takes else "",
        basis=" ".join(given.basis.split())[:120] if takes else "",
    )


def answer_many(hat: Holding, order: Sequence[int], to: State, *, basis: str, seen: str) -> int:
    """The same answer to many, each with the amount and activity that it was given last. All or none."""
    if not order:
        raise Refused(Finding("upward.empty", "daftar", "belum dipilih", "Centang sedikitnya satu usulan."))
    if to not in ANSWERED:
        raise Refused(Finding("upward.to", "langkah", "hanya satu per satu", "Buka usulannya."))
    keys = list(dict.fromkeys(order))
    with transaction.atomic():
        found = upward_doors.proposals_to_answer(hat, keys)
        _refuse([_changed(one) for one in found if one.state != seen])
        given = {one.pk: _as_before(one, to, basis) for one in found}
        for one in found:
            _refuse(list(answer_faults(given[one.pk], upward_doors.asked_of(one))))
        amounts = {pk: one.amount for pk, one in given.items()}
        made = move_many(hat, dict.fromkeys(keys, Step(to, answered=True)), granted=amounts)
        Answer.objects.bulk_create(_answer(hat, move, given[move.proposal_id]) for move in made)
        told: dict[str, Fact] = {"to": to.value, "items": len(keys)}
        record(hat, "deliberation.answered_many", "proposal", keys[0], found[0].territory, told)
    return len(keys)


def _as_before(mine: Proposal, to: State, basis: str) -> Answering:
    last = upward_doors.last_answer(mine)
    before = last.answer if last else None
    asked = upward_doors.asked_of(mine)
    return Answering(
        to=to,
        amount=asked.amount,
        volume=asked.volume,
        code=before.code if before else "",
        activity=(before.activity if before else "") or mine.title,
        basis=basis,
    )


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)


def _changed(mine: Proposal) -> Finding:
    advice = "Muat ulang halamannya untuk melihat jawaban terakhir."
    problem = f"sudah menjadi “{mine.standing.words}”"
    if mine.granted:
        problem += f", {format_rupiah(mine.granted)}"
    return Finding("upward.changed", mine.label, problem, advice)
