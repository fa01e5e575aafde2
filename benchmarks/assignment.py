"""The assignment of 42 agencies to 86 places: seconds to the proof, and what is left open after a minute.

Two invented kabupaten. `even` draws fits, distances and loads evenly; `skewed` has few good fits, agencies
in one town and loads as uneven as villages are, which is harder. Beside the search by slices stands the
whole model in one piece, given the same seconds.
"""

import math
import random
import time
from fractions import Fraction

from berdaya.targeting.assigning import Assigned, assign
from berdaya.targeting.assigning_model import least_load, load_model
from berdaya.targeting.rules.assignment import (
    Agency,
    AssistedPlace,
    Problem,
    Row,
    Weights,
    rounded_objective,
)
from berdaya.targeting.solver import State, maximise

AGENCIES, PLACES, NEEDS = 42, 86, 13
OFFICES_IN_TOWN = 28
SECONDS = 60.0
WEIGHTS = Weights(Fraction(1), Fraction(3, 10), Fraction(1, 5), Fraction(1, 2))


def measure() -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for name, problem in (("even", even(seed=1)), ("skewed", skewed(seed=3))):
        _, seconds = timed(problem.without(frozenset([Row.LOAD])))
        rows[f"assign 42 x 86 {name}, count bounds: proven in"] = {
            "value": seconds,
            "shown": f"{seconds:.2f} s",
            "aim": "≤ 10 s",
        }
        assigned, seconds = timed(problem)
        gap = gap_of(problem, assigned)
        rows[f"assign 42 x 86 {name}, row 3: gap after at most 60 s"] = {
            "value": gap,
            "seconds": seconds,
            "shown": f"{gap:.2%}",
            "aim": "≤ 2 %",
        }
        rows[f"assign 42 x 86 {name}, row 3: stopped or proven in"] = {
            "value": seconds,
            "shown": f"{seconds:.0f} s",
            "aim": "-",
        }
        left = whole_model_gap(problem, seconds)
        rows[f"assign 42 x 86 {name}, in one piece as long: gap"] = {
            "value": left,
            "shown": f"{left:.2%}",
            "aim": "-",
        }
    return rows


def timed(problem: Problem) -> tuple[Assigned, float]:
    started = time.perf_counter()
    assigned = assign(problem, seconds=SECONDS)
    return assigned, time.perf_counter() - started


def gap_of(problem: Problem, assigned: Assigned) -> float:
    assert assigned.found is not None
    if assigned.found.proven:
        return 0.0
    total = float(rounded_objective(problem, assigned.found.lead))
    return max(0.0, assigned.found.bound - total) / total


def whole_model_gap(problem: Problem, seconds: float) -> float:
    model = load_model(problem, frozenset(), least_load(problem), math.inf)
    outcome = maximise(model, seconds=seconds)
    if outcome.state is State.SOLVED or outcome.objective is None:
        return 0.0
    return (outcome.bound - outcome.objective) / outcome.objective


# ---------- invented kabupaten ----------


def exact(value: float) -> Fraction:
    return Fraction(round(value * 10**6), 10**6)


def even(seed: int) -> Problem:
    dice = random.Random(seed)
    fits = [[dice.random() for _ in range(PLACES)] for _ in range(AGENCIES)]
    km = [[dice.uniform(1, 60) for _ in range(PLACES)] for _ in range(AGENCIES)]
    eye = [[float(v == c) for c in range(PLACES)] for v in range(PLACES)]
    return posed(fits, eye, km, [dice.uniform(1.2, 3.5) for _ in range(PLACES)])


def skewed(seed: int) -> Problem:
    dice = random.Random(seed)
    fits = [[0.0] * NEEDS for _ in range(AGENCIES)]
    for agency, row in enumerate(fits):
        for need in dice.sample(range(NEEDS), dice.choice([1, 2, 3])):
            row[need] = dice.choice([1.0, 0.5, 0.5]) if agency < OFFICES_IN_TOWN else 0.25
    shares = [[max(0.0, dice.gauss(0, 1)) + 1e-3 for _ in range(NEEDS)] for _ in range(PLACES)]
    shares = [[share / sum(row) for share in row] for row in shares]
    homes = [(dice.uniform(-15, 15), dice.uniform(-35, 10)) for _ in range(AGENCIES + PLACES)]
    offices = [(0.0, 0.0) if a < OFFICES_IN_TOWN else homes[a] for a in range(AGENCIES)]
    km = [[1.3 * math.dist(office, home) for home in homes[AGENCIES:]] for office in offices]
    counts = [dice.lognormvariate(5, 0.6) for _ in range(PLACES)]
    return posed(fits, shares, km, [1 + n * PLACES / sum(counts) for n in counts])


def posed(
    fits: list[list[float]], shares: list[list[float]], km: list[list[float]], loads: list[float]
) -> Problem:
    return Problem(
        tuple(Agency(f"A{a:02}", f"Dinas {a}", 1, 3, Fraction(1)) for a in range(AGENCIES)),
        tuple(AssistedPlace(f"V{v:02}", f"Desa {v}", exact(load)) for v, load in enumerate(loads)),
        tuple(f"C{c:02}" for c in range(len(shares[0]))),
        tuple(tuple(map(exact, row)) for row in fits),
        tuple(tuple(map(exact, row)) for row in shares),
        tuple(tuple(map(exact, row)) for row in km),
        WEIGHTS,
    )


if __name__ == "__main__":
    for what, row in measure().items():
        print(f"{what:<66} {row['shown']:>9} {row['aim']:>8}")
