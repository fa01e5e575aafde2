"""Answers of the levels above the kecamatan, and of a desa for what it pays itself.

answer(hat, proposal, Answering(State.ACCEPTED, amount=…, activity="…"), seen="diverifikasi_opd")
answer_many(hat, [7, 3], State.RKPD, basis="Perwali 21/2026", seen="diterima")   as last given

An agency answers what is addressed to it; plan and budget are Bappeda's, or the desa's own.
"""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.models import Holding
from berdaya.deliberation import doors, upward_doors
from berdaya.deliberation.models import Answer, Move, Proposal
from berdaya.deliberation.rules.states import ANSWERED, BACKWARD, State, Target
from berdaya.deliberation.rules.upward import Answering, answer_faults
from berdaya.deliberation.services.moving import Step, may_move, move
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
        step = Step(given.to, given.reason, given.words, given.target, seen=seen, answered=True)
        done = move(hat, mine, step)
        _keep(hat, done, given)
    return done


def _keep(hat: Holding, done: Proposal, given: Answering) -> None:
    """The answer beside its move, and on the proposal what it gives now."""
    written = Move.objects.filter(proposal=done).last()
    assert written is not None
    routed = given.to is State.ROUTED and given.target == Target.AGENCY
    agency = " ".join(given.agency.split())[:120] if routed else done.agency
    by = hat.body or done.agency
    given_now = given.to in ANSWERED
    Answer.objects.create(
        move=written,
        agency=by[:120],
        amount=given.amount if given_now else None,
        volume=given.volume if given_now else None,
        unit=done.unit if given_now and given.volume is not None else "",
        code=" ".join(given.code.split())[:40],
        activity=" ".join(given.activity.split())[:200] if given_now else "",
        basis=" ".join(given.basis.split())[:120] if given_now else "",
    )
    done.agency = agency
    done.granted = given.amount if given_now else None
    done.save(update_fields=["agency", "granted", "changed_at"])
    told: dict[str, Fact] = {"to": given.to.value, "amount": given.amount or 0}
    record(hat, "deliberation.answered", "proposal", done.pk, done.territory, told)


def answer_many(hat: Holding, order: Sequence[int], to: State, *, basis: str, seen: str) -> int:
    """The same answer to many, each with the amount and activity that it was given last. All or none."""
    if not order:
        raise Refused(Finding("upward.empty", "daftar", "belum dipilih", "Centang sedikitnya satu usulan."))
    if to not in ANSWERED:
        raise Refused(Finding("upward.to", "langkah", "hanya satu per satu", "Buka usulannya."))
    with transaction.atomic():
        for pk in dict.fromkeys(order):
            mine = doors.proposal_for(hat, pk)
            answer(hat, mine, _as_before(mine, to, basis), seen)
    return len(set(order))


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


def _changed(mine: Proposal) -> Finding:
    advice = "Muat ulang halamannya untuk melihat jawaban terakhir."
    problem = f"sudah menjadi “{mine.standing.words}”"
    if mine.granted:
        problem += f", {format_rupiah(mine.granted)}"
    return Finding("upward.changed", mine.label, problem, advice)
