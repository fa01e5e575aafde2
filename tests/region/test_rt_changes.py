"""RT that are split, merged or renumbered: what may be recorded and what follows."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.region.rules.history import Change, Part
from berdaya.region.rules.rt_changes import Heir, Neighbourhood, RtChange, faults, outcome

VILLAGE = "33.27.01.2001"
DAY = date(2026, 7, 1)
PAPER = "Keputusan Kades 141/7/2026"


def rt(number: int, rw: int = 1, village: str = VILLAGE) -> str:
    return f"{village}.{rw:03}.{number:03}"


KNOWN = {
    rt(1): Neighbourhood(rt(1), "Krajan", date(2020, 1, 1)),
    rt(2): Neighbourhood(rt(2), "Krajan"),
    rt(3): Neighbourhood(rt(3), "Wetan"),
    rt(9): Neighbourhood(rt(9), "Wetan", date(2010, 1, 1), date(2019, 12, 31)),
}
SPLIT = RtChange(Change.SPLIT, (rt(1),), (Heir(rt(1), 30), Heir(rt(4), 20, "Lor")), DAY, PAPER)
MERGE = RtChange(Change.MERGE, (rt(1), rt(2)), (Heir(rt(1)),), DAY, PAPER)
RENUMBER = RtChange(Change.RENUMBERING, (rt(1),), (Heir(rt(7, rw=2)),), DAY, PAPER)


def codes(asked: RtChange) -> list[str]:
    return [finding.code for finding in faults(asked, KNOWN)]


@pytest.mark.parametrize("asked", [SPLIT, MERGE, RENUMBER])
def test_a_change_with_its_paper_can_be_recorded(asked):
    assert codes(asked) == []


def test_a_split_shares_by_families_and_the_old_rt_stays_when_it_keeps_its_number():
    done = outcome(SPLIT, KNOWN)
    assert done.shares == {rt(1): (Part(rt(1), Fraction(3, 5)), Part(rt(4), Fraction(2, 5)))}
    assert (done.ended, [heir.code for heir in done.begun]) == ((), [rt(4)])


def test_a_split_into_new_numbers_ends_the_old_one_the_day_before():
    done = outcome(replace(SPLIT, heirs=(Heir(rt(4), 1), Heir(rt(5), 2))), KNOWN)
    assert (done.ended, done.last_day) == ((rt(1),), date(2026, 6, 30))


def test_in_a_merger_the_one_that_keeps_its_number_stays_as_it_is():
    done = outcome(MERGE, KNOWN)
    assert done.ended == (rt(2),)
    assert done.shares == {rt(2): (Part(rt(1), Fraction(1)),)}
    assert done.begun == ()


def test_a_merger_under_a_new_number_ends_both():
    done = outcome(replace(MERGE, heirs=(Heir(rt(5)),)), KNOWN)
    assert (done.ended, len(done.begun)) == ((rt(1), rt(2)), 1)
    assert set(done.shares) == {rt(1), rt(2)}


def test_a_new_number_takes_over_the_whole():
    assert outcome(RENUMBER, KNOWN).shares == {rt(1): (Part(rt(7, rw=2), Fraction(1)),)}


@pytest.mark.parametrize(
    "asked, code",
    [
        (replace(SPLIT, olds=(rt(1), rt(2))), "rt.numbers"),
        (replace(SPLIT, heirs=(Heir(rt(4)),)), "rt.numbers"),
        (replace(MERGE, olds=(rt(1),)), "rt.numbers"),
        (replace(RENUMBER, heirs=(Heir(rt(4)), Heir(rt(5)))), "rt.numbers"),
        (replace(SPLIT, change=Change.RENAME), "rt.kind"),
        (replace(MERGE, olds=(rt(1), rt(1))), "rt.twice"),
        (replace(SPLIT, heirs=(Heir(rt(4)), Heir(rt(4)))), "rt.twice"),
        (replace(RENUMBER, heirs=(Heir(rt(1)),)), "rt.same"),
        (replace(RENUMBER, olds=(rt(6),)), "rt.unknown"),
        (replace(RENUMBER, olds=(rt(9),)), "rt.ended"),
        (replace(SPLIT, first_day=date(2020, 1, 1)), "rt.too_early"),
        (replace(RENUMBER, heirs=(Heir(rt(2)),)), "rt.taken"),
        (
            replace(RENUMBER, olds=(rt(2),), heirs=(Heir(rt(9)),), first_day=date(2019, 12, 31)),
            "rt.was_taken",
        ),
        (replace(RENUMBER, heirs=(Heir(rt(4, village="33.27.01.2002")),)), "rt.elsewhere"),
        (replace(RENUMBER, heirs=(Heir(f"{VILLAGE}.001.000"),)), "rt.elsewhere"),
        (replace(RENUMBER, heirs=(Heir(VILLAGE),)), "rt.elsewhere"),
        (replace(SPLIT, heirs=(Heir(rt(1), 30), Heir(rt(4), 0))), "rt.families"),
        (replace(SPLIT, source=" "), "rt.source"),
    ],
)
def test_what_cannot_be_recorded_is_named(asked, code):
    assert code in codes(asked)


def test_a_number_that_became_free_may_be_given_to_another_rt():
    asked = replace(RENUMBER, heirs=(Heir(rt(9)),))
    assert codes(asked) == []
    assert ([heir.code for heir in outcome(asked, KNOWN).reopened], outcome(asked, KNOWN).begun) == (
        [rt(9)],
        (),
    )


def test_an_rt_whose_first_day_nobody_knows_may_change_on_any_day():
    assert codes(replace(RENUMBER, olds=(rt(2),), first_day=date(1999, 1, 1))) == []


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6))
def test_the_shares_of_a_split_add_up_to_the_whole(families):
    heirs = tuple(Heir(rt(10 + position), many) for position, many in enumerate(families))
    done = outcome(replace(SPLIT, heirs=heirs), KNOWN)
    assert sum(part.share for part in done.shares[rt(1)]) == 1
