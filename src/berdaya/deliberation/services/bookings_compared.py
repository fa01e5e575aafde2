"""What a table of bookings would do: each row with what the booking by hand would refuse."""

from collections.abc import Iterator

from berdaya.access.models import Holding
from berdaya.deliberation import upward_doors
from berdaya.deliberation.answer_rows import AnswerLine, AnswerLines
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.upward import Answering, Asked, answer_faults
from berdaya.deliberation.services.answering import may_answer
from berdaya.deliberation.services.answers_compared import (
    Planned,
    Preview,
    compared,
    deed_words,
    odd,
    same_gift,
)
from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_rupiah


def bookings_compared(hat: Holding, year: int, lines: AnswerLines) -> Preview:
    """What each good row would book."""
    return compared(hat, year, lines, _planned)


def _planned(hat: Holding, line: AnswerLine, one: Proposal) -> tuple[Planned, list[Finding]]:
    asked = upward_doors.asked_of(one)
    given = _given(line, one, asked)
    if _recorded(one, line):
        return Planned(line, one, None, f"sudah tercatat: {one.label}, {one.standing.words}"), []
    faults = [
        Finding(f.code, line.where, f"{f.where} {f.problem}".strip(), f.advice, f.severity)
        for f in _against(hat, one, given)
    ]
    faults = faults or list(odd(line, one, given, asked))
    return Planned(line, one, given, deed_words(one, given, asked)), faults


def _given(line: AnswerLine, one: Proposal, asked: Asked) -> Answering:
    """As a form would bring it: what is empty stands as it was answered last."""
    last = upward_doors.last_answer(one)
    before = last.answer if last else None
    return Answering(
        to=line.to,
        amount=asked.amount if line.amount is None else line.amount,
        volume=asked.volume if line.volume is None else line.volume,
        code=line.activity_code or (before.code if before else ""),
        activity=line.activity or (before.activity if before else "") or one.title,
        basis=line.basis,
        words=line.words,
    )


def _recorded(one: Proposal, line: AnswerLine) -> bool:
    """Does the proposal stand there by this very booking?"""
    last = upward_doors.last_answer(one)
    if last is None or last.after != line.to.value or one.state != line.to.value:
        return False
    told = ((line.basis, last.answer.basis), (line.activity, last.answer.activity))
    return same_gift(one, last, line) and all(not given or given == kept for given, kept in told)


def _against(hat: Holding, one: Proposal, given: Answering) -> Iterator[Finding]:
    """What the booking by hand would refuse, in its order."""
    if given.to in may_answer(hat, one):
        yield from answer_faults(given, upward_doors.asked_of(one))
        return
    problem = f"{one.label} {one.standing.words}"
    if one.granted:
        problem += f", {format_rupiah(one.granted)}"
    advice = "Hapus barisnya, atau catat tahap sebelumnya dahulu; langkah tingkat lain dicatat di sana."
    yield Finding("bookings.way", "", f"{problem}; tidak dapat {given.to.words}", advice)
