"""The way of a statement: submit, withdraw, pass, return, sign, open again after a change of the DPA.

Each step is made once for a version; made again it changes nothing. The next to act gets a message, which
settles when he has acted.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact
from berdaya.access.audit import record as audit
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding, Person
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to, send_to_role, settle
from berdaya.budget import doors
from berdaya.budget.models import Answer, Draft, Statement, Step, Version
from berdaya.budget.rules import flow
from berdaya.budget.rules.flow import Kind, Move, State
from berdaya.budget.services.keeping import checked_record, write_version
from berdaya.kernel.findings import Finding, Refused

VERBS: Final = {
    Move.SUBMIT: "budget.submitted",
    Move.WITHDRAW: "budget.withdrawn",
    Move.PASS: "budget.passed",
    Move.RETURN: "budget.returned",
    Move.SIGN: "budget.signed",
    Move.REOPEN: "budget.reopened",
}


def submit(hat: Holding, pk: int, reasons: Mapping[str, str]) -> Version:
    """Lay a statement before the gender focal point.

    Refused while a finding holds it back that no reason overrules; the reasons are kept with the version.
    """
    with transaction.atomic():
        statement = doors.statement_for(hat, pk, lock=True)
        require(hat, Right.BUDGET_WRITE, statement.territory)
        if statement.standing is State.SUBMITTED:
            return doors.newest_of(statement)
        _require(flow.move_faults(Move.SUBMIT, statement.standing))
        draft = doors.draft_of(statement)
        record = draft.record if draft else doors.newest_of(statement).record
        blocking = checked_record(record).errors
        _require(flow.overruling_faults(blocking, reasons))
        version = _version_to_submit(hat, statement, draft)
        _answer(hat, version, {check: (Kind.OVERRULED, reasons[check]) for check in blocking})
        _step(hat, statement, version, Move.SUBMIT)
        _ask(
            statement,
            hat.person,
            Role.GENDER,
            "menunggu telaah",
            "Baca temuannya, lalu loloskan atau kembalikan.",
        )
    return version


def withdraw(hat: Holding, pk: int) -> Statement:
    """The makers take a statement back before anybody has reviewed it."""
    with transaction.atomic():
        statement = doors.statement_for(hat, pk, lock=True)
        require(hat, Right.BUDGET_WRITE, statement.territory)
        if statement.standing.open:
            return statement
        _require(flow.move_faults(Move.WITHDRAW, statement.standing))
        _step(hat, statement, doors.newest_of(statement), Move.WITHDRAW)
    return statement


def let_pass(hat: Holding, pk: int, answers: Mapping[str, tuple[Kind, str]]) -> Statement:
    """The gender focal point has no objection: every warning is accepted, or the check called mistaken."""
    with transaction.atomic():
        statement, version = _under(hat, pk, Right.BUDGET_REVIEW)
        if statement.standing is State.REVIEWED:
            return statement
        _require(flow.move_faults(Move.PASS, statement.standing))
        asked = checked_record(version.record).warnings
        _require(flow.answer_faults(asked, {check: kind for check, (kind, _) in answers.items()}))
        _answer(hat, version, {check: answers[check] for check in asked})
        _step(hat, statement, version, Move.PASS)
        why = "Sudah lolos telaah. Baca, lalu tanda tangani."
        _ask(statement, hat.person, _signer_of(statement.territory), "menunggu tanda tangan", why)
    return statement


def send_back(hat: Holding, pk: int, reason: str) -> Statement:
    """Reviewer or signer returns it with the reason; the makers go on writing."""
    if not flow.said(reason):
        raise Refused(flow.no_reason("apa yang harus diperbaiki"))
    with transaction.atomic():
        seen = doors.statement_for(hat, pk)
        right = Right.BUDGET_SIGN if seen.standing is State.REVIEWED else Right.BUDGET_REVIEW
        statement, version = _under(hat, pk, right)
        if statement.standing is State.RETURNED:
            return statement
        _require(flow.move_faults(Move.RETURN, statement.standing))
        words = " ".join(reason.split())[:400]
        _step(hat, statement, version, Move.RETURN, words)
        _tell(statement, version.made_by, hat.person, "dikembalikan", words, awaits=_awaits(statement))
    return statement


def sign(hat: Holding, pk: int, number: str = "", day: date | None = None) -> Statement:
    """The head of the office signs. From now on this version is the one that is carried out.

    `number` and `day` are those of the paper; without a number the office's book gives one.
    """
    today = today_in(hat.territory)
    if day is not None and day > today:
        advice = "Tulis hari penandatanganan, paling lambat hari ini."
        raise Refused(Finding("budget.future", "tanggal naskah", "di masa depan", advice))
    with transaction.atomic():
        statement, version = _under(hat, pk, Right.BUDGET_SIGN)
        if statement.standing is State.SIGNED:
            return statement
        _require(flow.move_faults(Move.SIGN, statement.standing))
        statement.signed = version.number
        paper: dict[str, Any] = {"paper_number": " ".join(number.split())[:80], "paper_date": day or today}
        _step(hat, statement, version, Move.SIGN, **paper)
        _tell(statement, version.made_by, hat.person, "ditandatangani", f"Versi {version.number} berlaku.")
    return statement


def reopen(hat: Holding, pk: int, reason: str) -> Statement:
    """The DPA changed: write a new version from the signed one, which holds until the new one is signed."""
    if not flow.said(reason):
        raise Refused(flow.no_reason("apa yang berubah, misalnya nomor dan tanggal DPA perubahan"))
    with transaction.atomic():
        statement = doors.statement_for(hat, pk, lock=True)
        require(hat, Right.BUDGET_WRITE, statement.territory)
        if statement.standing.open:
            return statement
        _require(flow.move_faults(Move.REOPEN, statement.standing))
        version = doors.newest_of(statement)
        Draft.objects.create(
            statement=statement,
            record=version.record,
            based_on=version.number,
            came_from=f"perubahan versi {version.number}",
            changed_by=hat.person,
            hands=[hat.person_id],
        )
        _step(hat, statement, version, Move.REOPEN, " ".join(reason.split())[:400])
    return statement


def _version_to_submit(hat: Holding, statement: Statement, draft: Draft | None) -> Version:
    """A draft becomes the next version; without one the newest goes, unless it has been on its way before."""
    if draft is not None:
        made = write_version(statement, hat, draft.record, draft.came_from, draft.hands)
        draft.delete()
        return made
    newest = doors.newest_of(statement)
    if not newest.steps.exists():
        return newest
    return write_version(statement, hat, newest.record, newest.came_from, newest.hands)


def _under(hat: Holding, pk: int, right: Right) -> tuple[Statement, Version]:
    """The locked statement and its version, for somebody who may decide on it and has not made it."""
    statement = doors.statement_for(hat, pk, lock=True)
    require(hat, right, statement.territory)
    version = doors.newest_of(statement)
    reviewer = doors.reviewer_of(version) if right is Right.BUDGET_SIGN else None
    _require(flow.person_faults(hat.person_id, doors.makers_of(version), reviewer))
    return statement, version


def _step(
    hat: Holding, statement: Statement, version: Version, move: Move, reason: str = "", **paper: Any
) -> None:
    settle(_awaits(statement), hat.person)
    turn = version.steps.filter(move=move.value).count() + 1 if move is Move.REOPEN else 1
    facts: dict[str, Any] = {
        "move": move.value,
        "turn": turn,
        "reason": reason,
        "role": hat.role,
        "at": now(),
    }
    facts |= paper
    Step.objects.create(version=version, by=hat.person, **facts)
    statement.state = flow.after(move).value
    statement.save(update_fields=["state", "signed", "changed_at"])
    told: dict[str, Fact] = {"version": version.number, "sha256": version.sha256}
    audit(hat, VERBS[move], "budgetstatement", statement.pk, statement.territory, told)


def _answer(hat: Holding, version: Version, answers: Mapping[str, tuple[Kind, str]]) -> None:
    Answer.objects.bulk_create(
        Answer(
            version=version,
            check_number=check,
            kind=kind.value,
            words=" ".join(words.split())[:400],
            by=hat.person,
            at=now(),
        )
        for check, (kind, words) in answers.items()
    )


def _require(faults: list[Finding]) -> None:
    if faults:
        raise Refused(*faults)


def _awaits(statement: Statement) -> str:
    return f"budgetstatement:{statement.pk}"


def _signer_of(territory: str) -> Role:
    """Who signs: the lurah of a village, the camat of a kecamatan, the head of an agency above."""
    dots = territory.count(".")
    return Role.LURAH if dots >= 3 else Role.CAMAT if dots == 2 else Role.AGENCY


def _ask(statement: Statement, sender: Person, role: Role, what: str, why: str) -> None:
    """To the gender focal point of the kabupaten or kota, or to the head of the place itself."""
    place = statement.territory
    to = ".".join(place.split(".")[:2]) if role is Role.GENDER else place
    subject = f"{statement.title} {statement.year} {what}"[:150]
    send_to_role(
        role, to, subject, f"{place_title(place)}. {why}", _page(statement), sender, awaits=_awaits(statement)
    )


def _tell(
    statement: Statement, person: Person, sender: Person, what: str, why: str, *, awaits: str = ""
) -> None:
    subject = f"{statement.title} {statement.year} {what}"[:150]
    send_to(person, subject, why, _page(statement), sender, awaits=awaits)


def _page(statement: Statement) -> str:
    return reverse("budget-statement", args=[statement.pk])
