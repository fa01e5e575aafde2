"""Rules of what is carried out: money of a line, lists of honoraria, hand-overs, where it stands."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.delivery.rules.handing import (
    Contract,
    HandOver,
    accepted_share,
    contract_faults,
    hand_over_faults,
    receivers_of,
)
from berdaya.delivery.rules.honoraria import list_faults, paid_of
from berdaya.delivery.rules.kinds import Kind, heads_meant, kind_meant, practice_on
from berdaya.delivery.rules.money import (
    Entry,
    Standing,
    advance_faults,
    booking_faults,
    sums_of,
    undoing_faults,
)
from berdaya.delivery.rules.progress import Facts, State, is_late, state_of, status_line
from berdaya.kernel.findings import Severity
from berdaya.kernel.numbers import format_percent
from berdaya.kernel.sexes import BySex
from tests.budget.cases import needs_seed, seed_record
from tests.delivery.cases import LINE, TARIFFS, TOTAL, heads, payee

WAITS, AGREED, RETURNED = Standing.WAITS, Standing.AGREED, Standing.RETURNED
ORDERED = Contract("CV Rekaan", "SPK-1", date(2024, 3, 1), Decimal(8), "paket", 7_500_000, date(2024, 6, 30))
TODAY = date(2024, 7, 15)


def codes(found):
    return [one.code.removeprefix("delivery.") for one in found]


# ---------- the seed ----------


def test_a_month_of_the_seed_is_105_people_and_twelve_months_are_80_61_percent_of_its_total():
    month = paid_of(heads())
    assert (month.people.total, month.rupiah) == (105, 107_100_000)
    assert month.rupiah * 12 == LINE
    assert format_percent(Fraction(LINE, TOTAL), 2) == "80,61%"


def test_women_receive_16_10_percent_where_the_sex_of_the_receivers_is_known():
    known = paid_of(one for one in heads() if one.kind != "lpmk")
    assert (known.women, known.rupiah) == (17_000_000, 105_600_000)
    assert format_percent(Fraction(known.women, known.rupiah), 2) == "16,10%"


@needs_seed
def test_the_lines_of_the_seed_are_taken_for_what_they_are():
    kinds = [kind_meant(row["teks"]) for row in seed_record()["rencana_aksi"]]
    assert kinds == [Kind.SERVICE, Kind.GOODS, Kind.HONORARIA, Kind.GOODS]


@pytest.mark.parametrize(
    "title, heads",
    [
        ("Honorarium ketua RT", {"rt"}),
        ("Honorarium ketua LPMK, RW dan RT", {"rt", "rw", "lpmk"}),
        ("Insentif bulanan", {"rt", "rw", "lpmk"}),
    ],
)
def test_a_line_pays_the_heads_that_it_names(title, heads):
    assert heads_meant(title) == heads


def test_eight_packages_are_handed_over_in_two_parts():
    rows = [HandOver(date(2024, 5, 2), "1", Decimal(5), Decimal(5), AGREED)]
    last = HandOver(date(2024, 6, 2), "2", Decimal(3), Decimal(3))
    assert list(hand_over_faults(last, ORDERED, rows, TODAY)) == []
    assert accepted_share(ORDERED, rows) == Fraction(5, 8)
    assert ORDERED.amount == 60_000_000


# ---------- money ----------


def test_a_line_is_never_overspent_even_by_what_waits_for_the_second_person():
    sums = sums_of(100, [Entry(1, 1, 60, AGREED), Entry(2, 2, 30, WAITS)])
    assert codes(booking_faults(sums, 3, 11)) == ["over"]
    assert booking_faults(sums, 3, 10) == []


def test_what_was_returned_holds_nothing_and_an_undoing_frees_only_when_agreed():
    rows = [Entry(1, 1, 60, AGREED), Entry(2, 2, 30, RETURNED), Entry(3, 1, 60, WAITS, undoes=1)]
    assert (sums_of(100, rows).realised, sums_of(100, rows).free) == (60, 40)
    undone = [*rows[:2], Entry(3, 1, 60, AGREED, undoes=1)]
    assert (sums_of(100, undone).realised, sums_of(100, undone).by_month[1]) == (0, 0)


@pytest.mark.parametrize("month, amount, code", [(0, 1, "month"), (13, 1, "month"), (1, 0, "amount")])
def test_a_month_that_is_none_and_no_rupiah_are_refused(month, amount, code):
    assert codes(booking_faults(sums_of(100, []), month, amount)) == [code]


def test_a_payment_before_the_goods_is_for_the_second_person_to_explain():
    sums = sums_of(100, [Entry(1, 1, 30, AGREED)])
    assert advance_faults(sums, 20, 50) == []
    assert codes(advance_faults(sums, 21, 50)) == ["advance"]


def test_an_entry_is_undone_once_and_with_a_reason():
    entry = Entry(1, 1, 60, AGREED)
    assert undoing_faults(entry, [], "salah rekening") == []
    assert codes(undoing_faults(entry, [Entry(2, 1, 60, WAITS, undoes=1)], "lagi")) == ["undone"]
    assert undoing_faults(entry, [Entry(2, 1, 60, RETURNED, undoes=1)], "lagi") == []
    assert codes(undoing_faults(Entry(1, 1, 60, WAITS), [], " ")) == ["undo", "reason"]


@given(st.integers(0, 10**12), st.lists(st.tuples(st.integers(1, 12), st.integers(-5, 10**11))))
def test_however_people_book_the_months_add_up_and_the_line_is_never_exceeded(budget, wanted):
    rows: list[Entry] = []
    for key, (month, amount) in enumerate(wanted):
        if not booking_faults(sums_of(budget, rows), month, amount):
            rows.append(Entry(key, month, amount, AGREED if key % 2 else WAITS))
    sums = sums_of(budget, rows)
    assert sum(sums.by_month.values()) == sums.realised
    assert sums.realised + sums.waiting + sums.free == budget
    assert sums.free >= 0


# ---------- honoraria ----------


def test_the_list_of_the_seed_has_nothing_to_mend():
    assert list_faults(heads(), 2024, 1, tariffs=TARIFFS) == []


@pytest.mark.parametrize(
    "change, code",
    [
        ({"first_day": date(2024, 2, 1)}, "not_in_office"),
        ({"last_day": date(2023, 12, 31)}, "not_in_office"),
        ({"first_day": None}, "not_in_office"),
        ({"sex": ""}, "sex"),
        ({"amount": 0}, "amount"),
        ({"amount": 900_000}, "tariff"),
    ],
)
def test_one_wrong_row_is_found_by_its_place(change, code):
    (found,) = list_faults([payee(1), payee(2, **change)], 2024, 1, tariffs=TARIFFS)
    assert (found.code, found.where) == (f"delivery.{code}", "baris rt 2")


def test_one_day_of_the_month_is_enough():
    last, first = payee(1, last_day=date(2024, 1, 1)), payee(2, first_day=date(2024, 1, 31))
    assert list_faults([last, first], 2024, 1) == []


def test_an_office_is_paid_once_a_month_though_two_chairs_followed_each_other():
    two = [payee(1, last_day=date(2024, 1, 15)), payee(1, seat="baru", person="lain")]
    assert codes(list_faults(two, 2024, 1)) == ["twice", "twice"]
    assert codes(list_faults([payee(1)], 2024, 1, offices_paid={"ketua rt 1"})) == ["twice"]


def test_the_same_name_on_two_offices_is_for_the_second_person_to_explain():
    found = list_faults([payee(1, person="ani"), payee(2, "rw", person="ani")], 2024, 1)
    assert {(one.code, one.severity) for one in found} == {("delivery.same_name", Severity.WARNING)}
    assert codes(list_faults([payee(1, person="ani")], 2024, 1, paid={"ani"})) == ["same_name"]


def test_an_empty_list_is_no_list():
    assert codes(list_faults([], 2024, 1)) == ["nobody"]


rows = st.lists(st.tuples(st.sampled_from("LP"), st.integers(1, 10**7)), max_size=40)


@given(rows)
def test_people_and_rupiah_of_both_sexes_add_up(given_rows):
    found = paid_of(payee(at, sex=sex, amount=amount) for at, (sex, amount) in enumerate(given_rows))
    assert found.people.total == len(given_rows)
    assert found.men + found.women == found.rupiah == sum(amount for _, amount in given_rows)


# ---------- contract and hand-over ----------


@pytest.mark.parametrize(
    "change, code",
    [
        ({"volume": Decimal("0")}, "volume"),
        ({"volume": Decimal("0.3"), "unit_price": 5}, "whole"),
        ({"unit_price": 10_000_000}, "over"),
        ({"ends_on": date(2024, 2, 1)}, "ends"),
        ({"partner": " "}, "partner"),
    ],
)
def test_a_contract_that_cannot_be_is_refused(change, code):
    facts = {name: getattr(ORDERED, name) for name in Contract.__dataclass_fields__}
    assert codes(contract_faults(Contract(**(facts | change)), 60_000_000)) == [code]


@pytest.mark.parametrize(
    "came, accepted, on, code",
    [
        (5, 6, date(2024, 5, 2), "accepted"),
        (9, 9, date(2024, 5, 2), "more"),
        (0, 0, date(2024, 5, 2), "came"),
        (8, 8, date(2024, 2, 1), "before"),
        (8, 8, date(2024, 7, 16), "future"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(came, accepted, on, code):
    given_one = HandOver(on, "1", Decimal(came), Decimal(accepted))
    assert codes(hand_over_faults(given_one, ORDERED, [], TODAY))[0] == code


def test_a_late_hand_over_is_told_and_without_a_contract_nothing_is_accepted():
    one = HandOver(date(2024, 7, 1), "1", Decimal(8), Decimal(8))
    (late,) = hand_over_faults(one, ORDERED, [], TODAY)
    assert (late.code, late.severity) == ("delivery.late", Severity.WARNING)
    assert codes(hand_over_faults(one, None, [], TODAY)) == ["no_contract"]


def test_what_waits_counts_against_the_order_but_not_as_accepted():
    rows = [HandOver(date(2024, 5, 2), "1", Decimal(8), Decimal(8), WAITS, BySex(3, 4))]
    assert codes(hand_over_faults(rows[0], ORDERED, rows, TODAY)) == ["more"]
    assert (accepted_share(ORDERED, rows), receivers_of(rows)) == (0, None)


# ---------- where it stands ----------


def facts(**given_facts) -> Facts:
    known = {"kind": Kind.GOODS, "budget": 60, "realised": 0, "due": date(2024, 12, 31)}
    return Facts(**(known | given_facts))


@pytest.mark.parametrize(
    "given_facts, state",
    [
        ({}, State.BEGUN),
        ({"contracted": True}, State.RUNNING),
        ({"contracted": True, "work": Fraction(1)}, State.HANDED_OVER),
        ({"kind": Kind.HONORARIA, "lists": range(1, 13)}, State.HANDED_OVER),
        ({"kind": Kind.HONORARIA, "lists": range(1, 12)}, State.RUNNING),
        ({"closed": True}, State.DONE),
    ],
)
def test_the_state_follows_the_records(given_facts, state):
    assert state_of(facts(**given_facts)) is state


def test_an_activity_is_late_after_its_day_or_when_a_list_is_missing():
    assert not is_late(facts(due=TODAY), TODAY)
    assert is_late(facts(due=date(2024, 7, 14)), TODAY)
    assert is_late(facts(kind=Kind.HONORARIA, owed=(1, 2), lists=(1,)), TODAY)
    assert not is_late(facts(due=date(2024, 7, 14), work=Fraction(1)), TODAY)


def test_the_status_says_the_exact_share_and_whose_turn_it_is():
    line = status_line(facts(realised=20, contracted=True, waiting=1), TODAY, "Operator", "Lurah")
    assert "33,33%" in line.why
    assert (line.who, line.waiting) == ("Lurah", True)


def test_the_list_of_december_is_expected_in_january():
    practice = practice_on(date(2024, 1, 1))
    assert practice.list_due(2024, 12) == date(2025, 1, 10)
    assert practice.list_due(2024, 3) == date(2024, 4, 10)
    assert practice.photo_marks == (0, 50, 100)
