"""The worked case: 5 places, 3 agencies, 1 to 2 places each."""

from fractions import Fraction

from berdaya.targeting.assigning import Status, assign, assign_apart
from berdaya.targeting.rules.assignment import loads, objective
from tests.targeting.assign_cases import answers, example, pairs, read

OPTIMUM = {"V1": "A1", "V2": "A2", "V3": "A3", "V4": "A1", "V5": "A3"}
SECOND = {"V1": "A1", "V2": "A2", "V3": "A3", "V4": "A3", "V5": "A1"}


def test_fit_is_the_sum_of_fit_times_share():
    shown = [[float(g) for g in row] for row in read(example()).g]
    assert shown == [
        [0.65, 0.15, 0.30, 0.60, 0.20],
        [0.10, 0.60, 0.10, 0.10, 0.30],
        [0.175, 0.225, 0.55, 0.20, 0.45],
    ]


def test_the_optimum_is_that_of_the_worked_case():
    problem = read(example())
    assigned = assign(problem, seconds=60)
    assert assigned.status is Status.OPTIMAL
    assert assigned.found
    assert pairs(problem, assigned.found.lead) == OPTIMUM
    assert objective(problem, assigned.found.lead) == Fraction(31, 30)


def test_the_loads_are_those_of_the_worked_case():
    problem = read(example())
    assert [float(load) for load in loads(problem, (0, 1, 2, 0, 2))] == [2.3, 1.0, 2.3]


def test_second_best_of_all_answers_is_that_of_the_worked_case():
    problem = read(example())
    ranked = sorted(answers(problem), key=lambda lead: objective(problem, lead), reverse=True)
    assert pairs(problem, ranked[0]) == OPTIMUM
    assert pairs(problem, ranked[1]) == SECOND
    assert f"{float(objective(problem, ranked[1])):.6f}" == "0.783333"


def test_forbidding_one_pair_of_the_optimum_finds_the_second_best():
    problem = read(example())
    found = assign_apart(problem, 4, 2, seconds=60)
    assert found
    assert pairs(problem, found.lead) == SECOND


def test_without_distance_stability_and_load_only_fit_counts():
    raw = example()
    raw["weights"] = {"alpha": "1", "beta": "0", "gamma": "0", "delta": "0"}
    problem = read(raw)
    assigned = assign(problem, seconds=60)
    assert assigned.found
    assert pairs(problem, assigned.found.lead) == OPTIMUM
    assert objective(problem, assigned.found.lead) == Fraction("2.85")
