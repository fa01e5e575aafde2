"""What is judged of a proposal before it goes on: tables of cases and properties."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.deliberation.rules.carrying import (
    Dates,
    Old,
    calendar_after,
    calendar_of,
    carried_order,
    carried_words,
    unmet,
)
from berdaya.deliberation.rules.kinds import Source, StageKind
from berdaya.deliberation.rules.proposing import (
    Likely,
    Unit,
    anchored,
    criteria_of,
    likeness,
    list_faults,
    most_of,
    practice_on,
    proposal_faults,
    source_for,
)
from berdaya.deliberation.rules.states import MET, Reason, State
from berdaya.plan.rules.lists import Level
from tests.deliberation.office import RT1, RW, VILLAGE, facts

PRACTICE = practice_on(date(2026, 1, 1))


def codes(found: object) -> list[str]:
    return [one.code.removeprefix("deliberation.") for one in found]  # type: ignore[attr-defined]


def test_a_whole_proposal_has_no_faults() -> None:
    assert proposal_faults(facts()) == []


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"title": " "}, "title"),
        ({"free_reason": ""}, "item"),
        ({"place": ""}, "place"),
        ({"volume": None}, "volume"),
        ({"volume": Decimal(0)}, "zero"),
        ({"cost": 0}, "zero"),
        ({"cost": None}, "cost"),
        ({"unit": ""}, "unit"),
        ({"men": None}, "men"),
        ({"source": ""}, "source"),
        ({"menu": ""}, "menu"),
        ({"poor": 41}, "poor"),
    ],
)
def test_what_is_missing_or_cannot_be_is_named(change: dict[str, object], fault: str) -> None:
    assert codes(proposal_faults(replace(facts(), **change))) == [fault]  # type: ignore[arg-type]


def test_the_length_of_a_list_depends_on_the_unit() -> None:
    assert [most_of(unit, PRACTICE) for unit in (Unit(RT1), Unit(RW), Unit(VILLAGE, "Pokmas Mawar"))] == [
        5, 10, 3,
    ]  # fmt: skip


def test_a_list_is_short_names_each_once_and_only_its_own() -> None:
    own = frozenset(range(1, 9))
    assert not list_faults(Unit(RT1), [3, 1, 2], own, PRACTICE)
    assert codes(list_faults(Unit(RT1), [1, 2, 3, 4, 5, 6], own, PRACTICE)) == ["too_many"]
    assert codes(list_faults(Unit(RT1), [1, 1], own, PRACTICE)) == ["twice"]
    assert codes(list_faults(Unit(RT1), [99], own, PRACTICE)) == ["foreign"]


@pytest.mark.parametrize(
    "level, territory, source",
    [
        (Level.RT_RW, RT1, Source.SWADAYA),
        (Level.VILLAGE, RT1, Source.APBD),
        (Level.VILLAGE, "33.27.01.2001.001.002", Source.DANA_DESA),
        (Level.AGENCY, RT1, Source.APBD),
        (Level.WIDER, RT1, Source.CENTRE),
        (None, RT1, Source.APBD),
    ],
)
def test_the_source_follows_the_level_of_the_work(
    level: Level | None, territory: str, source: Source
) -> None:
    assert source_for(level, territory).source is source


ALIKE = Likely("Paving gang 3", "SP.01", "jalan", "Gang 3", RT1)


def test_the_same_wish_in_other_words_is_alike() -> None:
    other = Likely("Paving jalan gang 3", "SP.01", "jalan", "Gang 3 depan musala", RT1)
    assert likeness(ALIKE, other, PRACTICE.weights) >= PRACTICE.alike


def test_another_work_in_another_place_is_not_alike() -> None:
    other = Likely("Pelatihan menjahit", "PB.01", "keterampilan", "Balai RW", RW)
    assert likeness(ALIKE, other, PRACTICE.weights) < PRACTICE.alike // 2


def test_while_typing_the_first_words_are_enough() -> None:
    typed = Likely("Paving gang 3 timur", sub_item="jalan")
    assert likeness(typed, ALIKE, PRACTICE.weights) >= PRACTICE.alike
    assert likeness(typed, Likely("MCK", sub_item="mck"), PRACTICE.weights) == 0


TEXTS = st.text("abcdeg 123", max_size=20)
LIKELY = st.builds(Likely, TEXTS, st.sampled_from(["", "A", "B"]), st.sampled_from(["", "x"]), TEXTS, TEXTS)


@given(LIKELY, LIKELY)
def test_likeness_is_mutual_and_within_bounds(one: Likely, other: Likely) -> None:
    score = likeness(one, other, PRACTICE.weights)
    assert score == likeness(other, one, PRACTICE.weights)
    assert 0 <= score <= 100


@pytest.mark.parametrize("households, value", [(0, 1), (9, 1), (10, 2), (25, 3), (99, 4), (100, 5)])
def test_beneficiaries_are_anchored(households: int, value: int) -> None:
    assert anchored(households, PRACTICE.anchors["beneficiaries"]) == value


def test_criteria_count_what_is_known_and_take_what_was_judged() -> None:
    given_values = {"urgency": 4, "priorities": None, "readiness": 5}
    assert criteria_of(40, 20, given_values, PRACTICE) == (4, 3, 5, 1, 5)
    assert criteria_of(0, 0, {}, PRACTICE) == (1, 1, 1, 1, 1)


# ---------- from year to year ----------


@pytest.mark.parametrize("state", sorted(MET))
def test_what_was_paid_does_not_come_back(state: State) -> None:
    assert not unmet(Old(1, state))


def test_what_was_refused_comes_back_unless_it_is_met_elsewhere() -> None:
    assert unmet(Old(1, State.REFUSED, Reason.LAND))
    assert not unmet(Old(1, State.REFUSED, Reason.BUDGETED))


OLDS = st.lists(
    st.builds(Old, st.integers(1, 500), st.sampled_from(State), st.just(""), st.integers(0, 8)),
    unique_by=lambda old: old.number,
)


@given(OLDS)
def test_all_unmet_come_back_once_and_the_longest_waiting_first(olds: list[Old]) -> None:
    carried = carried_order(olds)
    assert sorted(carried, key=id) == sorted((old for old in olds if unmet(old)), key=id)
    waited = [old.years_carried for old in carried]
    assert waited == sorted(waited, reverse=True)


def test_after_three_times_it_is_told_to_be_hanging() -> None:
    assert carried_words(0, 3) == ""
    assert carried_words(2, 3) == "dibawa 2 kali, diusulkan 3 tahun"
    assert carried_words(3, 3).startswith("terkatung")


def test_the_calendar_lies_before_the_plan_year_in_order() -> None:
    days = calendar_of(2027, PRACTICE.stages)
    assert [one.kind for one in days] == list(StageKind)
    assert days[0].first == date(2025, 11, 15)
    assert all(one.first <= one.last < date(2027, 1, 1) for one in days)


def test_a_leap_day_moves_to_the_day_before() -> None:
    before = [Dates(StageKind.AGENCY, date(2024, 2, 29), date(2024, 3, 1))]
    assert calendar_after(before, 1) == [Dates(StageKind.AGENCY, date(2025, 2, 28), date(2025, 3, 1))]
