"""What became of a list, from its beginning: steps, computations, changes."""

from dataclasses import dataclass

from berdaya.access.clock import sheets
from berdaya.access.rules.roles import Role
from berdaya.targeting import doors
from berdaya.targeting.models import Computation, Decree, PlaceChange, Run, RunStep
from berdaya.targeting.shown.inputs import ShownInput, shown_inputs
from berdaya.targeting.shown.whys import short_digest


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step, with the role in words."""

    step: RunStep
    role: str


@dataclass(frozen=True, slots=True)
class ShownComputation:
    """One computation with its fingerprints and the tries to repeat it."""

    computation: Computation
    inputs: list[ShownInput]
    input_digest: str
    result_digest: str


@dataclass(frozen=True, slots=True)
class History:
    steps: list[ShownStep]
    computations: list[ShownComputation]
    changes: list[PlaceChange]
    decrees: list[Decree]


def shown_history(run: Run) -> History:
    return History(
        [ShownStep(step, _role(step.role)) for step in doors.steps_of(run)],
        [_shown(one, run.territory) for one in doors.computations_of(run)],
        doors.changes_of(run.computation) if run.computation else [],
        doors.decrees_of(run),
    )


def _shown(computation: Computation, territory: str) -> ShownComputation:
    return ShownComputation(
        computation,
        shown_inputs(computation, territory),
        short_digest(computation.input_digest),
        short_digest(computation.result_digest),
    )


def _role(role: str) -> str:
    return sheets()[Role(role)].title if role else ""
