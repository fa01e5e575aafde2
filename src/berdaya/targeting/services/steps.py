"""One step of a list: asked of the rules, taken by one person only, written down and audited."""

from collections.abc import Mapping
from typing import Final

from django.db.models import F

from berdaya.access.audit import Fact, record
from berdaya.access.doors import require, sheet_of
from berdaya.access.models import Holding, Person
from berdaya.access.rules.verdicts import Verdict
from berdaya.access.services.inbox import settle
from berdaya.targeting.models import Run, RunStep
from berdaya.targeting.rules.runs import MOVES, Move, State, changed_meanwhile, judge, moves_open

# Whoever takes one of these has a hand in the list.
MAKING: Final = (Move.EDIT, Move.COMPUTE, Move.REVISE, Move.CHANGE, Move.ASSIGN, Move.CLOSE)
VERBS: Final[Mapping[Move, str]] = {
    Move.EDIT: "targeting.edited",
    Move.COMPUTE: "targeting.computed",
    Move.REVISE: "targeting.reopened",
    Move.CHANGE: "targeting.changed",
    Move.ASSIGN: "targeting.assigned",
    Move.CLOSE: "targeting.discussed",
    Move.CHECK: "targeting.checked",
    Move.RETURN: "targeting.returned",
    Move.DECREE: "targeting.decreed",
    Move.CORRECT: "targeting.decree_corrected",
    Move.RECHECK: "targeting.rechecked",
    Move.DROP: "targeting.dropped",
    Move.SUPERSEDE: "targeting.superseded",
}


def makers_of(run: Run) -> frozenset[int]:
    """Everybody who had a hand in the list."""
    making = RunStep.objects.filter(run=run, move__in=[move.value for move in MAKING])
    return frozenset({run.begun_by_id, *making.values_list("person_id", flat=True)})


def checkers_of(run: Run) -> frozenset[int]:
    """Whoever checked the list as it stands: the last one, for a list that went back has another check."""
    last = RunStep.objects.filter(run=run, move=Move.CHECK.value).order_by("-number").first()
    return frozenset() if last is None else frozenset({last.person_id})


def judged(hat: Holding, run: Run, move: Move) -> Verdict:
    """May this hat take this step now? With the reason if not."""
    rights, person = sheet_of(hat).rights, hat.person_id
    return judge(move, run.standing, rights, person, makers_of(run), checkers_of(run))


def moves_for(hat: Holding, run: Run) -> frozenset[Move]:
    """Every step that this hat may take now."""
    rights, person = sheet_of(hat).rights, hat.person_id
    return moves_open(run.standing, rights, person, makers_of(run), checkers_of(run))


def require_move(hat: Holding, run: Run, move: Move) -> None:
    """Go on, or be refused with the reason: no such right here, not now, or your own work."""
    held = sorted(MOVES[move].rights & sheet_of(hat).rights)
    if held:
        require(hat, held[0], run.territory)
    judged(hat, run, move).require()


def awaits(run: Run) -> str:
    """The mark of messages that ask for the next step of a list."""
    return f"run:{run.pk}"


def take(
    run: Run,
    move: Move,
    actor: Holding | Person,
    seen: int,
    *,
    note: str = "",
    facts: Mapping[str, Fact] | None = None,
    ends: State | None = None,
    **fields: object,
) -> Run:
    """Take the step if the list still stands as this person saw it (`seen`); else refuse it plainly.

    The update names the version, so of two people who decide at once one finds no row. `fields` change with
    the state. Belongs into a transaction with whatever else the step writes.
    """
    before = run.standing
    after = ends or MOVES[move].ends or before
    moved = Run.objects.filter(pk=run.pk, version=seen, state=before.value).update(
        state=after.value, version=F("version") + 1, **fields
    )
    if not moved:
        changed_meanwhile().require()
    person, role = (actor.person, actor.role) if isinstance(actor, Holding) else (actor, "")
    RunStep.objects.create(
        run=run,
        number=seen,
        move=move.value,
        begins=before.value,
        ends=after.value,
        person=person,
        role=role,
        note=note[:400],
    )
    told: dict[str, Fact] = {"to": after.value, "version": seen + 1, **(facts or {})}
    if after is not before:
        settle(awaits(run), person)
    record(actor, VERBS[move], "run", run.pk, run.territory, told)
    run.refresh_from_db()
    return run
