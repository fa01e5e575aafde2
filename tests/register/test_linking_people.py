"""The yardstick of list matching: invented people with the faults that the page about them promises."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from benchmarks.people.faults import Lists, old_spelling, two_lists
from benchmarks.people.people import RATES, Person, population

PAGE = Path(__file__).parents[2] / "docs" / "explanations" / "list-matching-noise.md"
SIZE = 12_000


@cache
def people() -> list[Person]:
    return population(SIZE, seed=5)


@cache
def lists() -> Lists:
    return two_lists(people(), seed=5)


def test_the_page_names_every_fault_with_its_rate() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) % \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    kept = RATES["faults"] | RATES["list_only"]
    assert {name: float(rate) for name, rate in told.items()} == {n: r / 10 for n, r in kept.items()}


def test_the_same_seed_gives_the_same_lists() -> None:
    again = two_lists(population(600, seed=3), seed=3)
    assert again == two_lists(population(600, seed=3), seed=3)
    assert again != two_lists(population(600, seed=4), seed=4)


@pytest.mark.parametrize(
    "name",
    ["nik_missing", "nik_digit", "nik_of_head", "birth_default", "birth_missing", "old_spelling", "title"]
    + ["slip", "sex_missing", "rt_rw_missing", "dusun_missing", "kk_missing"],
)
def test_both_lists_have_each_fault_at_its_rate(name: str) -> None:
    for rows in (lists().listed, lists().register):
        happened = sum(name in row.happened for row in rows)
        expected = RATES["faults"][name] / 1000 * len(rows)
        assert abs(happened - expected) < 4 * expected**0.5 + 1


def test_forty_in_a_hundred_bear_one_word() -> None:
    assert 0.38 < sum(person.one_word for person in people()) / SIZE < 0.42


def test_one_in_a_hundred_is_a_twin_born_on_the_same_day_in_the_same_home() -> None:
    twins = [person for person in people() if person.twin]
    assert 0.007 < len(twins) / SIZE < 0.014
    pairs = Counter((person.home.kk, person.born) for person in twins)
    assert all(count >= 2 for count in pairs.values())


def test_one_in_twenty_of_the_list_has_moved_and_nobody_in_the_register() -> None:
    assert 0.035 < sum("moved" in row.happened for row in lists().listed) / len(lists().listed) < 0.065
    assert not any("moved" in row.happened for row in lists().register)


def test_fifteen_in_a_hundred_of_the_list_have_no_counterpart() -> None:
    share = len({a for a, _ in lists().truth}) / len(lists().listed)
    assert 0.83 < share < 0.87


def test_no_number_can_be_anybodys() -> None:
    for row in (*lists().listed, *lists().register):
        if len(row.nik) == 16 and not row.happened & {"nik_digit"}:
            assert row.nik[4:6] in ("97", "98", "99")


def test_spelling_of_before_1972() -> None:
    assert old_spelling("Sujarwo Cahyono") == "Soedjarwo Tjahjono"
