"""The state machine as data: every state is told, every way has its right, nothing stops without a reason."""

import pytest

from berdaya.access.rules.rights import Right
from berdaya.deliberation.rules.states import (
    BACKWARD,
    MET,
    MOVES,
    STATES,
    At,
    Reason,
    State,
    Target,
    move_faults,
    way,
)

FIELD = {"reason": Reason.LAND.value, "words": "Lahan milik perorangan."}


def test_every_state_has_words_and_ways() -> None:
    assert set(STATES) == set(MOVES) == set(State)


def test_whoever_waits_is_told_what_comes_next() -> None:
    silent = {state for state in State if not STATES[state].owner}
    assert silent == {State.MERGED, State.WITHDRAWN, State.DONE}
    assert all(STATES[state].next_step for state in State if STATES[state].owner)


def test_every_proposal_can_end() -> None:
    ends = {state for state in State if not MOVES[state]}
    reaches = dict.fromkeys(State, False) | dict.fromkeys(ends, True)
    for _ in State:
        for state in State:
            reaches[state] = reaches[state] or any(reaches[one.to] for one in MOVES[state])
    assert all(reaches.values())


def test_the_long_way_from_the_draft_to_the_hand_over_is_open() -> None:
    chain = [
        State.DRAFT, State.PROPOSED, State.AGREED, State.CHECKED, State.CHOSEN, State.FORWARDED,
        State.KECAMATAN, State.AGENCY, State.ACCEPTED, State.RKPD, State.KUA, State.APBD, State.CARRIED_OUT,
        State.HANDED_OVER, State.DONE,
    ]  # fmt: skip
    assert all(way(before, after) for before, after in zip(chain, chain[1:], strict=False))


def test_swadaya_and_csr_have_their_own_way() -> None:
    chain = [State.ROUTED, State.PLEDGED, State.MONEY_READY, State.CARRIED_OUT]
    assert all(way(before, after) for before, after in zip(chain, chain[1:], strict=False))


@pytest.mark.parametrize("state", sorted(BACKWARD))
def test_nothing_stops_without_a_reason_that_the_public_may_read(state: State) -> None:
    target, into = Target.AGENCY.value, True
    before = next(one for one in State if way(one, state))
    assert [f.code for f in move_faults(before, state, "", "kata", target, into)] == ["deliberation.reason"]
    assert list(move_faults(before, state, Reason.LAND.value, " ", target, into))
    assert not list(move_faults(before, state, *FIELD.values(), target, into))


def test_a_way_that_is_not_there_is_refused() -> None:
    found = list(move_faults(State.DRAFT, State.APBD, "", ""))
    assert [one.code for one in found] == ["deliberation.no_way"]
    assert "draf" in found[0].problem


def test_routing_names_its_target_and_merging_its_partner() -> None:
    assert [f.code for f in move_faults(State.AGREED, State.ROUTED, *FIELD.values())] == [
        "deliberation.target"
    ]
    assert [f.code for f in move_faults(State.AGREED, State.MERGED, *FIELD.values())] == [
        "deliberation.partner"
    ]


def test_only_the_forum_chooses() -> None:
    for state in State:
        for one in MOVES[state]:
            if one.to in (State.CHOSEN, State.RESERVE):
                assert one.right is Right.DELIBERATION_DECIDE


def test_what_is_paid_is_never_refused_again() -> None:
    assert not any(one.to in BACKWARD for state in MET for one in MOVES[state])


def test_a_right_is_asked_for_at_the_level_of_the_move() -> None:
    rt = "35.73.05.1002.001.003"
    assert [at.place(rt) for at in At] == [rt, "35.73.05.1002", "35.73.05", "35.73", "35.73"]
    assert At.KECAMATAN.place("35.73.05.1002") == "35.73.05"
