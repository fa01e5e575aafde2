"""The search against the honest way: every answer tried. And what makes it repeatable."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.targeting.assigning import TIE, Effort, Status, assign, assign_apart
from berdaya.targeting.assigning_model import least_load, load_model
from berdaya.targeting.rules.assignment import (
    Agency,
    Limits,
    Pair,
    Row,
    broken,
    order_sum,
    relative_loads,
    rounded_objective,
)
from berdaya.targeting.rules.assignment_feasibility import why_infeasible
from berdaya.targeting.solver import State, maximise
from tests.targeting.assign_cases import answers, best, invented, of_fits, problems


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_answer_at_all_is_better_than_the_one_found(problem):
    every = answers(problem)
    assigned = assign(problem, seconds=60)
    if not every:
        assert assigned.status is Status.INFEASIBLE
        return
    assert assigned.found is not None
    assert not broken(problem, assigned.found.lead)
    assert rounded_objective(problem, assigned.found.lead) >= best(problem) - TIE


@settings(max_examples=40, deadline=None)
@given(problems(agencies=4, places=3))
def test_among_equals_the_smallest_order_sum_wins(problem):
    every = answers(problem)
    if not every:
        return
    highest = best(problem)
    equal = [lead for lead in every if rounded_objective(problem, lead) >= highest - TIE]
    assigned = assign(problem, seconds=60)
    assert assigned.found
    assert assigned.found.unique
    assert order_sum(assigned.found.lead) == min(map(order_sum, equal))


@settings(max_examples=60, deadline=None)
@given(problems(limits=True))
def test_limits_are_dropped_in_their_order_and_only_as_far_as_needed(problem):
    steps = [row for row in (Row.FLOOR, Row.RED, Row.STABILITY) if row in problem.rows]
    tries = [tuple(steps[:n]) for n in range(len(steps) + 1)]
    possible = [rows for rows in tries if answers(problem.without(frozenset(rows)))]
    assigned = assign(problem, seconds=60)
    if not possible:
        assert assigned.status is Status.INFEASIBLE
        return
    assert assigned.dropped == possible[0]
    left = problem.without(frozenset(possible[0]))
    assert assigned.found
    assert rounded_objective(left, assigned.found.lead) >= best(left) - TIE


@settings(max_examples=150, deadline=None)
@given(problems())
def test_what_is_called_infeasible_has_no_answer_and_the_rest_has_one(problem):
    assert bool(why_infeasible(problem)) == (not answers(problem))


@settings(max_examples=15, deadline=None)
@given(problems(), st.integers(0, 3))
def test_forbidding_a_pair_gives_the_best_answer_without_it(problem, place):
    assigned = assign(problem, seconds=60)
    if assigned.found is None:
        return
    taken = assigned.found.lead[place]
    without = [lead for lead in answers(problem) if lead[place] != taken]
    again = assign_apart(problem, place, taken, seconds=60)
    assert (again is None) == (not without)
    if again is not None:
        highest = max(rounded_objective(problem, lead) for lead in without)
        assert again.lead[place] != taken
        assert rounded_objective(problem, again.lead) >= highest - TIE


HALF = Fraction(1, 2)
HARD = invented(6, 14, seed=12, most=4)  # its root leaves a gap, so slices are needed


@cache
def proven():
    return assign(HARD, seconds=60)


def test_the_hard_case_is_not_solved_at_once():
    whole = load_model(HARD, frozenset(), least_load(HARD), inf)
    assert maximise(whole, nodes=1).state is State.BY_WORK


def test_slices_find_what_the_whole_model_finds():
    whole = maximise(load_model(HARD, frozenset(), least_load(HARD), inf))
    assert proven().status is Status.OPTIMAL
    assert whole.objective is not None
    assert abs(float(rounded_objective(HARD, proven().found.lead)) - whole.objective) < 2e-6


def test_halved_slices_find_the_same_answer():
    coarse = assign(HARD, seconds=60, effort=Effort(fineness=1, nodes=1))
    assert coarse == proven()


def test_too_few_steps_give_an_answer_with_a_true_bound():
    stopped = assign(HARD, seconds=60, effort=Effort(fineness=4, nodes=1, most_slices=1))
    assert stopped.status is Status.TIME_LIMIT
    assert stopped.found
    assert stopped.found.stopped_by is State.BY_WORK
    assert not broken(HARD, stopped.found.lead)
    assert stopped.found.bound >= float(rounded_objective(HARD, proven().found.lead)) - 1e-6
    assert not stopped.found.unique


def test_no_time_at_all_still_gives_an_answer_and_says_what_stopped_it():
    stopped = assign(HARD, seconds=0.0)
    assert stopped.found
    assert stopped.found.stopped_by is State.BY_CLOCK
    assert broken(HARD, stopped.found.lead) == []
    assert stopped.found.bound > float(rounded_objective(HARD, stopped.found.lead))


def test_a_large_problem_without_the_load_row_is_proven_optimal():
    problem = invented(42, 86, seed=7).without(frozenset([Row.LOAD]))
    assigned = assign(problem, seconds=10)
    assert assigned.status is Status.OPTIMAL
    assert assigned.found
    assert assigned.found.unique


def test_no_answer_has_a_lighter_heaviest_load_than_the_bound():
    problem = invented(3, 6, seed=1)
    lightest = min(max(relative_loads(problem, lead)) for lead in answers(problem))
    assert least_load(problem) <= float(lightest) + 1e-9


OWN = of_fits(  # each of the two fits one place fully and the other not at all
    [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]],
    agencies=(
        Agency("A0", "Dinas Sosial", 1, 1, Fraction(1)),
        Agency("A1", "Dinas Kesehatan", 1, 1, Fraction(1)),
    ),
)


def lead_of(problem):
    found = assign(problem, seconds=60).found
    return found and found.lead


def test_each_takes_the_place_that_fits():
    assert lead_of(OWN) == (0, 1)


def test_a_pin_is_kept_even_when_it_costs():
    assert lead_of(replace(OWN, pins=(Pair("A1", "V0", "sudah didampingi"),))) == (1, 0)


def test_a_forbidden_pair_is_avoided_even_when_it_is_best():
    assert lead_of(replace(OWN, bans=(Pair("A0", "V0", "pengurusnya kerabat"),))) == (1, 0)


def test_last_years_pairs_stay_when_nothing_may_change():
    before = replace(OWN, previous={"V0": "A1", "V1": "A0"})
    assert lead_of(before) == (0, 1)
    assert lead_of(replace(before, limits=Limits(change_share=Fraction(0)))) == (1, 0)


def test_a_pair_ruled_out_by_people_is_no_change_that_counts():
    before = replace(OWN, previous={"V0": "A1", "V1": "A0"}, limits=Limits(change_share=Fraction(0)))
    ruled_out = replace(before, bans=(Pair("A1", "V0", "a"), Pair("A0", "V1", "b")))
    assigned = assign(ruled_out, seconds=60)
    assert assigned.dropped == ()
    assert assigned.found
    assert assigned.found.lead == (0, 1)


ALIKE = of_fits(
    [[HALF] * 6] * 4, agencies=tuple(Agency(f"A{a}", f"Dinas {a}", 1, 4, Fraction(1)) for a in range(4))
)


def test_equals_are_compared_to_the_end_and_the_first_is_called_unique():
    found = assign(ALIKE, seconds=60).found
    assert found
    assert (found.proven, found.unique, found.stopped_by) == (True, True, None)


def test_equals_that_were_not_compared_to_the_end_are_not_called_unique():
    found = assign(ALIKE, seconds=60, effort=Effort(nodes=0)).found
    assert found
    assert (found.proven, found.unique, found.stopped_by) == (True, False, State.BY_WORK)
