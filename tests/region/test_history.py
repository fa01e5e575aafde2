from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Refused
from berdaya.region.rules.history import Change, History, Part, Record
from berdaya.rulebook.rules import Standing

KNOWN_BY = date(2025, 12, 31)
LATER = date(2040, 1, 1)
A, B, C, D = (f"33.27.04.20{n}" for n in (31, 32, 33, 34))


def version(
    code: str,
    *heirs: tuple[str, str],
    last: date | None = None,
    first: date | None = None,
    change=Change.SPLIT,
) -> Record:
    parts = tuple(Part(heir, Fraction(share)) for heir, share in heirs)
    return Record(code, f"Desa {code[-2:]}", first, last, change, parts, "rekaan", Standing.LAW)


def history(*records: Record) -> History:
    return History(KNOWN_BY, records)


def heirs(of: History, code: str, on: date = LATER, since: date | None = None) -> dict[str, Fraction]:
    return {part.code: part.share for part in of.successors(code, on, since)}


END_2026, END_2027 = date(2026, 12, 31), date(2027, 12, 31)


def test_a_split_gives_each_heir_its_share():
    assert heirs(history(version(A, (B, "3/5"), (C, "2/5"), last=END_2026)), A) == {
        B: Fraction(3, 5),
        C: Fraction(2, 5),
    }


def test_on_its_last_day_a_place_still_holds_itself():
    split = history(version(A, (B, "3/5"), (C, "2/5"), last=END_2026))
    assert heirs(split, A, END_2026) == {A: 1}
    assert set(heirs(split, A, date(2027, 1, 1))) == {B, C}


def test_a_chain_is_followed_and_shares_multiply():
    chain = history(
        version(A, (B, "1/2"), (C, "1/2"), last=END_2026), version(B, (C, "1/3"), (D, "2/3"), last=END_2027)
    )
    assert heirs(chain, A) == {C: Fraction(2, 3), D: Fraction(1, 3)}


def test_a_chain_is_followed_only_as_far_as_the_day():
    chain = history(version(A, (B, "1"), last=END_2026), version(B, (C, "1"), last=END_2027))
    assert heirs(chain, A, date(2027, 6, 1)) == {B: 1}


def test_two_that_merge_have_one_heir():
    merger = history(
        version(A, (C, "1"), last=END_2026, change=Change.MERGE),
        version(B, (C, "1"), last=END_2026, change=Change.MERGE),
    )
    assert heirs(merger, A) == heirs(merger, B) == {C: 1}


def test_a_village_that_gives_up_a_part_keeps_its_code():
    mother = history(version(A, (A, "4/5"), (B, "1/5"), last=END_2026))
    assert heirs(mother, A) == {A: Fraction(4, 5), B: Fraction(1, 5)}
    assert mother.valid(A, LATER, listed=True) is Answer.YES
    assert A not in mother.gone()


def test_a_fact_from_after_the_split_belongs_whole_to_the_mother_village():
    mother = history(version(A, (A, "4/5"), (B, "1/5"), last=END_2026))
    assert heirs(mother, A, since=date(2027, 1, 1)) == {A: 1}


def test_a_mother_village_may_split_twice():
    twice = history(
        version(A, (A, "1/2"), (B, "1/2"), last=END_2026),
        version(A, (A, "1/2"), (C, "1/2"), last=END_2027, first=date(2027, 1, 1)),
    )
    assert heirs(twice, A) == {A: Fraction(1, 4), B: Fraction(1, 2), C: Fraction(1, 4)}


def test_numbers_swapped_on_one_day_are_followed_once():
    swapped = history(
        version(A, (B, "1"), last=END_2026, change=Change.RENUMBERING),
        version(B, (A, "1"), last=END_2026, change=Change.RENUMBERING),
        version(A, first=date(2027, 1, 1), change=Change.NEW),
        version(B, first=date(2027, 1, 1), change=Change.NEW),
    )
    assert heirs(swapped, A) == {B: 1}
    assert heirs(swapped, B) == {A: 1}
    assert swapped.gone() == frozenset()


