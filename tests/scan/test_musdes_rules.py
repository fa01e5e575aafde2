"""Decisions of the village meeting, and the clock of an objection, as tables of cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.musdes import (
    Kind,
    Resolved,
    answer_faults,
    clock,
    corrected,
    decision_faults,
    due_of,
    objection_faults,
    on_the_list,
    removals_of,
)

CODES = [f"C{n}" for n in range(1, 10)]
REMOVALS = removals_of(shipped().in_force("scan.work", date(2026, 1, 1)).values)
OPENED, TODAY = date(2026, 1, 5), date(2026, 6, 1)


def codes_of(given_: Resolved, present: int | None = 40) -> list[str]:
    return [fault.code for fault in decision_faults(given_, REMOVALS, present)]


@pytest.mark.parametrize(
    "given_, codes",
    [
        (Resolved(Kind.KEEP), []),
        (Resolved(Kind.REMOVE, "pindah"), []),
        (Resolved(Kind.REMOVE), ["musdes.removal"]),
        (Resolved(Kind.REMOVE, "mampu"), ["musdes.reason"]),
        (Resolved(Kind.REMOVE, "mampu", "Punya toko dua pintu."), []),
        (Resolved(Kind.CORRECT, reason="Jamban sudah ada."), ["musdes.signs"]),
        (Resolved(Kind.CORRECT, reason="Jamban sudah ada.", signs={"C7": False}), []),
        (Resolved(Kind.CORRECT, signs={"C7": False}), ["musdes.reason"]),
        (Resolved(Kind.ADD), ["musdes.reason"]),
        (Resolved(Kind.KEEP, objected=True), ["musdes.reason"]),
        (Resolved(Kind.KEEP, votes=(20, 11)), []),
        (Resolved(Kind.KEEP, votes=(11, 11)), ["musdes.votes"]),
        (Resolved(Kind.KEEP, votes=(30, 11)), ["musdes.votes"]),
    ],
)
def test_a_decision_says_why_and_how(given_, codes):
    assert codes_of(given_) == codes


def test_votes_are_compared_with_a_count_only_where_somebody_counted():
    assert codes_of(Resolved(Kind.KEEP, votes=(300, 11)), None) == []


def test_the_meeting_corrects_signs_and_leaves_the_others():
    assert corrected("1-0111111", CODES, {"C7": False, "C2": True}) == "110111011"
    assert corrected("1-0111111", CODES, None) == "1-0111111"


@given(st.text("01-", min_size=9, max_size=9), st.dictionaries(st.sampled_from(CODES), st.booleans()))
def test_correcting_twice_is_correcting_once(bits, signs):
    once = corrected(bits, CODES, signs)
    assert corrected(once, CODES, signs) == once
    assert all(once[CODES.index(code)] == str(int(met)) for code, met in signs.items())


def test_only_a_removed_household_leaves_the_list():
    assert [on_the_list(kind) for kind in ("", "tetap", "dikeluarkan", "ditambahkan")] == [
        True, True, False, True,
    ]  # fmt: skip


def test_an_objection_is_answered_within_fourteen_days_of_its_receipt():
    due = due_of(date(2026, 3, 1), 14)
    assert due == date(2026, 3, 15)
    assert clock(due, date(2026, 3, 15)).words == "hari ini"
    assert not clock(due, date(2026, 3, 15)).late
    assert clock(due, date(2026, 3, 16)).words == "lewat 1 hari"
    assert clock(due, date(2026, 3, 1)).words == "14 hari lagi"


def test_an_objection_is_not_received_before_the_work_began_nor_tomorrow():
    assert objection_faults("Minta diperiksa.", date(2026, 2, 1), OPENED, TODAY) == []
    assert objection_faults("Minta.", date(2025, 12, 31), OPENED, TODAY)[0].code == "musdes.received"
    assert objection_faults("Minta.", date(2026, 6, 2), OPENED, TODAY)[0].code == "musdes.received"
    assert objection_faults(" ", date(2026, 2, 1), OPENED, TODAY)[0].code == "musdes.content"


def test_an_answer_has_words_and_a_day_after_the_receipt():
    assert answer_faults("Sudah diperiksa.", date(2026, 2, 3), date(2026, 2, 1), TODAY) == []
    assert answer_faults("", date(2026, 2, 3), date(2026, 2, 1), TODAY)[0].code == "musdes.answer"
    assert answer_faults("Ya.", date(2026, 1, 31), date(2026, 2, 1), TODAY)[0].code == "musdes.answered"
