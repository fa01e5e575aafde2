"""The rules of the levels above: order, reasons, amounts, who budgets, who is reminded of what and when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.rules.roles import Role
from berdaya.deliberation.rules.kinds import Source, StageKind
from berdaya.deliberation.rules.reminding import (
    Standing,
    all_owed,
    due_in,
    line_of,
    owed_for,
    reminded_today,
    text_of,
)
from berdaya.deliberation.rules.states import BACKWARD, At, State, Target, budgeting, is_desa
from berdaya.deliberation.rules.upward import (
    STOPPING,
    WHERE,
    Answering,
    Asked,
    Settled,
    Verdict,
    Waiting,
    answer_faults,
    first_order,
    order_by,
    same_body,
    settled_faults,
)

KELURAHAN, DESA, DESA_ADAT = "35.73.05.1002", "33.27.01.2001", "91.01.01.3001"
ASKED = Asked(24_000_000, Decimal(120))
TAKEN = {"amount": 24_000_000, "activity": "Jalan lingkungan", "basis": "Perwali 21/2026"}


def codes(found) -> list[str]:
    return [one.code for one in found]


# ---------- who budgets ----------


def test_a_desa_budgets_for_itself_until_a_proposal_is_addressed_to_an_agency() -> None:
    assert budgeting(DESA, sent_up=False) is At.VILLAGE
    assert budgeting(DESA_ADAT, sent_up=False) is At.VILLAGE
    assert budgeting(DESA, sent_up=True) is At.CITY
    assert budgeting(KELURAHAN, sent_up=False) is At.CITY


def test_a_code_above_the_village_is_no_desa() -> None:
    assert not any(map(is_desa, ("", "33.27", "33.27.01", KELURAHAN)))
    assert At.BUDGET.place(f"{DESA}.001.002") == DESA
    assert At.BUDGET.place(f"{DESA}.001.002", sent_up=True) == "33.27"


# ---------- order ----------


def test_the_longest_waiting_stands_first_then_the_first_of_every_village() -> None:
    rows = [
        Waiting(1, 0, 1, "a", 5),
        Waiting(2, 0, 2, "a", 1),
        Waiting(3, 0, 1, "b", 9),
        Waiting(4, 2, 8, "b", 2),
    ]
    assert first_order(rows) == [4, 1, 3, 2]


def test_typed_ranks_order_and_what_has_none_keeps_its_place_behind() -> None:
    assert order_by([(10, 2), (11, 1), (12, None), (13, None)]) == [11, 10, 12, 13]
    assert order_by([(10, 1), (11, 1), (12, 1)]) == [10, 11, 12]
    assert order_by([]) == []


@given(st.lists(st.tuples(st.integers(1, 99), st.none() | st.integers(1, 999)), unique_by=lambda p: p[0]))
def test_ordering_loses_and_invents_nothing(pairs) -> None:
    assert sorted(order_by(pairs)) == sorted(key for key, _ in pairs)


def test_one_agency_may_be_written_in_two_ways_and_nobody_is_an_agency() -> None:
    assert same_body("Dinas PU", " dinas  pu ")
    assert not same_body("", "")
    assert not same_body("Dinas PU", "Dinas Sosial")


# ---------- reasons and amounts ----------


def test_agreed_without_an_agency_is_not_settled() -> None:
    assert codes(settled_faults(Settled(Verdict.AGREED), "2027-001")) == ["upward.agency"]
    assert codes(settled_faults(Settled(Verdict.AGREED, "Dinas PU"), "2027-001")) == []


@pytest.mark.parametrize("to", STOPPING)
def test_not_agreed_always_says_why(to: State) -> None:
    target = Target.CSR.value
    bare = Settled(Verdict.NOT_AGREED, to=to, target=target)
    assert codes(settled_faults(bare, "x")) == ["upward.reason"]
    said = Settled(
        Verdict.NOT_AGREED, to=to, reason="status_lahan", words="Lahan milik orang.", target=target
    )
    assert codes(settled_faults(said, "x")) == []


def test_not_agreed_says_what_becomes_of_it_and_whereto() -> None:
    said = {"reason": "status_lahan", "words": "Lahan milik orang."}
    assert codes(settled_faults(Settled(Verdict.NOT_AGREED, to="diterima", **said), "x")) == ["upward.to"]
    assert codes(settled_faults(Settled(Verdict.NOT_AGREED, to="dialihkan", **said), "x")) == [
        "upward.target"
    ]


@pytest.mark.parametrize("to", sorted(BACKWARD - {State.MERGED}))
@pytest.mark.parametrize("words", ["", "   "])
def test_no_answer_stops_a_proposal_without_a_reason(to: State, words: str) -> None:
    given_answer = Answering(to, reason="status_lahan", words=words, target=Target.CSR.value)
    assert codes(answer_faults(given_answer, ASKED)) == ["upward.reason"]


def test_an_answer_that_takes_names_amount_activity_and_paper() -> None:
    assert codes(answer_faults(Answering(State.ACCEPTED), ASKED)) == [
        "upward.amount", "upward.activity", "upward.words",
    ]  # fmt: skip
    assert codes(answer_faults(Answering(State.RKPD, **(TAKEN | {"basis": " "})), ASKED)) == ["upward.basis"]
    assert codes(answer_faults(Answering(State.APBD, **TAKEN), ASKED)) == []


@pytest.mark.parametrize("amount", [0, None, 10**12 + 1])
def test_an_absurd_amount_is_told(amount: int | None) -> None:
    given_answer = Answering(State.APBD, **(TAKEN | {"amount": amount}), words="Jumlahnya lain.")
    assert codes(answer_faults(given_answer, ASKED)) == ["upward.amount"]


def test_another_amount_or_volume_is_explained_to_the_proposer() -> None:
    less = Answering(State.ACCEPTED, **(TAKEN | {"amount": 20_000_000}))
    shorter = Answering(State.ACCEPTED, **TAKEN, volume=Decimal(90))
    for one in (less, shorter):
        assert codes(answer_faults(one, ASKED)) == ["upward.words"]
    assert codes(answer_faults(Answering(State.ACCEPTED, **TAKEN, volume=Decimal("120.000")), ASKED)) == []
    assert "upward.volume" in codes(
        answer_faults(Answering(State.ACCEPTED, **TAKEN, volume=Decimal(0)), ASKED)
    )


def test_routing_to_an_agency_names_it() -> None:
    said = {"reason": "bukan_kewenangan", "words": "Urusan dinas lain.", "target": Target.AGENCY.value}
    assert codes(answer_faults(Answering(State.ROUTED, **said), ASKED)) == ["upward.agency"]
    assert codes(answer_faults(Answering(State.ROUTED, **said, agency="Dinas PU"), ASKED)) == []


def test_every_state_that_counts_stands_in_one_place_of_the_table() -> None:
    listed = [state for _, group in WHERE for state in group]
    assert len(listed) == len(set(listed))
    assert set(State) - set(listed) == {State.DRAFT, State.WITHDRAWN, State.MERGED}


# ---------- who owes what ----------


def owed(state: State, village: str = KELURAHAN, **more: str):
    return owed_for(Standing(village, state, **more))


def test_each_level_owes_its_own_step() -> None:
    who = {
        state: (one.role, one.territory)
        for state in State
        if (one := owed(state, agency="Dinas PU")) is not None
    }
    assert who == {
        State.CHOSEN: (Role.OPERATOR, KELURAHAN),
        State.FORWARDED: (Role.CAMAT, "35.73.05"),
        State.KECAMATAN: (Role.CAMAT, "35.73.05"),
        State.AGENCY: (Role.AGENCY, "35.73"),
        State.ACCEPTED: (Role.BAPPEDA, "35.73"),
        State.RKPD: (Role.BAPPEDA, "35.73"),
        State.KUA: (Role.BAPPEDA, "35.73"),
    }


def test_a_desa_owes_its_own_plan_and_budget() -> None:
    chosen, planned = owed(State.CHOSEN, DESA), owed(State.RKPD, DESA)
    assert chosen is not None
    assert planned is not None
    assert (chosen.deed, planned.deed) == ("masukkan ke RKP Desa", "catat hasilnya dalam APB Desa")
    assert planned.role is Role.OPERATOR


def test_what_was_routed_is_owed_by_whom_it_was_routed_to() -> None:
    to_agency = owed(State.ROUTED, target=Target.AGENCY.value, agency="Dinas PU")
    assert to_agency is not None
    assert (to_agency.role, to_agency.body) == (Role.AGENCY, "Dinas PU")
    assert owed(State.ROUTED, target=Target.CSR.value) is None
    assert owed(State.CHOSEN, source=Source.SWADAYA.value) is None


def test_steps_are_counted_and_the_nearest_calendar_holds() -> None:
    days = {("35", StageKind.SIPD): date(2027, 1, 31), (KELURAHAN, StageKind.SIPD): date(2027, 2, 5)}
    found = all_owed([Standing(KELURAHAN, State.CHOSEN)] * 3, days)
    assert [(one.many, one.due) for one in found] == [(3, date(2027, 2, 5))]
    assert due_in("35.73.05.1003", StageKind.SIPD, days) == date(2027, 1, 31)
    assert due_in("33.27.01.2001", StageKind.SIPD, days) is None


def test_reminders_fall_a_week_and_a_day_ahead() -> None:
    last = date(2027, 1, 31)
    found = all_owed([Standing(KELURAHAN, State.CHOSEN)], {("35", StageKind.SIPD): last})
    told = [n for n in range(-2, 12) if reminded_today(found, last - timedelta(days=n))]
    assert told == [1, 7]


def test_the_text_to_send_says_who_does_what_until_when() -> None:
    days = {("35", StageKind.SIPD): date(2027, 1, 31)}
    found = all_owed([Standing(KELURAHAN, State.CHOSEN)], days)
    last = date(2027, 1, 31)
    line = line_of(found[0], {KELURAHAN: "Kelurahan Merjosari"}, last)
    assert line == "Kelurahan Merjosari: serahkan ke kecamatan (1 usulan), paling lambat 31 Januari 2027."
    assert text_of(found, {}, 2028, last).endswith("paling lambat 31 Januari 2027.")
    assert text_of(found, {}, 2028, date(2027, 2, 1)).endswith("batasnya 31 Januari 2027 sudah lewat.")
    assert "sudah selesai" in text_of([], {}, 2028, last)
