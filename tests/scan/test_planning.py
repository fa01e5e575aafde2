"""The intervention plan: its sums, its lines, and the two people it passes through."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.findings import Severity
from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.halves import HalfYear, half_of, halves_of
from berdaya.scan.rules.planning import (
    Line,
    Move,
    State,
    judge,
    line_faults,
    plan_rule,
    progress_faults,
    sending_faults,
    sums_of,
)

DAY = date(2026, 6, 1)
RULE = plan_rule(shipped(), DAY)
TARGETS = [f"C{n}" for n in range(1, 10)] + [f"P{n}" for n in range(1, 5)]
LINES = st.builds(
    Line,
    st.text(min_size=1),
    st.sampled_from(TARGETS),
    st.integers(1, 500),
    st.just("unit"),
    st.integers(0, 10**10),
    st.sampled_from(list(RULE.sources)),
    st.integers(2026, 2029),
    st.just("Dinas"),
)


def line(**other):
    facts = {"action": "bangun jamban", "target": "C7", "volume": 20, "unit": "unit", "cost": 60_000_000}
    facts |= {"source": "kabupaten", "year": 2026, "who": "Dinas Perumahan"}
    return Line(**(facts | other))


@given(st.lists(LINES, max_size=40))
def test_years_sources_and_targets_each_add_up_to_the_total(lines):
    sums = sums_of(lines)
    assert (
        sums.total
        == sum(sums.by_year.values())
        == sum(sums.by_source.values())
        == sum(sums.by_target.values())
    )


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"action": " "}, "line.action"),
        ({"target": "C10"}, "line.target"),
        ({"volume": 0}, "line.volume"),
        ({"cost": -1}, "line.cost"),
        ({"source": "hibah luar"}, "line.source"),
        ({"year": 2025}, "line.year"),
        ({"year": 2030}, "line.year"),
        ({"who": ""}, "line.who"),
    ],
)
def test_a_line_says_what_how_much_for_whom_and_by_whom(other, code):
    assert not line_faults(line(), TARGETS, 2026, RULE)
    assert [one.code for one in line_faults(line(**other), TARGETS, 2026, RULE)] == [code]


def test_a_sign_that_stands_out_without_an_action_is_told_but_not_refused():
    found = sending_faults([line()], ["C7", "C5"], {"C5": "rumah tidak layak huni"})
    assert [(one.code, one.where, one.severity) for one in found] == [
        ("plan.uncovered", "rumah tidak layak huni", Severity.WARNING)
    ]


def test_an_empty_plan_is_not_sent():
    assert [one.severity for one in sending_faults([], [], {})] == [Severity.ERROR]


def test_the_maker_does_not_fix_his_own_plan():
    assert not judge(Move.FIX, State.SENT, 1, {1, 2}).allowed
    assert judge(Move.FIX, State.SENT, 3, {1, 2}).allowed


@pytest.mark.parametrize("move", [Move.EDIT, Move.SEND, Move.FIX, Move.RETURN])
def test_a_fixed_plan_does_not_change(move):
    assert not judge(move, State.FIXED, 3, {1}).allowed


def test_news_of_a_line_stays_within_its_volume():
    def codes(done, before=0, on=DAY):
        return [one.code for one in progress_faults(done, 0, 20, before, on, DAY)]

    assert codes(20) == []
    assert codes(21) == ["progress.done"]
    assert codes(4, before=5) == ["progress.less"]
    assert codes(4, on=date(2026, 6, 2)) == ["progress.date"]


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 2000))
def test_half_years_follow_each_other_without_a_gap(first, days):
    last = date.fromordinal(first.toordinal() + days)
    halves = halves_of(first, last)
    assert first in halves[0]
    assert last in halves[-1]
    for before, then in zip(halves, halves[1:], strict=False):
        assert then.first.toordinal() == before.last.toordinal() + 1


def test_the_thirtieth_of_june_ends_the_first_half():
    assert (half_of(date(2026, 6, 30)), half_of(date(2026, 7, 1))) == (HalfYear(2026, 1), HalfYear(2026, 2))
