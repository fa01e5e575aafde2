"""A problem as people write it: what is wrong is found, named and never guessed."""

import random
from fractions import Fraction

import pytest

from berdaya.targeting.rules.assignment_cells import number
from berdaya.targeting.rules.assignment_reading import read_problem
from berdaya.targeting.rules.assignment_written import as_json
from tests.targeting.assign_cases import RULE, codes, example, read


def test_the_worked_case_has_nothing_wrong():
    assert codes(example()) == set()


def test_what_is_written_is_what_was_read():
    problem = read(example())
    assert read(as_json(problem)) == problem


def test_the_order_of_rows_changes_nothing():
    shuffled = example()
    dice = random.Random(4)
    for part in ("agencies", "places", "needs"):
        dice.shuffle(shuffled[part])
    for part in ("fit", "shares", "distances_km"):
        shuffled[part] = dict(reversed(shuffled[part].items()))
    assert read(shuffled) == read(example())


def test_what_is_not_given_comes_from_the_rule():
    raw = example()
    del raw["weights"], raw["limits"], raw["agencies"][0]["most"]
    problem = read(raw)
    assert problem.weights.beta == Fraction("0.3")
    assert problem.limits.change_share == Fraction("0.2")
    assert problem.agencies[0].most == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.3", Fraction(3, 10)),
        ("1/3", Fraction(1, 3)),
        ("2", Fraction(2)),
        ("1e-05", Fraction(1, 100_000)),
        ("-4", Fraction(-4)),
        (7, Fraction(7)),
    ],
)
def test_numbers_are_exact(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "0,3", "NaN", "Infinity", "1/0", "1e999", "satu", "1 000", True, None, 0.3]
)
def test_what_is_no_exact_number_is_none(text):
    assert number(text) is None


def without(key):
    def change(raw):
        del raw[key]

    return change


def at(*path, value):
    def change(raw):
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = value

    return change


def without_at(*path):
    def change(raw):
        for step in path[:-1]:
            raw = raw[step]
        del raw[path[-1]]

    return change


FAULTS = {
    "empty": [without("agencies"), without("needs"), at("places", value=[])],
    "twice": [lambda raw: raw["places"].append(raw["places"][0]), lambda raw: raw["needs"].append("school")],
    "no_code": [at("places", 0, "code", value="")],
    "missing_row": [without_at("fit", "A2"), without_at("distances_km", "A1"), without_at("shares", "V3")],
    "missing_distance": [without_at("distances_km", "A1", "V1")],
    "no_matrix": [without("fit"), without("shares")],
    "negative": [at("distances_km", "A1", "V1", value="-3"), at("places", 0, "load", value="-1")],
    "too_large": [at("fit", "A1", "house", value="1.2")],
    "not_a_number": [at("fit", "A1", "house", value="banyak"), at("weights", "alpha", value="NaN")],
    "shares_not_one": [at("shares", "V1", "house", value="0.7")],
    "least_over_most": [at("agencies", 0, "least", value="3")],
    "not_whole": [at("agencies", 0, "most", value="1.5")],
    "no_strength": [at("agencies", 0, "strength", value="0")],
    "unknown_key": [at("distance", value={})],
    "unknown_code": [at("fit", "A1", "hous", value="1"), at("weights", "epsilon", value="1")],
    "pair_agency": [at("pins", value=[{"agency": "A9", "place": "V1", "reason": "x"}])],
    "pair_place": [at("pins", value=[{"agency": "A1", "place": "V9", "reason": "x"}])],
    "pair_reason": [at("forbidden", value=[{"agency": "A1", "place": "V1"}])],
    "bad_section": [at("pins", value="A1"), at("previous", value=["V1"]), at("weights", value=[])],
    "pinned_twice": [
        at("pins", value=[{"agency": a, "place": "V1", "reason": "x"} for a in ("A1", "A2")]),
    ],
}


@pytest.mark.parametrize(
    ("code", "change"), [(code, change) for code, changes in FAULTS.items() for change in changes]
)
def test_every_fault_is_named_and_blocks(code, change):
    raw = example()
    change(raw)
    problem, findings = read_problem(raw, RULE)
    assert problem is None
    assert f"assign.{code}" in findings.codes()


def test_one_pair_pinned_and_forbidden_is_a_contradiction():
    raw = example()
    raw["pins"] = raw["forbidden"] = [{"agency": "A1", "place": "V1", "reason": "x"}]
    assert "assign.pinned_and_forbidden" in codes(raw)


@pytest.mark.parametrize("raw", [[], "teks", None, {"agencies": 3}, {"places": {"V1": 1}}])
def test_what_is_no_problem_at_all_is_said(raw):
    problem, findings = read_problem(raw, RULE)
    assert problem is None
    assert findings.blocking


def test_shares_that_miss_one_by_rounding_are_made_whole():
    raw = example()
    raw["shares"]["V1"] = {"house": "0.333", "school": "0.333", "economy": "0.3333"}
    assert sum(read(raw).shares[0]) == 1


def test_a_place_without_known_needs_fits_nobody_and_is_said():
    raw = example()
    raw["shares"]["V1"] = {}
    assert codes(raw) == {"assign.no_needs"}
    assert [row[0] for row in read(raw).g] == [0, 0, 0]


def test_without_distances_all_are_zero_and_that_is_said():
    raw = example()
    del raw["distances_km"]
    assert codes(raw) == {"assign.no_distances"}
    assert read(raw).longest == 0


def test_rows_of_agencies_that_do_not_take_part_are_left_aside():
    raw = example()
    raw["agencies"].pop()
    assert codes(raw) == {"assign.left_aside", "assign.previous_gone"}
