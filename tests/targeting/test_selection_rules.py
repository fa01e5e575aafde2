from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.targeting.rules.places import Place, Stratum
from berdaya.targeting.rules.scores import Method, sides, standardised
from berdaya.targeting.rules.selection import Seats, seats_for, select
from tests.targeting.cases import WORKED, places, strata, weights

BOTH = {Stratum.DESA: 212, Stratum.KELURAHAN: 11}


def order(text: str, method: Method = Method.M1, weight: str = "0.6") -> list[str]:
    return [r.place.code[-4:] for r in select(places(text), Seats(1), method, Fraction(weight)).ranked]


# ---------- seats ----------


def test_seats_follow_the_counts_by_largest_remainder():
    counts = {Stratum.DESA: 58_000, Stratum.KELURAHAN: 2_087}
    assert seats_for(counts, BOTH, Seats(86)) == {Stratum.DESA: 83, Stratum.KELURAHAN: 3}


def test_a_decree_may_fix_the_seats():
    fixed = Seats(86, {Stratum.DESA: 77, Stratum.KELURAHAN: 9})
    assert seats_for({Stratum.DESA: 1, Stratum.KELURAHAN: 1}, BOTH, fixed) == {
        Stratum.DESA: 77,
        Stratum.KELURAHAN: 9,
    }


def test_equal_remainders_give_the_seat_to_the_larger_count():
    counts = {Stratum.DESA: 3, Stratum.KELURAHAN: 1}
    assert seats_for(counts, BOTH, Seats(2)) == {Stratum.DESA: 2, Stratum.KELURAHAN: 0}


def test_a_stratum_never_has_more_seats_than_places():
    counts = {Stratum.DESA: 1, Stratum.KELURAHAN: 999}
    assert seats_for(counts, BOTH, Seats(86)) == {Stratum.DESA: 75, Stratum.KELURAHAN: 11}


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 223))
def test_seats_always_add_up(desa, kelurahan, total):
    given_seats = seats_for({Stratum.DESA: desa, Stratum.KELURAHAN: kelurahan}, BOTH, Seats(total))
    assert sum(given_seats.values()) == total
    assert all(given_seats[s] <= BOTH[s] for s in BOTH)


# ---------- order and ties ----------


def test_equal_scores_are_settled_by_the_larger_count():
    assert order("33.27.01.2001 10 0.6000\n33.27.01.2002 20 0.7000", weight="0.5") == ["2002", "2001"]


def test_equal_counts_are_settled_by_the_higher_rate():
    assert order("33.27.01.2001 10 - 200\n33.27.01.2002 10 - 100") == ["2002", "2001"]


def test_the_rate_settles_nothing_while_it_is_unknown_for_one_place():
    assert order("33.27.01.2001 10 - 200\n33.27.01.2002 10 - 100\n33.27.01.2003 10 - -") == [
        "2001",
        "2002",
        "2003",
    ]


def test_equal_rates_are_settled_by_the_lower_index_and_none_comes_last():
    text = "33.27.01.2001 10 -\n33.27.01.2002 10 0.6000\n33.27.01.2003 10 0.5000"
    assert order(text, weight="1") == ["2003", "2002", "2001"]


def test_an_index_of_zero_is_the_lowest_and_not_a_missing_one():
    assert order("33.27.01.2001 10 0.1\n33.27.01.2002 10 0", weight="1") == ["2002", "2001"]


def test_at_last_the_code_settles_a_tie():
    assert order("33.27.01.2002 10 -\n33.27.01.2001 10 -") == ["2001", "2002"]


# ---------- strata and missing indices ----------


def test_desa_and_kelurahan_are_listed_apart_desa_first():
    chosen = select(places("33.27.08.1001 900 -\n33.27.01.2001 10 0.5"), Seats(2))
    assert [(r.place.code, r.rank) for r in chosen.ranked] == [("33.27.01.2001", 1), ("33.27.08.1001", 1)]


def test_a_desa_adat_stands_among_the_desa():
    assert Place("33.27.01.3001", "Adat", 1).stratum is Stratum.DESA


def test_a_single_place_in_its_stratum_stands_in_the_middle():
    [only] = select(places("33.27.08.1001 900 -"), Seats(1)).ranked
    assert only.score == Fraction(1, 2)


