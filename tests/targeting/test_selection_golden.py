"""The worked case of the method, every column."""

from decimal import Decimal
from fractions import Fraction

import pytest

from berdaya.kernel.shares import mid_ranks, round_half_up
from berdaya.targeting.rules.scores import Method, sides
from berdaya.targeting.rules.selection import Seats, select
from tests.targeting.cases import WORKED, places

SIX = places(WORKED)


def by_place(method: Method, weight: str = "0.6") -> dict[str, Decimal]:
    chosen = select(SIX, Seats(3), method, Fraction(weight))
    return {"D" + r.place.code[-1]: round_half_up(r.score, 4) for r in chosen.ranked}


def test_both_sides_of_m1_are_ranks_between_0_and_1():
    pairs = sides(Method.M1, SIX)
    assert [p.by_count for p in pairs] == [
        1,
        Fraction("0.8"),
        Fraction("0.5"),
        Fraction("0.5"),
        Fraction("0.2"),
        0,
    ]
    assert [1 - p.by_index for p in pairs] == [Fraction(n, 5) for n in (3, 0, 5, 1, 2, 4)]


def test_m1_is_exact():
    scores = {r.place.code[-1]: r.score for r in select(SIX, Seats(3)).ranked}
    assert scores == {str(i): Fraction(n, 100) for i, n in enumerate((76, 88, 30, 62, 36, 8), start=1)}


def test_both_sides_of_m2_are_z_scores():
    pairs = sides(Method.M2, SIX)
    assert [str(round_half_up(p.by_count, 4)) for p in pairs] == [
        "1.1735", "0.7970", "0.3023", "0.3023", "-0.7931", "-1.7821",
    ]  # fmt: skip
    assert [str(round_half_up(p.by_index, 4)) for p in pairs] == [
        "-0.1168", "1.3849", "-1.4851", "0.9024", "0.2953", "-0.9806",
    ]  # fmt: skip


def test_m2_joins_the_z_scores():
    assert {place: str(score) for place, score in by_place(Method.M2).items()} == {
        "D2": "1.0321", "D1": "0.6574", "D4": "0.5424", "D5": "-0.3577", "D3": "-0.4126", "D6": "-1.4615",
    }  # fmt: skip


def test_both_sides_of_m3_are_shares_of_ranks():
    pairs = sides(Method.M3, SIX)
    assert [str(round_half_up(p.by_count.exp(), 4)) for p in pairs] == [
        "1.0000", "0.8333", "0.5833", "0.5833", "0.3333", "0.1667",
    ]  # fmt: skip
    assert [str(round_half_up(p.by_index.exp(), 4)) for p in pairs] == [
        "0.5000", "1.0000", "0.1667", "0.8333", "0.6667", "0.3333",
    ]  # fmt: skip
    assert mid_ranks([p.n for p in SIX])[2] == Fraction(7, 2)


def test_m3_joins_them_as_powers():
    assert {place: str(score) for place, score in by_place(Method.M3).items()} == {
        "D2": "0.8964", "D1": "0.7579", "D4": "0.6728", "D5": "0.4398", "D3": "0.3534", "D6": "0.2199",
    }  # fmt: skip


@pytest.mark.parametrize("method", [Method.M1, Method.M2, Method.M3])
def test_all_three_methods_put_the_six_in_the_same_order(method):
    assert list(by_place(method)) == ["D2", "D1", "D4", "D5", "D3", "D6"]


def test_more_weight_on_the_count_lets_the_third_pass_the_fifth():
    heavier = by_place(Method.M1, "0.7")
    assert list(heavier) == ["D2", "D1", "D4", "D3", "D5", "D6"]
    assert [str(heavier[f"D{i}"]) for i in range(1, 7)] == [
        "0.8200", "0.8600", "0.3500", "0.5900", "0.3200", "0.0600",
    ]  # fmt: skip


def test_less_weight_on_the_count_gives_the_published_scores():
    lighter = by_place(Method.M1, "0.5")
    assert [str(lighter[f"D{i}"]) for i in range(1, 7)] == [
        "0.7000", "0.9000", "0.2500", "0.6500", "0.4000", "0.1000",
    ]  # fmt: skip