def test_a_number_that_comes_back_later_ends_the_chain():
    back = history(
        version(A, (B, "1"), last=END_2026), version(B, (A, "1"), last=END_2027),
        version(A, first=date(2028, 1, 1), change=Change.NEW),
    )  # fmt: skip
    assert heirs(back, A) == {A: 1}


def test_an_rt_follows_its_village_to_a_new_number():
    renumbered = history(version(A, (B, "1"), last=END_2026, change=Change.RENUMBERING))
    assert heirs(renumbered, f"{A}.003.002") == {f"{B}.003.002": 1}


def test_an_rt_of_a_village_that_split_has_no_heir_until_somebody_says():
    split = history(version(A, (B, "1/2"), (C, "1/2"), last=END_2026))
    with pytest.raises(Refused) as refused:
        split.successors(f"{A}.003.002", LATER)
    assert refused.value.findings[0].code == "region.heir_unknown"


def test_an_rt_with_a_record_of_its_own_goes_where_it_says():
    split = history(
        version(A, (B, "1/2"), (C, "1/2"), last=END_2026),
        version(f"{A}.003.002", (f"{C}.001.002", "1"), last=END_2026),
    )
    assert heirs(split, f"{A}.003.002") == {f"{C}.001.002": 1}


def test_villages_that_a_smaller_kecamatan_keeps_stay_as_they_are():
    smaller = history(version("33.27.04", ("33.27.04", "1/2"), ("33.27.15", "1/2"), last=END_2026))
    assert heirs(smaller, A) == {A: 1}


def test_a_place_stands_from_its_first_to_its_last_day():
    short = history(version(A, (B, "1"), first=date(2010, 1, 1), last=END_2026))
    days = [date(2009, 12, 31), date(2010, 1, 1), END_2026, date(2027, 1, 1)]
    assert [short.valid(A, day, listed=True) for day in days] == [
        Answer.NO,
        Answer.YES,
        Answer.YES,
        Answer.NO,
    ]


def test_a_place_in_a_place_that_ended_does_not_stand():
    ended = history(version("33.27.04", ("33.27.15", "1"), last=END_2026, change=Change.RENUMBERING))
    assert ended.valid(A, LATER, listed=True) is Answer.NO


def test_places_known_not_to_stand_on_a_day_are_gone():
    known = history(version(A, (B, "1"), last=END_2026), version(C, first=END_2027, change=Change.NEW))
    assert known.gone(date(2026, 6, 1)) == {C}
    assert known.gone(LATER) == {A}


@given(st.data())
def test_shares_of_all_heirs_add_up_to_one(data):
    codes = [f"33.27.04.2{n:03}" for n in range(8)]
    records = []
    for at, code in enumerate(codes[:-1]):
        weights = data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
        targets = data.draw(st.permutations(codes[at:]))[: len(weights)]
        whole = sum(weights[: len(targets)])
        last = date(2026 + data.draw(st.integers(0, 5)), 12, 31)
        parts = [(heir, f"{weight}/{whole}") for heir, weight in zip(targets, weights, strict=False)]
        records.append(version(code, *parts, last=last))
    on = date(2026 + data.draw(st.integers(0, 7)), 6, 1)
    assert sum(heirs(history(*records), codes[0], on).values()) == 1


@pytest.mark.parametrize(
    "since, on, expected",
    [
        (None, END_2026, {A: "1"}),
        (None, date(2027, 1, 1), {A: "3/5", B: "2/5"}),
        (None, date(2028, 1, 1), {A: "3/5", C: "2/5"}),
        (date(2027, 6, 1), date(2028, 1, 1), {A: "1"}),
    ],
)
def test_the_worked_example_of_the_explanation(since, on, expected):
    known = history(
        version(A, (A, "3/5"), (B, "2/5"), last=END_2026),
        version(B, (C, "1"), first=date(2027, 1, 1), last=END_2027, change=Change.MERGE),
    )
    assert heirs(known, A, on, since) == {code: Fraction(share) for code, share in expected.items()}
