"""What cannot be met is said before anything is solved, with the side that fails."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from berdaya.targeting.rules.assignment import Agency, Limits, Pair, Row
from berdaya.targeting.rules.assignment_feasibility import off_on_purpose, shortage, why_infeasible
from tests.targeting.assign_cases import invented, of_fits

ZERO = Fraction(0)


def office(code: str, least: int, most: int) -> Agency:
    return Agency(code, f"Dinas {code}", least, most, Fraction(1))


def said(problem) -> list[str]:
    return [finding.problem for finding in why_infeasible(problem)]


def banned(*pairs: str) -> tuple[Pair, ...]:
    return tuple(Pair(*pair.split(), "wilayah lain") for pair in pairs)


def test_forty_agencies_with_two_each_cannot_take_eighty_six_places():
    assert said(invented(40, 86, seed=1, most=2)) == [
        "40 perangkat × paling banyak 2 = 80 tempat, tetapi ada 86"
    ]


def test_forty_three_agencies_with_two_each_can():
    assert said(invented(43, 86, seed=1, most=2)) == []


def test_more_duties_than_places_is_said():
    assert said(invented(5, 9, seed=1, least=2)) == [
        "5 perangkat × paling sedikit 2 = 10 tempat, tetapi hanya ada 9"
    ]


def test_unequal_bounds_are_added_up_in_words():
    problem = of_fits([[ZERO] * 4] * 2, agencies=(office("A0", 0, 1), office("A1", 0, 2)))
    assert said(problem) == ["Paling banyak dari 2 perangkat bila dijumlahkan = 3 tempat, tetapi ada 4"]


def test_an_agency_pinned_above_its_most_is_named():
    problem = of_fits([[ZERO] * 3] * 2, agencies=(office("A0", 0, 2), office("A1", 0, 3)))
    pins = tuple(Pair("A0", f"V{v}", "sudah lama") for v in range(3))
    (finding,) = why_infeasible(replace(problem, pins=pins))
    assert (finding.where, finding.problem) == (
        "Dinas A0",
        "ditetapkan untuk 3 tempat, padahal paling banyak 2",
    )


def test_a_place_forbidden_to_all_is_named():
    problem = replace(of_fits([[ZERO] * 2] * 2), bans=banned("A0 V1", "A1 V1"))
    assert [finding.where for finding in why_infeasible(problem)] == ["Desa 1"]


def test_an_agency_that_may_take_too_few_is_named():
    problem = of_fits([[ZERO] * 3] * 2, agencies=(office("A0", 2, 3), office("A1", 0, 3)))
    found = why_infeasible(replace(problem, bans=banned("A0 V0", "A0 V1")))
    assert [finding.where for finding in found] == ["Dinas A0"]


def test_places_that_crowd_the_same_agencies_are_named_together():
    problem = of_fits([[ZERO] * 4] * 2, agencies=(office("A0", 0, 2), office("A1", 0, 2)))
    (finding,) = why_infeasible(replace(problem, bans=banned("A1 V0", "A1 V1", "A1 V2")))
    assert finding.where == "Desa 0, Desa 1, Desa 2"
    assert "hanya boleh didampingi Dinas A0" in finding.problem
    assert "paling banyak 2" in finding.problem


def test_agencies_that_crowd_the_same_places_are_named_together():
    problem = of_fits([[ZERO] * 3] * 3, agencies=tuple(office(f"A{a}", 1, 3) for a in range(3)))
    bans = banned("A0 V1", "A0 V2", "A1 V1", "A1 V2")
    (finding,) = why_infeasible(replace(problem, bans=bans))
    assert finding.where == "Dinas A0, Dinas A1"
    assert finding.problem.endswith("hanya 1: Desa 0")


def test_one_red_place_each_is_switched_off_when_there_are_too_few():
    problem = replace(of_fits([[ZERO] * 3] * 2), limits=Limits(red_each=True))
    assert Row.RED not in problem.rows
    assert [finding.code for finding in off_on_purpose(problem)] == ["assign.too_few_red"]


@given(
    st.lists(st.frozensets(st.integers(0, 3)), max_size=6),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_a_shortage_is_a_set_that_is_too_large_for_its_seats(wishes, seats):
    short = shortage(wishes, seats)
    if short is None:
        return
    reach = frozenset().union(*(wishes[seeker] for seeker in short.seekers))
    assert reach == set(short.hosts)
    assert len(short.seekers) > sum(seats[host] for host in reach)
