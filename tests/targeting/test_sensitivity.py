import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.region.rules.gazetteer import official
from berdaya.targeting.rules.agreement import kendall_tau_b
from berdaya.targeting.rules.places import Place, Stratum, by_stratum
from berdaya.targeting.rules.quick_ranks import QuickMeanOfRanks
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Seats, ranking, select
from berdaya.targeting.rules.sensitivity import Draws, Firmness, firmness_of, sensitivity
from berdaya.targeting.rules.tipping import Tippings
from tests.targeting.cases import WORKED, places, strata, trial, weights

W = Fraction(3, 5)
SIX = places(WORKED)


def test_thirty_nine_lists_of_the_grid_and_two_hundred_draws():
    assert trial().lists == 239
    assert trial().weights[0] == Fraction("0.3")
    assert trial().weights[-1] == Fraction("0.9")


def test_every_list_has_as_many_places_as_seats():
    assert sum(sensitivity(SIX, Seats(3), trial(), W).times.values()) == 3 * 239


def test_a_place_first_in_every_list_is_inti_and_the_last_is_luar():
    found = sensitivity(SIX, Seats(2), trial(), W)
    assert found.firmness["33.27.01.2002"] is Firmness.INTI
    assert found.share("33.27.01.2006") == 0
    assert found.firmness["33.27.01.2006"] is Firmness.LUAR


@pytest.mark.parametrize(
    "times, word", [(216, "inti"), (215, "ambang"), (24, "ambang"), (23, "luar"), (0, "luar")]
)
def test_inti_begins_at_nine_tenths_and_luar_ends_at_one_tenth(times, word):
    assert firmness_of(Fraction(times, 239), trial()) == word


def test_the_same_seed_gives_the_same_lists_and_another_seed_may_not():
    some = places("\n".join(f"33.27.01.{2000 + i} {100 + i} -" for i in range(1, 15)))
    first = sensitivity(some, Seats(7), trial(), W)
    assert sensitivity(some, Seats(7), trial(), W) == first
    assert sensitivity(some, Seats(7), trial(seed=7), W).times != first.times


def test_each_draw_takes_one_factor_per_place_in_code_order():
    moved = Draws(5).moved([1000, 2000], (Fraction("0.9"), Fraction("1.1")))
    plain = Random(5)
    factors = [Fraction(9, 10) + Fraction(1, 5) * Fraction(*plain.random().as_integer_ratio()) for _ in "ab"]
    assert Fraction(moved[0], moved[1]) == 1000 * factors[0] / (2000 * factors[1])


def by_definition(some: list[Place], seats: Seats, weight: Fraction) -> dict[str, int]:
    """The lists made the slow way, with the definition itself and fractions."""
    everywhere = sorted(some, key=lambda p: p.code)
    times = dict.fromkeys((p.code for p in everywhere), 0)
    chosen = [select(everywhere, seats, m, w) for m in trial().methods for w in trial().weights]
    random = Random(trial().seed)
    for _ in range(trial().draws):
        factors = [
            Fraction(9, 10) + Fraction(1, 5) * Fraction(*random.random().as_integer_ratio())
            for _ in everywhere
        ]
        moved = [
            Place(p.code, p.name, p.n * f, index=p.index, whole=p.whole)
            for p, f in zip(everywhere, factors, strict=True)
        ]
        chosen.append(select(moved, seats, Method.M1, weight))
    for one in chosen:
        for code in one.codes:
            times[code] += 1
    return times


def test_the_lists_are_those_of_the_definition():
    some = places(
        WORKED + "33.27.01.2007 200 -\n33.27.08.1001 90 -\n33.27.08.1002 110 -\n33.27.08.1003 100 -"
    )
    assert sensitivity(some, Seats(4), trial(), W).times == by_definition(some, Seats(4), W)


