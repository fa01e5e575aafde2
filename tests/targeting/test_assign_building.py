"""From the office's own tables to a problem."""

from fractions import Fraction

import pytest

from berdaya.targeting.rules.assignment_building import Sources, build
from tests.targeting.assign_cases import RULE, read

SIMA, MOGA = "33.27.01.2001", "33.27.01.2002"
PLACES = [
    {"code": MOGA, "name": "Moga", "N": 300, "stratum": "desa", "red": True, "idm": "0.6216"},
    {"code": SIMA, "name": "Sima", "N": 100, "stratum": "desa", "red": False, "idm": None},
]


def rows(text: str) -> list[dict[str, str]]:
    head, *lines = [line.split(",") for line in text.strip().splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


AGENCIES = rows("code,name,most,strength\nSOS,Dinas Sosial,2,1.5\nKES,Dinas Kesehatan,,")
FIT = rows("agency,need,fit\nSOS,C1,1\nSOS,C4,0.5\nKES,C4,1\nKES,P1,0.2")
NEEDS = rows(f"code,need,share\n{SIMA},C1,0.25\n{SIMA},C4,0.75\n{MOGA},C1,1\n33.27.09.2018,C1,1")


def built(**more):
    raw, findings = build(Sources(PLACES, AGENCIES, FIT, NEEDS, **more), RULE)
    return raw, findings.codes()


def test_without_potentials_the_criteria_are_all():
    problem = read(built()[0])
    assert problem.needs == ("C1", "C4", "P1")
    assert problem.shares == ((Fraction(1, 4), Fraction(3, 4), 0), (1, 0, 0))


def test_with_potentials_criteria_keep_four_fifths():
    potentials = rows(f"code,need,share\n{SIMA},P1,1\n{MOGA},P1,0.5\n{MOGA},P2,0.5")
    problem = read(built(potentials=potentials)[0])
    assert problem.shares[0] == (Fraction(1, 5), Fraction(3, 5), Fraction(1, 5), 0)
    assert problem.shares[1] == (Fraction(4, 5), 0, Fraction(1, 10), Fraction(1, 10))


def test_a_place_without_potentials_keeps_its_criteria_whole_and_that_is_said():
    raw, codes = built(potentials=rows(f"code,need,share\n{SIMA},P1,1"))
    assert codes == {"assign.one_kind_of_need"}
    assert sum(read(raw).shares[1]) == 1


def test_the_load_is_one_plus_the_count_over_its_mean():
    assert [place.load for place in read(built()[0]).places] == [Fraction("1.5"), Fraction("2.5")]


def test_what_an_agency_does_not_say_comes_from_the_rule():
    kes, sos = read(built()[0]).agencies
    assert (kes.least, kes.most, kes.strength) == (1, 3, 1)
    assert (sos.least, sos.most, sos.strength) == (1, 2, Fraction(3, 2))


def test_points_become_road_kilometres_to_the_metre():
    points = rows(f"code,lat,lon\nSOS,-7,109\nKES,-7,109.5\n{SIMA},-7,109\n{MOGA},-8,109")
    raw, codes = built(points=points)
    assert codes == set()
    # one degree of latitude on a sphere of 6371.0088 km is 111.195 km; roads are 1.3 x as long
    assert raw["distances_km"]["SOS"] == {SIMA: "0.000", MOGA: "144.554"}


@pytest.mark.parametrize(
    ("points", "code"),
    [
        (f"SOS,-7,109\nKES,-7,109.5\n{SIMA},-7,109", "assign.no_point"),
        (f"SOS,109,-7\nKES,-7,109.5\n{SIMA},-7,109\n{MOGA},-8,109", "assign.bad_point"),
        (f"SOS,-7,109\nSOS,-7,109\nKES,-7,109.5\n{SIMA},-7,109\n{MOGA},-8,109", "assign.twice"),
    ],
)
def test_points_that_cannot_be_used_are_named(points, code):
    assert code in built(points=rows("code,lat,lon\n" + points))[1]


def test_distances_are_taken_as_they_are_and_other_places_left_aside():
    distances = rows(
        f"agency,code,km\nSOS,{SIMA},12.5\nSOS,{MOGA},3\nKES,{SIMA},8\nKES,{MOGA},9\nKES,33.27.09.2018,1"
    )
    assert read(built(distances=distances)[0]).km == ((8, 9), (Fraction("12.5"), 3))


def test_a_decimal_comma_is_a_decimal():
    fit = rows("agency,need,fit") + [{"agency": "SOS", "need": "C1", "fit": "0,5"}]
    raw, _ = build(Sources(PLACES, AGENCIES, fit, NEEDS), RULE)
    assert raw["fit"]["SOS"] == {"C1": "0.5"}


def test_the_same_pair_twice_is_a_fault():
    raw, findings = build(Sources(PLACES, AGENCIES, [*FIT, FIT[0]], NEEDS), RULE)
    assert findings.codes() == {"assign.twice"}


def test_pins_and_forbidden_pairs_stand_in_one_table():
    pairs = rows(
        "agency,code,kind,reason,decree\n"
        f"SOS,{SIMA},,sudah didampingi,188.4/275/Tahun 2022\n"
        f"KES,{SIMA},larang,pengurusnya kerabat,\n"
        "KES,33.27.09.2018,larang,di luar wilayah,"
    )
    problem = read(built(pairs=pairs)[0])
    assert [(p.agency, p.place, p.decree) for p in problem.pins] == [("SOS", SIMA, "188.4/275/Tahun 2022")]
    assert [(b.agency, b.place) for b in problem.bans] == [("KES", SIMA)]


def test_an_unknown_kind_of_pair_is_a_fault():
    assert built(pairs=rows(f"agency,code,kind\nSOS,{SIMA},mungkin"))[1] == {"assign.pair_kind"}
