"""Which proposals stand: the best for each row, and who has to look at it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.register.rules.linking import Band, Candidate, Link, Nik, Thresholds, Why, settled
from berdaya.register.rules.linking_cells import Born, read_age, read_birth, read_sex, village_code

LIMITS = Thresholds(review_from=200_000, sure_from=950_000)
TODAY = date(2025, 7, 1)


def one(a: int, b: int, probability: int, nik: Nik = Nik.NONE) -> Candidate:
    return Candidate(a, b, probability, nik)


def test_a_likely_pair_with_the_same_nik_may_be_accepted_in_bulk() -> None:
    assert settled([one(1, 7, 999_999, Nik.CLEAN)], LIMITS) == [Link(1, 7, 999_999, Band.SURE, Why.NIK)]


def test_without_the_same_nik_a_person_decides_however_likely_it_is() -> None:
    assert settled([one(1, 7, 999_999)], LIMITS) == [Link(1, 7, 999_999, Band.REVIEW, Why.MODEL)]


def test_the_same_nik_under_another_name_is_never_accepted_in_bulk() -> None:
    link = settled([one(1, 7, 990_000, Nik.SAME)], LIMITS)[0]
    assert (link.band, link.rule) == (Band.REVIEW, Why.SAME_NIK_ONLY)


@pytest.mark.parametrize("probability, links", [(199_999, 0), (200_000, 1)])
def test_what_is_less_likely_than_the_threshold_is_not_proposed(probability: int, links: int) -> None:
    assert len(settled([one(1, 7, probability)], LIMITS)) == links


def test_the_same_nik_is_proposed_however_unlikely_the_rest_makes_it() -> None:
    assert settled([one(1, 7, 5, Nik.SAME)], LIMITS)[0].band is Band.REVIEW


def test_a_clean_nik_comes_before_a_higher_probability() -> None:
    links = settled([one(1, 7, 999_999), one(1, 8, 960_000, Nik.CLEAN)], LIMITS)
    assert [(link.b, link.band) for link in links] == [(8, Band.SURE)]


def test_two_rows_that_want_one_person_both_go_to_a_person() -> None:
    links = settled([one(1, 7, 999_999, Nik.CLEAN), one(2, 7, 900_000)], LIMITS)
    assert [(link.a, link.b, link.band, link.rule) for link in links] == [
        (1, 7, Band.REVIEW, Why.SHARED),
        (2, 7, Band.REVIEW, Why.SHARED),
    ]


def test_who_loses_a_shared_person_gets_the_next_that_is_free() -> None:
    links = settled([one(1, 7, 990_000), one(2, 7, 900_000), one(2, 8, 800_000)], LIMITS)
    assert [(link.a, link.b, link.rule) for link in links] == [(1, 7, Why.SHARED), (2, 8, Why.SECOND)]


def test_of_equals_the_earlier_row_wins() -> None:
    links = settled([one(1, 9, 900_000), one(1, 8, 900_000)], LIMITS)
    assert links[0].b == 8


CANDIDATES = st.lists(
    st.builds(
        one,
        st.integers(0, 6),
        st.integers(0, 6),
        st.sampled_from([1, 200_000, 500_000, 950_000, 999_999]),
        st.sampled_from(Nik),
    ),
    max_size=25,
    unique_by=lambda candidate: (candidate.a, candidate.b),
)


@given(CANDIDATES, st.randoms())
def test_the_order_of_arrival_does_not_matter(candidates: list[Candidate], dice: object) -> None:
    shuffled = list(candidates)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settled(shuffled, LIMITS) == settled(candidates, LIMITS)


@given(CANDIDATES)
def test_each_row_gets_one_proposal_and_no_two_sure_ones_share_a_person(candidates: list[Candidate]) -> None:
    links = settled(candidates, LIMITS)
    assert len({link.a for link in links}) == len(links)
    sure = [link.b for link in links if link.band is Band.SURE]
    others = [link.b for link in links if link.band is not Band.SURE]
    assert len(set(sure)) == len(sure)
    assert not set(sure) & set(others)


@pytest.mark.parametrize(
    "text, born",
    [
        ("3/7/1988", Born(1988, date(1988, 7, 3))),
        ("1988-07-03 00:00:00", Born(1988, date(1988, 7, 3))),
        ("03 Juli 1988", Born(1988, date(1988, 7, 3))),
        ("3-Agt-88", Born(1988, date(1988, 8, 3))),
        ("03.07.05", Born(2005, date(2005, 7, 3))),
        ("1988", Born(1988, None)),
        ("31/12/1970", Born(1970, None)),
        ("01-01-1970", Born(1970, None)),
        ("30/2/1988", None),
        ("3/7/2031", None),
        ("kurang tahu", None),
    ],
)
def test_birth_dates_as_lists_write_them(text: str, born: Born | None) -> None:
    assert read_birth(text, TODAY) == born


@pytest.mark.parametrize(
    "text, year", [("37", 1988), ("37 th", 1988), ("37,0", 1988), ("999", None), ("x", None)]
)
def test_an_age_is_a_year_and_no_day(text: str, year: int | None) -> None:
    assert read_age(text, TODAY) == (Born(year, None) if year else None)


@pytest.mark.parametrize(
    "text, sex", [("Laki-laki", "L"), ("1", "L"), ("PR", "P"), ("2", "P"), ("Siti", None)]
)
def test_sex_is_read_from_its_column_only(text: str, sex: str | None) -> None:
    assert read_sex(text) == sex


def test_a_village_code_has_ten_digits_with_or_without_dots() -> None:
    assert village_code("3327042010") == village_code("33.27.04.2010") == "33.27.04.2010"
    assert village_code("Majalangu") is None
