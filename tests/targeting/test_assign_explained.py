"""Why this agency, what another would cost, and how fair the whole is."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.targeting.rules.assignment import Agency, Pair, broken, objective
from berdaya.targeting.rules.assignment_exchange import best_exchange
from berdaya.targeting.rules.assignment_explained import fairness, favourite, tell_agencies, tell_places
from tests.targeting.assign_cases import answers, example, of_fits, problems, read

ONE, NONE = Fraction(1), Fraction(0)


@settings(max_examples=150, deadline=None)
@given(problems(limits=True), st.integers(0, 3), st.integers(0, 80))
def test_an_exchange_keeps_all_limits_and_its_loss_is_exact(problem, place, which):
    every = answers(problem)
    if not every:
        return
    lead = every[which % len(every)]
    exchange = best_exchange(problem, lead, place)
    if exchange is None:
        return
    assert exchange.lead[place] != lead[place]
    assert broken(problem, exchange.lead) == []
    assert exchange.loss == objective(problem, lead) - objective(problem, exchange.lead)


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(0, 3))
def test_an_exchange_never_loses_less_than_the_best_without_the_pair(problem, place):
    every = answers(problem)
    if not every:
        return
    lead = max(every, key=lambda each: objective(problem, each))
    exchange = best_exchange(problem, lead, place)
    without = [objective(problem, each) for each in every if each[place] != lead[place]]
    if exchange is not None:
        assert objective(problem, lead) - exchange.loss <= max(without)


def test_each_place_tells_fit_distance_and_whether_it_stayed():
    told = tell_places(read(example()), (0, 1, 2, 0, 2))[1]
    assert (told.fit, told.km, told.kept) == (Fraction(3, 5), 15, False)
    assert told.dominant == ("school", "economy", "house")


def test_each_agency_tells_number_load_and_mean_fit():
    told = tell_agencies(read(example()), (0, 1, 2, 0, 2))[0]
    assert (told.number, told.load, told.mean_fit) == (2, Fraction("2.3"), Fraction("0.625"))


def test_an_agency_without_places_has_no_mean_fit():
    assert tell_agencies(of_fits([[ONE], [NONE]]), (0,))[1].mean_fit is None


def test_equal_loads_are_perfectly_fair():
    assert fairness([ONE, ONE, ONE]) == (fair := fairness([ONE] * 2))
    assert (fair.max_to_mean, fair.gini) == (1, 0)


def test_one_who_carries_all_of_four_gives_a_gini_of_three_quarters():
    fair = fairness([Fraction(2), NONE, NONE, NONE])
    assert (fair.max_to_mean, fair.gini) == (4, Fraction(3, 4))


def test_no_work_at_all_is_neither_fair_nor_unfair():
    assert fairness([NONE, NONE]).gini is None


@given(st.lists(st.integers(0, 9).map(Fraction), min_size=1, max_size=6).filter(any))
def test_gini_is_the_mean_difference_over_twice_the_mean(values):
    n = len(values)
    plain = sum(abs(a - b) for a in values for b in values) / (2 * n * sum(values))
    assert fairness(values).gini == plain


def two(**changes):
    offices = {"most": (2, 2), "least": (0, 0)} | changes
    agencies = tuple(
        Agency(f"A{a}", name, least, most, ONE)
        for a, (name, least, most) in enumerate(
            zip(("Dinas Sosial", "Dinas Kesehatan"), offices["least"], offices["most"], strict=True)
        )
    )
    return of_fits([[ONE, ONE], [NONE, NONE]], agencies=agencies)


def why(problem, lead=(0, 1)) -> str:
    found = favourite(problem, lead, 1)
    assert found is not None
    return found.stopped_by


def test_the_lead_that_fits_best_needs_no_word():
    assert favourite(two(), (0, 1), 0) is None


def test_a_full_favourite_is_named():
    assert why(two(most=(1, 2))) == "sudah memegang 1 tempat, batas terbanyaknya"


def test_a_lead_with_a_duty_is_named():
    assert why(two(least=(0, 1))) == "Dinas Kesehatan harus memegang paling sedikit 1 tempat"


def test_a_forbidden_favourite_is_named_with_the_reason():
    bans = (Pair("A0", "V1", "pengurusnya kerabat"),)
    assert why(replace(two(), bans=bans)) == "pasangan ini dilarang: pengurusnya kerabat"


def test_a_pin_is_named_with_the_reason():
    pins = (Pair("A1", "V1", "sudah didampingi"),)
    assert why(replace(two(), pins=pins)) == "tempat ini ditetapkan untuk perangkat lain: sudah didampingi"


def test_a_heavier_load_is_named_with_its_figures():
    assert why(two()) == "beban terberat akan naik dari 1,00 menjadi 2,00"
