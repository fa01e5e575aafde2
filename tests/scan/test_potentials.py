"""The score of a group of potentials: mean of (condition + prospect) / 6, and nothing where nobody looked."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.sexes import BySex
from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.potentials import (
    Rated,
    group_score,
    level_of,
    part_faults,
    potential_rule,
    rating_faults,
    sum_words,
    told_score,
)

RULE = potential_rule(shipped(), date(2026, 6, 1))
MARKS = st.tuples(st.integers(0, 3), st.integers(0, 3))


def rated(*marks):
    return [Rated(f"isian {n}", *pair) for n, pair in enumerate(marks)]


@pytest.mark.parametrize(
    ("marks", "score", "level"),
    [
        ([(3, 3)], Fraction(1), "kuat"),
        ([(0, 0)], Fraction(0), "lemah"),
        ([(2, 1), (1, 1)], Fraction(5, 12), "sedang"),
        ([(1, 1)], Fraction(1, 3), "sedang"),
        ([(2, 2)], Fraction(2, 3), "kuat"),
        ([(0, 1), (3, 3), (1, 0)], Fraction(4, 9), "sedang"),
    ],
)
def test_the_score_is_the_mean_of_condition_and_prospect(marks, score, level):
    found = group_score("P1", rated(*marks), RULE)
    assert (found.score, found.level) == (score, level)


def test_a_group_that_nobody_looked_at_has_no_score():
    found = group_score("P2", [], RULE)
    assert (found.score, told_score(found.score)) == (None, "–")


def test_one_entry_tells_its_sum():
    assert sum_words(Rated("kopi", 2, 1), RULE.most) == "2 + 1 = 3 dari 6 (50%)"


@given(st.lists(MARKS, min_size=1, max_size=30))
def test_the_order_of_entries_does_not_matter(marks):
    assert group_score("P1", rated(*marks), RULE).score == group_score("P1", rated(*marks[::-1]), RULE).score


@given(st.lists(MARKS, min_size=1, max_size=20), st.integers(0, 19))
def test_a_better_condition_never_lowers_the_score(marks, which):
    condition, prospect = marks[which % len(marks)]
    better = list(marks)
    better[which % len(marks)] = (min(3, condition + 1), prospect)
    worse, best = (group_score("P1", rated(*some), RULE).score for some in (marks, better))
    assert 0 <= worse <= best <= 1


@given(st.fractions(0, 1))
def test_every_score_has_a_level(score):
    assert level_of(score, RULE) in ("lemah", "sedang", "kuat")


def test_a_kelurahan_is_not_asked_for_a_bum_desa():
    bodies = RULE.groups["P2"]
    assert "bum_desa" in bodies.kinds_in(kelurahan=False)
    assert "bum_desa" not in bodies.kinds_in(kelurahan=True)


@pytest.mark.parametrize(
    ("condition", "codes"), [(3, []), (4, ["potential.kondisi"]), (-1, ["potential.kondisi"])]
)
def test_a_mark_outside_the_scale_is_found(condition, codes):
    assert [one.code for one in rating_faults(Rated("kopi", condition, 0), RULE)] == codes


def test_more_certified_women_than_women_is_found():
    assert part_faults("bersertifikat", BySex(5, 2), BySex(1, 3))
    assert not part_faults("bersertifikat", BySex(5, 2), BySex(5, 2))
