"""The way of a statement as pages show it: where it stands, who acts next, what happened to its versions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role, sheets_on
from berdaya.budget import doors
from berdaya.budget.models import Draft, Statement, Step, Version
from berdaya.budget.rules.flow import Kind, Move, State
from berdaya.budget.rules.verdicts import CHECKS
from berdaya.kernel.calendar import format_date
from berdaya.kernel.status import StatusLine


@dataclass(frozen=True, slots=True)
class May:
    """What the hat may do with a statement as it stands now."""

    write: bool = False
    submit: bool = False
    withdraw: bool = False
    review: bool = False
    sign: bool = False
    reopen: bool = False
    copy: bool = False
    discard: bool = False
    issue: bool = False

    @property
    def decide(self) -> bool:
        return self.review or self.sign


def may_of(hat: Holding, statement: Statement, draft: Draft | None) -> May:
    """Rights of the hat, the state of the statement, and who made it."""
    writes = allowed(hat, Right.BUDGET_WRITE, statement.territory).allowed
    state, open_ = statement.standing, statement.standing.open
    decides = _decides(hat, statement)
    return May(
        write=writes and open_,
        submit=writes and open_,
        withdraw=writes and state is State.SUBMITTED,
        review=state is State.SUBMITTED and decides,
        sign=state is State.REVIEWED and decides,
        reopen=writes and state is State.SIGNED,
        copy=writes,
        issue=statement.signed is not None
        and (writes or allowed(hat, Right.BUDGET_SIGN, statement.territory).allowed),
        discard=writes and open_ and draft is not None and statement.version > 0,
    )


def _decides(hat: Holding, statement: Statement) -> bool:
    rights = {State.SUBMITTED: Right.BUDGET_REVIEW, State.REVIEWED: Right.BUDGET_SIGN}
    right = rights.get(statement.standing)
    if right is None or not allowed(hat, right, statement.territory).allowed:
        return False
    version = doors.newest_of(statement)
    others: Collection[int | None] = doors.makers_of(version)
    if right is Right.BUDGET_SIGN:
        others = {*others, doors.reviewer_of(version)}
    return hat.person_id not in others


def status_of(
    hat: Holding, statement: Statement, steps: Sequence[Step], draft: Draft | None, may: May
) -> StatusLine:
    """What happened, why, what next, who."""
    state = statement.standing
    last = _last(steps, _LED_BY.get(state))
    next_role = _next(statement)
    if state is State.SUBMITTED:
        return StatusLine(
            f"Versi {statement.version} diajukan {_by(last)}", "Penelaah gender membaca temuannya.",
            "Loloskan, atau kembalikan dengan alasan", next_role, may.review,
        )  # fmt: skip
    if state is State.REVIEWED:
        return StatusLine(
            f"Versi {statement.version} lolos telaah {_by(last)}", "Yang menyusun tidak menandatangani.",
            "Tanda tangani, atau kembalikan", next_role, may.sign,
        )  # fmt: skip
    if state is State.SIGNED:
        why = "Versi ini yang dilaksanakan sampai ada versi perubahan."
        return StatusLine(
            f"Versi {statement.version} ditandatangani {_by(last)}", why,
            "Laksanakan; bila DPA berubah, buka versi perubahan", "Penyusun",
        )  # fmt: skip
    if state is State.RETURNED:
        return StatusLine(
            f"Dikembalikan {_by(last)}", last.reason if last else "",
            "Perbaiki, lalu ajukan lagi", "Penyusun", may.write,
        )  # fmt: skip
    return _draft_line(statement, last, draft, may)


_LED_BY: Final = {
    State.SUBMITTED: Move.SUBMIT,
    State.REVIEWED: Move.PASS,
    State.SIGNED: Move.SIGN,
    State.RETURNED: Move.RETURN,
}


def _last(steps: Sequence[Step], move: Move | None) -> Step | None:
    """The step that led to this state; of a draft the last one."""
    found = [one for one in steps if move is None or one.move == move]
    return found[-1] if found else None


def _draft_line(statement: Statement, last: Step | None, draft: Draft | None, may: May) -> StatusLine:
    held = statement.errors
    why = f"{held} pemeriksaan menahan pengajuan." if held else "Tidak ada temuan yang menahan."
    then = "Perbaiki, atau ajukan dengan alasan" if held else "Ajukan untuk ditelaah"
    if last is not None and last.move == Move.REOPEN:
        what = f"Versi {statement.signed} dibuka untuk perubahan {_by(last)}"
        return StatusLine(what, last.reason, then, "Penyusun", may.write)
    if draft is not None:
        what = f"Draf, terakhir ditulis {draft.changed_by.name} {format_date(draft.changed_at.date())}"
    else:
        what = f"Versi {statement.version} belum diajukan"
    return StatusLine(what, why, then, "Penyusun", may.write)


def _by(step: Step | None) -> str:
    return f"{step.by.name}, {format_date(step.at.date())}" if step else ""


def _next(statement: Statement) -> str:
    """The role that acts next on a statement that was submitted."""
    dots = statement.territory.count(".")
    signer = Role.LURAH if dots >= 3 else Role.CAMAT if dots == 2 else Role.AGENCY
    role = signer if statement.standing is State.REVIEWED else Role.GENDER
    return sheets_on(statement.changed_at.date())[role].title


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the way: what was done, by whom and in which role, when, with which reason."""

    what: str
    who: str
    when: str
    reason: str


def story_of(hat: Holding, versions: Sequence[Version]) -> list[tuple[Version, list[ShownStep]]]:
    """Each version with what happened to it; the versions come with their steps."""
    titles = {role.value: sheet.title for role, sheet in sheets_on(today_in(hat.territory)).items()}
    return [(one, [_shown(step, titles) for step in one.steps.all()]) for one in versions]


def _shown(step: Step, titles: dict[str, str]) -> ShownStep:
    who = f"{step.by.name}, {titles.get(step.role, step.role)}"
    return ShownStep(step.move, who, format_date(step.at.date()), step.reason)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer to a finding, as pages and papers show it."""

    check: str
    title: str
    kind: Kind
    words: str
    who: str

    @property
    def line(self) -> str:
        said = f": {self.words}" if self.words else ""
        return f"{self.check} {self.title}, {self.kind}{said} ({self.who})"


def answers_shown(version: Version | None) -> list[ShownAnswer]:
    """What maker and reviewer said of the findings of a version."""
    return [
        ShownAnswer(one.check_number, CHECKS[one.check_number].title, Kind(one.kind), one.words, one.by.name)
        for one in (doors.answers_of(version) if version else [])
    ]


def printed_of(statement: Statement, number: int | None) -> tuple[dict[str, Any], list[str], str]:
    """What a print holds: the record, what was said of its findings, and by whom and when it was signed."""
    draft = doors.draft_of(statement)
    if number is None and draft is not None:
        return draft.record, [], ""
    version = doors.version_of(statement, number) if number else doors.newest_of(statement)
    said = [one.line for one in answers_shown(version)]
    step = _last(doors.steps_of(version), Move.SIGN)
    if step is None:
        return version.record, said, ""
    words = f"Versi {version.number} ditandatangani {_by(step)}; sidik isi {version.sha256[:16]}."
    return version.record, said, words
