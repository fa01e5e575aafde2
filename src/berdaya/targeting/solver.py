"""HiGHS behind one function: a model of plain numbers in, an outcome out. The only file that knows highspy.

One thread and a fixed seed, so that the same model gives the same outcome on one machine and version,
unless the clock stops it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import inf
from typing import Any

import highspy

NAME = "HiGHS"
THREADS = 1
SEED = 1
GAP = 1e-7
# The search knows a good answer and wants the proof; trying for answers at every turn costs four times more.
HEURISTICS = (
    "mip_heuristic_run_feasibility_jump",
    "mip_heuristic_run_rins",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_root_reduced_cost",
)


class State(Enum):
    SOLVED = "solved"
    INFEASIBLE = "infeasible"
    BY_WORK = "work"
    BY_CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Constraint:
    """lower <= sum of value x column <= upper."""

    columns: Sequence[int]
    values: Sequence[float]
    lower: float = -inf
    upper: float = inf


@dataclass(slots=True)
class Model:
    """Maximise the sum of gain x column. The first `whole` columns take whole numbers only."""

    gain: list[float]
    lower: list[float]
    upper: list[float]
    whole: int
    constraints: list[Constraint] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`bound`: no answer is better. `values` may be there although the run was stopped."""

    state: State
    bound: float
    objective: float | None = None
    values: tuple[float, ...] = ()


def version() -> str:
    return str(highspy.Highs().version())


def maximise(
    model: Model,
    *,
    seconds: float = inf,
    nodes: int | None = None,
    better_than: float | None = None,
    start: Sequence[float] | None = None,
    relaxed: bool = False,
) -> Outcome:
    """Solve a model. `nodes` bounds the work, `better_than` skips worse answers, `start` is a known answer.

    With `better_than` an outcome without values says only that nothing better exists.
    """
    engine = _engine(seconds, nodes)
    if better_than is not None:
        engine.setOptionValue("objective_bound", -better_than)
    engine.passModel(_as_lp(model, relaxed))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = list(start)
        engine.setSolution(known)
    engine.run()
    return _outcome(engine, relaxed)


def _engine(seconds: float, nodes: int | None) -> Any:
    engine = highspy.Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": THREADS,
        "parallel": "off",
        "random_seed": SEED,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": GAP,
        "time_limit": max(seconds, 0.0),
        **dict.fromkeys(HEURISTICS, False),
        "mip_heuristic_effort": 0.0,
    }
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    for name, value in options.items():
        engine.setOptionValue(name, value)
    return engine


def _as_lp(model: Model, relaxed: bool) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.gain), len(model.constraints)
    lp.col_cost_ = [-gain for gain in model.gain]
    lp.col_lower_, lp.col_upper_ = model.lower, model.upper
    lp.row_lower_ = [row.lower for row in model.constraints]
    lp.row_upper_ = [row.upper for row in model.constraints]
    starts: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for row in model.constraints:
        columns.extend(row.columns)
        values.extend(row.values)
        starts.append(len(columns))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, columns, values
    if not relaxed:
        kinds = highspy.HighsVarType
        lp.integrality_ = [
            kinds.kInteger if i < model.whole else kinds.kContinuous for i in range(lp.num_col_)
        ]
    return lp


def _outcome(engine: Any, relaxed: bool) -> Outcome:
    status, names = engine.getModelStatus(), highspy.HighsModelStatus
    info = engine.getInfo()
    if status in (names.kInfeasible, names.kUnboundedOrInfeasible):
        return Outcome(State.INFEASIBLE, -inf)
    feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
    found = int(info.primal_solution_status) == feasible
    objective = -float(info.objective_function_value) if found else None
    values = tuple(engine.getSolution().col_value) if found else ()
    if status == names.kOptimal:
        bound = objective if relaxed or objective is None else -float(info.mip_dual_bound)
        return Outcome(State.SOLVED, inf if bound is None else bound, objective, values)
    state = State.BY_CLOCK if status == names.kTimeLimit else State.BY_WORK
    return Outcome(state, inf if relaxed else -float(info.mip_dual_bound), objective, values)
