"""The search for the best assignment: a start without row 3, then the heaviest load cut into slices.

Row 3 (the heaviest relative load U) makes a weak model: its relaxation parts places between agencies until
all loads are even. Inside a narrow slice low <= U <= high each agency has a fixed capacity s x high, which
the solver handles well. The slices together cover every U that can still win, so the best of them is the
best of all; a slice that takes too much work is halved.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil, inf

from berdaya.targeting.assigning_model import Pairs, least_load, load_model, pairs_model, tie_model
from berdaya.targeting.rules.assignment import (
    COST_PLACES,
    Lead,
    Problem,
    Row,
    broken,
    order_sum,
    relative_loads,
    rounded_objective,
)
from berdaya.targeting.solver import Model, Outcome, State, maximise

TIE = Fraction(1, 10**COST_PLACES)
BAND = 2e-6  # answers so little below the best are still looked at: ties lie in TIE, the rest is rounding
NARROWEST = 1e-5
FEWEST, MOST = 4, 120  # slices at the beginning
START_SECONDS = 30.0  # the start is always found, however short the limit
DROP_ORDER = (Row.FLOOR, Row.RED, Row.STABILITY)
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """Work counted in steps, not seconds, so that the same input stops at the same step on every machine."""

    fineness: int = 48  # a slice is the least load over this
    nodes: int = 50  # of the search tree, for one slice
    most_slices: int = 400


class Status(StrEnum):
    OPTIMAL = "optimal"
    TIME_LIMIT = "time_limit"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Found:
    """The best answer and what nothing can exceed; is it proven the best, and the first of its equals?

    `stopped_by` names what ended the proof or the comparison of equals before it was done.
    """

    lead: Lead
    bound: float
    proven: bool = True
    unique: bool = True
    stopped_by: State | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """An answer with the problem as it was solved: some limits may have been dropped."""

    status: Status
    problem: Problem
    dropped: tuple[Row, ...]
    found: Found | None


def assign(
    problem: Problem, *, seconds: float, effort: Effort = Effort(), told: Told = lambda _share: None
) -> Assigned:
    """Assign every place. Limits that cannot be met are dropped in their order: 7, 6, 5."""
    until = time.monotonic() + seconds
    dropped: list[Row] = []
    for row in (None, *(row for row in DROP_ORDER if row in problem.rows)):
        if row is not None:
            dropped.append(row)
        relaxed = problem.without(frozenset(dropped))
        start = _start(relaxed, frozenset())
        if start is not None:
            found = _Search(relaxed, frozenset(), start, until, told, effort).run()
            status = Status.OPTIMAL if found.proven else Status.TIME_LIMIT
            return Assigned(status, relaxed, tuple(dropped), found)
    return Assigned(Status.INFEASIBLE, problem, tuple(dropped), None)


def assign_apart(problem: Problem, place: int, agency: int, *, seconds: float) -> Found | None:
    """The best answer in which one pair is forbidden; None when there is none."""
    apart = frozenset([(agency, place)])
    start = _start(problem, apart)
    if start is None:
        return None
    until = time.monotonic() + seconds
    return _Search(problem, apart, start, until, lambda _share: None, settle_ties=False).run()


def _start(problem: Problem, apart: Pairs) -> Outcome | None:
    """The best answer without row 3: a transport problem, solved at once."""
    outcome = maximise(pairs_model(problem, apart), seconds=START_SECONDS)
    return outcome if outcome.values else None


# ---------- the search ----------


@dataclass(frozen=True, slots=True)
class _Slice:
    """A range of U, and what no answer in it exceeds."""

    low: float
    high: float
    bound: float

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass
class _Search:
    problem: Problem
    apart: Pairs
    start: Outcome
    until: float
    told: Told
    effort: Effort = Effort()
    settle_ties: bool = True
    lead: Lead = ()
    best: float = -inf
    stopped_by: State | None = None
    open: list[_Slice] = field(default_factory=list)
    near: list[_Slice] = field(default_factory=list)  # closed, `bound` is the best found there

    def run(self) -> Found:
        self.take(self.start.values)
        bound = self.start.bound
        if Row.LOAD in self.problem.rows:
            bound = self.with_load()
        elif self.start.state is not State.SOLVED:
            self.stopped_by = self.start.state
        proven = self.stopped_by is None
        unique = proven and self.settle_ties and self.settle()
        self.told(1.0)
        return Found(self.lead, max(bound, self.best), proven, unique, self.stopped_by)

    def seconds_left(self) -> float:
        return self.until - time.monotonic()

    def take(self, values: Sequence[float]) -> None:
        """Keep an answer of the solver if it is the best so far; its total is computed anew, exactly."""
        lead = self.lead_of(values)
        total = float(rounded_objective(self.problem, lead))
        if total > self.best and not broken(self.problem, lead):
            self.lead, self.best = lead, total

    def lead_of(self, values: Sequence[float]) -> Lead:
        wide, agencies = len(self.problem.places), range(len(self.problem.agencies))
        return tuple(max(agencies, key=lambda a: values[a * wide + v]) for v in range(wide))

    # ---------- row 3 ----------

    def with_load(self) -> float:
        """Close every slice of U that could hold a better answer; gives the bound that is left."""
        low, top = least_load(self.problem), self.start.bound
        whole = self.whole_at_once(low)
        if whole.state is State.SOLVED:
            self.near = [_Slice(low, self.highest(top), self.best)]
            return self.best
        self.cut(low, self.highest(top), min(whole.bound, top))
        width = sum(slice_.width for slice_ in self.open) or 1.0
        slices = 0
        while self.still_open() and self.stopped_by is None:
            self.close(self.nearest())
            slices += 1
            if self.still_open() and self.seconds_left() <= 0:
                self.stopped_by = State.BY_CLOCK
            elif self.still_open() and slices == self.effort.most_slices:
                self.stopped_by = State.BY_WORK
            self.told(1 - sum(slice_.width for slice_ in self.open) / width)
        return max((slice_.bound for slice_ in self.open), default=self.best)

    def still_open(self) -> bool:
        """Forget the slices that cannot hold anything as good as the best; is one left?"""
        self.open = [slice_ for slice_ in self.open if slice_.bound > self.best - BAND]
        return bool(self.open)

    def nearest(self) -> "_Slice":
        """The slice to close next: good answers lie close to the load of the best one."""
        heaviest = float(max(relative_loads(self.problem, self.lead)))
        chosen = min(self.open, key=lambda s: (abs((s.low + s.high) / 2 - heaviest), s.low))
        self.open.remove(chosen)
        return chosen

    def highest(self, top: float) -> float:
        """The largest U of an answer as good as the best: without row 3 nothing exceeds `top`."""
        return (top - self.best + BAND) / float(self.problem.weights.delta)

    def whole_at_once(self, low: float) -> Outcome:
        """The root of the whole model, begun from the answer without row 3: a good answer and a bound."""
        heaviest = float(max(relative_loads(self.problem, self.lead)))
        known = [float(round(value)) for value in self.start.values] + [heaviest]
        model = load_model(self.problem, self.apart, low, inf)
        whole = maximise(model, seconds=self.seconds_left(), nodes=1, start=known)
        if whole.values:
            self.take(whole.values)
        return whole

    def cut(self, low: float, high: float, bound: float) -> None:
        wanted = ceil((high - low) * self.effort.fineness / max(low, NARROWEST))
        slices = min(max(wanted, FEWEST), MOST)
        width = max(high - low, 0.0) / slices
        for i in range(slices):
            self.offer(low + i * width, low + (i + 1) * width, bound)

    def offer(self, low: float, high: float, bound: float) -> None:
        """Queue a slice unless its relaxation says that no answer lies in it."""
        outcome = maximise(load_model(self.problem, self.apart, low, high), relaxed=True)
        if outcome.state is not State.INFEASIBLE:
            self.open.append(_Slice(low, high, min(bound, outcome.bound)))

    def close(self, slice_: _Slice) -> None:
        """Find the best of a slice, or halve it when that takes more work than one slice may."""
        narrow = slice_.width < NARROWEST
        outcome = maximise(
            load_model(self.problem, self.apart, slice_.low, slice_.high),
            seconds=self.seconds_left(),
            nodes=None if narrow else self.effort.nodes,
            better_than=self.best - BAND,
        )
        if outcome.values:
            self.take(outcome.values)
        if outcome.state in (State.SOLVED, State.INFEASIBLE):
            here = -inf if outcome.objective is None else outcome.objective
            self.near.append(_Slice(slice_.low, slice_.high, here))
        elif outcome.state is State.BY_CLOCK or narrow:
            self.open.append(slice_)
        else:
            middle, bound = (slice_.low + slice_.high) / 2, min(slice_.bound, outcome.bound)
            self.offer(slice_.low, middle, bound)
            self.offer(middle, slice_.high, bound)

    # ---------- ties ----------

    def settle(self) -> bool:
        """Of all answers within a millionth of the best take the one with the smallest order sum."""
        least = Fraction(rounded_objective(self.problem, self.lead)) - TIE
        if Row.LOAD not in self.problem.rows:
            return self.settle_in(pairs_model(self.problem, self.apart), least)
        ties = [s for s in self.near if s.bound >= float(least) - BAND / 2]
        return all(self.settle_in(load_model(self.problem, self.apart, s.low, s.high), least) for s in ties)

    def settle_in(self, model: Model, least: Fraction) -> bool:
        """Look in one model for an answer in the tie with a smaller order sum. False: not proven."""
        outcome = maximise(
            tie_model(self.problem, model, least),
            seconds=self.seconds_left(),
            nodes=self.effort.nodes * 10,
            better_than=0.5 - order_sum(self.lead),
        )
        if outcome.values:
            lead = self.lead_of(outcome.values)
            good = not broken(self.problem, lead) and rounded_objective(self.problem, lead) >= least
            if good and order_sum(lead) < order_sum(self.lead):
                self.lead = lead
        if outcome.state in (State.SOLVED, State.INFEASIBLE):
            return True
        self.stopped_by = outcome.state
        return False