def test_a_place_without_an_index_is_scored_by_its_count_alone():
    text = WORKED + "33.27.01.2007 5000 -"
    scores = {r.place.code[-4:]: r.score for r in select(places(text), Seats(3)).ranked}
    assert scores["2007"] == 1


def test_a_missing_index_does_not_move_the_index_ranks_of_the_others():
    with_gap = sides(Method.M1, places(WORKED + "33.27.01.2007 5000 -"))
    assert [p.by_index for p in with_gap[:6]] == [p.by_index for p in sides(Method.M1, places(WORKED))]


@pytest.mark.parametrize("method", list(Method))
def test_kelurahan_are_in_the_order_of_their_counts_under_every_method(method):
    text = "33.27.08.1001 7 -\n33.27.08.1002 9 -\n33.27.08.1003 8 -"
    assert order(text, method) == ["1002", "1003", "1001"]


# ---------- M0 ----------

REDS = """
33.27.01.2001 10 0.5 100 merah
33.27.01.2002 90 0.5 100 -
33.27.01.2003 30 0.5 100 merah
33.27.01.2004 50 0.5 100 -
"""


def test_m0_takes_every_red_place_and_then_the_largest_counts():
    assert order(REDS, Method.M0) == ["2003", "2001", "2002", "2004"]


def test_m0_with_more_red_than_seats_takes_the_largest_counts():
    chosen = select(places(REDS), Seats(1), Method.M0)
    assert [r.place.code[-4:] for r in chosen.selected] == ["2003"]


# ---------- z ----------


def test_z_of_equal_values_is_zero():
    assert standardised([Decimal(3)] * 4, Decimal(3)) == [0, 0, 0, 0]


def test_z_is_cut_at_three_deviations():
    assert max(standardised([Decimal(0)] * 30 + [Decimal(1)], Decimal(3))) == 3


# ---------- properties ----------

methods = st.sampled_from(list(Method))


@settings(deadline=None)
@given(strata(), methods, weights, st.randoms())
def test_the_order_of_arrival_does_not_matter(some, method, weight, random):
    shuffled = random.sample(some, len(some))
    seats = Seats(min(3, len(some)))
    assert select(shuffled, seats, method, weight) == select(some, seats, method, weight)


@settings(deadline=None)
@given(strata(), weights, st.integers(2, 1000))
def test_counting_everything_a_thousandfold_changes_nothing_in_m1(some, weight, times):
    larger = [
        Place(p.code, p.name, p.n * times, whole=p.whole and p.whole * times, index=p.index, red=p.red)
        for p in some
    ]
    seats = Seats(min(4, len(some)))
    assert select(larger, seats, Method.M1, weight).codes == select(some, seats, Method.M1, weight).codes


@settings(deadline=None)
@given(strata(kelurahan=False), methods, weights, st.integers(1, 99))
def test_a_kelurahan_more_changes_nothing_among_the_desa(some, method, weight, n):
    fixed = Seats(3, {Stratum.DESA: 2, Stratum.KELURAHAN: 1})
    alone = select(some, Seats(2), method, weight)
    joined = select([*some, Place("33.27.08.1001", "Mulyoharjo", n)], fixed, method, weight)
    assert joined.rankings[Stratum.DESA] == alone.rankings[Stratum.DESA]


@settings(deadline=None)
@given(strata(), st.sampled_from([Method.M1, Method.M3]), weights, st.data())
def test_more_poor_households_never_lower_a_rank(some, method, weight, data):
    chosen = data.draw(st.sampled_from(some))
    poorer = [Place(p.code, p.name, p.n + (p == chosen), whole=None, index=p.index, red=p.red) for p in some]
    before = [Place(p.code, p.name, p.n, whole=None, index=p.index, red=p.red) for p in some]

    def rank(of):
        return next(
            r.rank for r in select(of, Seats(1), method, weight).ranked if r.place.code == chosen.code
        )

    assert rank(poorer) <= rank(before)


@settings(deadline=None)
@given(strata(), methods, weights, st.integers(1, 5))
def test_as_many_places_are_selected_as_there_are_seats(some, method, weight, seats):
    seats = min(seats, len(some))
    assert len(select(some, Seats(seats), method, weight).selected) == seats
