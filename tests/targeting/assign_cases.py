"""Small problems of assignment shared by the tests, and the honest way to solve them: try everything."""

import json
import random
from fractions import Fraction
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from berdaya.targeting.rules.assignment import (
    Agency,
    AssistedPlace,
    Limits,
    Pair,
    Problem,
    Weights,
    broken,
    rounded_objective,
)
from berdaya.targeting.rules.assignment_reading import read_problem
from tests.targeting.cases import rule

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "assignment-5-3.json"
RULE = rule("targeting.assignment")
TENTH = Fraction(1, 10)
PLAIN = Weights(Fraction(1), Fraction(3, 10), Fraction(1, 5), Fraction(1, 2))


def example() -> dict:
    """The worked case as plain data, numbers as text, free to be changed."""
    return json.loads(EXAMPLE.read_text(encoding="utf-8"), parse_int=str, parse_float=str)


def read(raw: dict) -> Problem:
    problem, findings = read_problem(raw, RULE)
    assert problem is not None, findings.as_json()
    return problem


def codes(raw: dict) -> set[str]:
    """What is wrong with a problem, by code."""
    return read_problem(raw, RULE)[1].codes()


def answers(problem: Problem) -> list[tuple[int, ...]]:
    """Every answer that keeps all limits, by enumeration."""
    leads = product(range(len(problem.agencies)), repeat=len(problem.places))
    return [lead for lead in leads if not broken(problem, lead)]


def best(problem: Problem) -> Fraction:
    return max(rounded_objective(problem, lead) for lead in answers(problem))


def pairs(problem: Problem, lead: tuple[int, ...]) -> dict[str, str]:
    return {problem.places[v].code: problem.agencies[a].code for v, a in enumerate(lead)}


def of_fits(fits: list[list[Fraction]], **changes) -> Problem:
    """A problem whose fit g is given outright: each place has a need of its own."""
    agencies, places = len(fits), len(fits[0])
    needs = tuple(f"n{v}" for v in range(places))
    parts = {
        "agencies": tuple(Agency(f"A{a}", f"Dinas {a}", 0, places, Fraction(1)) for a in range(agencies)),
        "places": tuple(AssistedPlace(f"V{v}", f"Desa {v}", Fraction(1)) for v in range(places)),
        "needs": needs,
        "fit": tuple(tuple(row) for row in fits),
        "shares": tuple(tuple(Fraction(int(v == c)) for c in range(places)) for v in range(places)),
        "km": None,
        "weights": PLAIN,
    }
    return Problem(**(parts | changes))


tenths = st.integers(0, 10).map(lambda n: n * TENTH)


@st.composite
def problems(draw, agencies: int = 3, places: int = 4, limits: bool = False) -> Problem:
    """Any small problem, with many ties, sometimes one that has no answer."""
    table = st.lists(st.lists(tenths, min_size=places, max_size=places), min_size=agencies, max_size=agencies)
    offices = []
    for a in range(agencies):
        least = draw(st.integers(0, 2))
        strength = Fraction(draw(st.sampled_from([5, 10, 20])), 10)
        offices.append(Agency(f"A{a}", f"Dinas {a}", least, draw(st.integers(least, places)), strength))
    chosen = tuple(
        AssistedPlace(f"V{v}", f"Desa {v}", 1 + draw(tenths), draw(st.booleans())) for v in range(places)
    )
    every = [(a, v) for a in range(agencies) for v in range(places)]
    tied = draw(st.lists(st.sampled_from(every), max_size=4, unique_by=lambda pair: pair[1]))
    pinned = tied[:1] if draw(st.booleans()) else []
    before = draw(st.dictionaries(st.sampled_from(range(places)), st.sampled_from(range(agencies))))
    return of_fits(
        draw(table),
        agencies=tuple(offices),
        places=chosen,
        km=draw(st.none() | table.map(lambda rows: tuple(map(tuple, rows)))),
        weights=Weights(*(draw(tenths) for _ in range(4))),
        limits=Limits(draw(st.none() | tenths), draw(st.booleans()), draw(st.none() | tenths))
        if limits
        else Limits(),
        previous={f"V{v}": f"A{a}" for v, a in before.items()},
        pins=tuple(Pair(f"A{a}", f"V{v}", "sudah lama") for a, v in pinned),
        bans=tuple(Pair(f"A{a}", f"V{v}", "wilayah lain") for a, v in tied if (a, v) not in pinned),
    )


def invented(agencies: int, places: int, seed: int, least: int = 1, most: int = 3) -> Problem:
    """A problem of any size with fits, distances and loads drawn at random, to six places."""
    dice = random.Random(seed)

    def millionths(low: int, high: int) -> Fraction:
        return Fraction(dice.randint(low, high), 10**6)

    return of_fits(
        [[millionths(0, 10**6) for _ in range(places)] for _ in range(agencies)],
        agencies=tuple(Agency(f"A{a:03}", f"Dinas {a}", least, most, Fraction(1)) for a in range(agencies)),
        places=tuple(
            AssistedPlace(f"V{v:03}", f"Desa {v}", millionths(1_200_000, 3_500_000)) for v in range(places)
        ),
        km=tuple(tuple(millionths(10**6, 6 * 10**7) for _ in range(places)) for _ in range(agencies)),
    )