@settings(deadline=None)
@given(strata(), weights, st.data())
def test_whole_numbers_give_the_order_of_the_fractions(some, weight, data):
    for members in by_stratum(some).values():
        factor = st.integers(90, 110)
        moved = [p.n * data.draw(factor) for p in members]
        changed = [
            Place(p.code, p.name, n, index=p.index, whole=p.whole and p.whole * 110)
            for p, n in zip(members, moved, strict=True)
        ]
        exact = [r.place.code for r in ranking(Method.M1, changed, 1, weight)]
        assert QuickMeanOfRanks(members, weight).chosen(moved, len(members)) == exact


# ---------- tau ----------


def test_tau_of_the_same_order_is_one_and_of_the_reverse_minus_one():
    up = [Fraction(i) for i in range(5)]
    assert kendall_tau_b(up, up) == 1
    assert kendall_tau_b(up, up[::-1]) == -1


def test_tau_b_with_ties():
    a = [Fraction(n) for n in (1, 2, 2, 3)]
    b = [Fraction(n) for n in (1, 2, 3, 4)]
    assert kendall_tau_b(a, b) == Decimal("0.912870929175")


def test_tau_is_unknown_where_a_side_tells_nothing_apart():
    assert kendall_tau_b([Fraction(1)], [Fraction(1)]) is None
    assert kendall_tau_b([Fraction(1)] * 3, [Fraction(i) for i in range(3)]) is None


# ---------- what would move a place ----------


def test_the_worked_case_tips_where_the_third_passes_the_fifth():
    """D3 = 0.5 w and D5 = 0.2 w + 0.6 (1 - w) meet at w = 2/3; there D3 leads by its larger count."""
    tipping = Tippings(SIX, 4, W)
    d5, d3 = tipping.of("33.27.01.2005"), tipping.of("33.27.01.2003")
    assert (d5.weight, d5.change, d5.reached) == (Fraction(2, 3), Fraction(1, 15), True)
    assert (d3.weight, d3.change, d3.reached) == (Fraction(2, 3), Fraction(1, 15), True)


def test_a_place_that_leads_on_both_sides_is_never_moved():
    assert Tippings(places("33.27.01.2001 9 0.5\n33.27.01.2002 8 0.6"), 1, W).of("33.27.01.2001") is None


def test_kelurahan_are_moved_by_no_weight():
    assert Tippings(places("33.27.08.1001 9 -\n33.27.08.1002 8 -"), 1, W).of("33.27.08.1002") is None


@settings(deadline=None, max_examples=40)
@given(strata(kelurahan=False), weights, st.integers(1, 6), st.data())
def test_a_place_crosses_at_its_tipping_weight_and_not_before(some, weight, seats, data):
    seats = min(seats, len(some))
    code = data.draw(st.sampled_from(some)).code
    tipping = Tippings(some, seats, weight).of(code)

    def inside(at: Fraction) -> bool:
        return code in select(some, Seats(seats), Method.M1, at).codes

    now = inside(weight)
    steps = [Fraction(i, 97) for i in range(98)]
    if tipping is None:
        assert all(inside(w) == now for w in steps)
        return
    nearer = [w for w in steps if abs(w - weight) < abs(tipping.change)]
    assert all(inside(w) == now for w in nearer)
    beyond = tipping.weight + (Fraction(1, 10**9) if tipping.change > 0 else -Fraction(1, 10**9))
    if tipping.reached:
        assert inside(tipping.weight) != now
    elif tipping.change:
        assert inside(tipping.weight) == now
        assert inside(beyond) != now


# ---------- a whole kabupaten ----------

INDEX = Path(__file__).parents[3] / "shared" / "data" / "idm_2024_pemalang.csv"


@pytest.mark.skipif(not INDEX.exists(), reason="the published index of Pemalang lies outside the repository")
def test_the_real_index_file_knows_209_of_212_desa():
    with INDEX.open(encoding="utf-8") as file:
        index = {row["kode_desa"]: Decimal(row["idm"]) for row in csv.DictReader(file)}
    villages = official().villages("33.27")
    some = [Place(v.code, v.name, 1, index=index.get(v.code)) for v in villages]
    desa = by_stratum(some)[Stratum.DESA]
    assert (len(desa), sum(p.index is not None for p in desa)) == (212, 209)
