"""The problem of assignment as a model of plain numbers: a column for each pair, rows for the limits."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import inf

from berdaya.targeting.rules.assignment import COST_PLACES, Problem, Row
from berdaya.targeting.solver import Constraint, Model

TIE_SCALE = 1000  # the tie row is written larger, so that the solver's tolerance stays far below a tie
Pairs = frozenset[tuple[int, int]]


def pairs_model(problem: Problem, apart: Pairs) -> Model:
    """Rows 1, 2, 4, 5, 6, 7. The column of agency a and place v is a x (number of places) + v."""
    agencies, places = range(len(problem.agencies)), range(len(problem.places))
    wide = len(places)
    lowest = problem.limits.fit_floor
    upper = [
        float(
            a in problem.allowed[v] and (a, v) not in apart and (lowest is None or problem.g[a][v] >= lowest)
        )
        for a in agencies
        for v in places
    ]
    gain = [cost / 10**COST_PLACES for row in problem.cost for cost in row]
    model = Model(gain, [0.0] * len(gain), upper, len(gain))
    rows = model.constraints
    rows.extend(_sum([a * wide + v for a in agencies], 1, 1) for v in places)
    rows.extend(
        _sum([a * wide + v for v in places], agency.least, agency.most)
        for a, agency in enumerate(problem.agencies)
    )
    if Row.STABILITY in problem.rows:
        stay = problem.could_stay
        rows.append(_sum([a * wide + v for v, a in stay.items()], len(stay) - problem.most_changes, inf))
    if Row.RED in problem.rows:
        rows.extend(_sum([a * wide + v for v in problem.red], 1, inf) for a in agencies)
    return model


def _sum(columns: Sequence[int], lower: float, upper: float) -> Constraint:
    return Constraint(columns, [1.0] * len(columns), lower, upper)


def load_model(problem: Problem, apart: Pairs, low: float, high: float) -> Model:
    """The same with row 3 and low <= U <= high; U is the last column."""
    model = pairs_model(problem, apart)
    wide, last = len(problem.places), len(model.gain)
    model.gain.append(-float(problem.weights.delta))
    model.lower.append(low)
    model.upper.append(high)
    load = [float(place.load) for place in problem.places]
    for a, agency in enumerate(problem.agencies):
        columns, strength = range(a * wide, (a + 1) * wide), float(agency.strength)
        model.constraints.append(Constraint([*columns, last], [*load, -strength], upper=0.0))
        if high < inf:
            model.constraints.append(Constraint(columns, load, upper=strength * high))
            for column, weight in zip(columns, load, strict=True):
                if weight > strength * high + 1e-9:
                    model.upper[column] = 0.0
    return model


def tie_model(problem: Problem, model: Model, least: Fraction) -> Model:
    """The answers of a model whose total is at least `least`; the smallest order sum wins."""
    columns, wide = range(len(model.gain)), len(problem.places)
    total = [gain * TIE_SCALE for gain in model.gain]
    order = [-float((a + 1) * (v + 1)) for a in range(len(problem.agencies)) for v in range(wide)]
    enough = Constraint(columns, total, lower=float(least * TIE_SCALE))
    return replace(
        model,
        gain=order + [0.0] * (len(columns) - len(order)),
        constraints=[*model.constraints, enough],
    )


def least_load(problem: Problem) -> float:
    """No answer has a smaller U: all work over all strength, the hardest place, the smallest duty."""
    load = [place.load for place in problem.places]
    bounds = [sum(load, Fraction(0)) / sum((a.strength for a in problem.agencies), Fraction(0))]
    for work, agencies in zip(load, problem.allowed, strict=True):
        bounds.append(min((work / problem.agencies[a].strength for a in agencies), default=Fraction(0)))
    for a, agency in enumerate(problem.agencies):
        own = sorted(work for work, agencies in zip(load, problem.allowed, strict=True) if a in agencies)
        bounds.append(sum(own[: agency.least], Fraction(0)) / agency.strength)
    return float(max(bounds))
