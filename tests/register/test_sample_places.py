"""How the invented households are spread over the real villages."""

from decimal import Decimal

import pytest

from berdaya.kernel.findings import Refused
from berdaya.kernel.shares import rank_scale
from berdaya.region.rules.gazetteer import Kind
from berdaya.register.sampling.companions import invented_index, invented_population
from berdaya.register.sampling.places import sample_places

BAPPEDA = {"33.27.04.2010": "Majalangu", "33.27.13.2005": "Pagergunung", "33.27.09.2018": "Asemdoyong"}


@pytest.fixture(scope="module")
def places():
    return sample_places("33.27", 170_000, 2015)


@pytest.fixture(scope="module")
def index():
    return index_of(2015)


def index_of(seed):
    return {row["code"]: row["idm"] for row in invented_index("33.27", seed)}


def test_every_village_gets_households_and_none_is_lost(places):
    assert len(places) == 223
    assert sum(place.households for place in places) == 170_000
    assert min(place.households for place in places) > 100


def test_of_170_000_households_60_087_are_in_decile_1(places):
    assert sum(place.decile1 for place in places) == 60_087
    assert all(place.decile1 < place.households for place in places)


def test_decile_1_is_spread_as_in_a_kabupaten(places):
    counts = sorted(place.decile1 for place in places)
    assert 100 < counts[0] < 140
    assert 900 < counts[-1] < 1300


def test_decile_1_is_between_7_and_28_per_cent_of_all_households(places):
    shares = [place.decile1 / place.all_households for place in places]
    assert min(shares) > 0.07
    assert max(shares) < 0.28
    assert all(place.all_households >= place.households for place in places)


def test_kelurahan_have_the_lower_shares(places):
    kelurahan = [p for p in places if p.place.kind is Kind.KELURAHAN]
    assert len(kelurahan) == 11
    assert max(p.decile1 / p.all_households for p in kelurahan) < 0.12


@pytest.mark.parametrize("seed", [2015, 1, 7])
@pytest.mark.parametrize("lean_on_index", [True, False])
def test_the_three_desa_of_bappeda_are_chosen_although_their_index_is_high(seed, lean_on_index):
    index = index_of(seed)
    places = sample_places("33.27", 170_000, seed, index=index if lean_on_index else None)
    ranked = ranked_by_count_and_index([p for p in places if p.place.code in index], index)
    assert set(BAPPEDA) <= set(ranked[:77])
    assert {index[code] > Decimal("0.77") for code in BAPPEDA} == {True}


def ranked_by_count_and_index(places, index):
    """The method M1 with weight 0.6, as a planner would do it with a pencil."""
    counts = rank_scale([place.decile1 for place in places])
    heights = rank_scale([index[place.place.code] for place in places])
    score = {p.place.code: 6 * n + 4 * (1 - i) for p, n, i in zip(places, counts, heights, strict=True)}
    return sorted(score, key=lambda code: (-score[code], code))


def test_a_higher_index_lowers_the_count_a_little(index):
    turned = {code: 1 - value for code, value in index.items()}
    high = max((code for code in index if code not in BAPPEDA), key=lambda code: index[code])
    as_best, as_worst = (
        {p.place.code: p.decile1 for p in sample_places("33.27", 170_000, 2015, index=i)}[high]
        for i in (index, turned)
    )
    assert as_best < as_worst


def test_bps_numbers_are_never_those_of_kemendagri(places):
    for place in places:
        assert place.bps_kecamatan != 10 * int(place.kecamatan.code[-2:])
        assert place.bps_village != int(place.place.code[-3:])


def test_bps_numbers_name_one_village_each(places):
    assert len({(p.bps_kecamatan, p.bps_village) for p in places}) == 223
    assert {p.bps_kecamatan for p in places} == set(range(10, 150, 10))


def test_a_kecamatan_alone_gets_all_the_households():
    places = sample_places("33.27", 500, 2015, kecamatan="33.27.04")
    assert {place.kecamatan.name for place in places} == {"Watukumpul"}
    assert sum(place.households for place in places) == 500


def test_a_single_household_finds_a_village():
    assert sum(place.households for place in sample_places("33.27", 1, 2015)) == 1


@pytest.mark.parametrize("district", ["", "33", "33.27.04", "33.99", "Pemalang"])
def test_only_a_kabupaten_or_kota_has_a_sample(district):
    with pytest.raises(Refused) as refused:
        sample_places(district, 10, 2015)
    assert refused.value.findings[0].code == "sample.district"


def test_a_kecamatan_elsewhere_is_refused():
    with pytest.raises(Refused) as refused:
        sample_places("33.27", 10, 2015, kecamatan="33.26.01")
    assert refused.value.findings[0].code == "sample.kecamatan"


def test_a_kota_has_a_sample_too():
    assert len(sample_places("33.75", 270, 2015)) == 27


# ---------- index and population ----------


def test_209_of_212_desa_have_an_index_and_no_kelurahan_has(index):
    assert len(index) == 209
    assert not any(code[9] == "1" for code in index)


def test_the_index_is_spread_like_the_real_one(index):
    ordered = sorted(index.values())
    assert Decimal("0.59") < ordered[0] < Decimal("0.65")
    assert Decimal("0.75") < ordered[104] < Decimal("0.80")
    assert Decimal("0.93") < ordered[-1] <= 1


def test_the_index_lies_on_its_lattice():
    for row in invented_index("33.27", 2015):
        for name, full in (("iks", 175), ("ike", 60), ("ikl", 15)):
            assert abs(row[name] * full - round(row[name] * full)) <= full * Decimal("0.00005")
        assert abs((row["iks"] + row["ike"] + row["ikl"]) / 3 - row["idm"]) <= Decimal("0.0001")


def test_the_population_goes_with_the_sample(places):
    rows = invented_population("33.27", 2015)
    assert [row["households"] for row in rows] == [place.all_households for place in places]


def test_no_desa_of_the_invented_index_is_tertinggal(index):
    """As in the real one of 2024: the contradiction between index and counts must be there to explain."""
    assert min(index.values()) > Decimal("0.5989")
