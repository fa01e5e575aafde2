"""The way of a list from draft to decree: every step in every state, by every role and by the maker."""

from datetime import date

import pytest

from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role, sheets_on
from berdaya.targeting.rules.runs import MOVES, Move, State, judge, moves_open, sees_drafts

RATNA, DARMO = 1, 2
SHEETS = sheets_on(date(2025, 6, 1))
BAPPEDA = SHEETS[Role.BAPPEDA].rights

# What somebody of Bappeda who had no hand in the list may do, state by state.
SECOND_PERSON = {
    State.DRAFT: {Move.EDIT, Move.COMPUTE, Move.DROP},
    State.COMPUTED: {Move.REVISE, Move.CHANGE, Move.ASSIGN, Move.CLOSE, Move.RECHECK, Move.DROP},
    State.DISCUSSED: {Move.CHECK, Move.RETURN, Move.RECHECK, Move.DROP},
    State.CHECKED: {Move.DECREE, Move.RETURN, Move.RECHECK},
    State.DECREED: {Move.CORRECT, Move.RECHECK},
    State.SUPERSEDED: {Move.RECHECK},
    State.DROPPED: set(),
}
ASKED_BY_NOBODY = {Move.SUPERSEDE}
BY_SECOND_PERSON_ONLY = {Move.CHECK, Move.DECREE, Move.CORRECT}


@pytest.mark.parametrize("state", State)
def test_a_second_person_may_take_exactly_these_steps(state):
    assert moves_open(state, BAPPEDA, DARMO, {RATNA}) == SECOND_PERSON[state]


@pytest.mark.parametrize("state", State)
def test_who_made_the_list_neither_checks_nor_decrees_it(state):
    assert moves_open(state, BAPPEDA, RATNA, {RATNA}) == SECOND_PERSON[state] - BY_SECOND_PERSON_ONLY


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BAPPEDA])
def test_no_other_role_moves_a_list(role, state):
    assert moves_open(state, SHEETS[role].rights, DARMO, {RATNA}) == frozenset()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", [move for move in Move if move not in ASKED_BY_NOBODY])
def test_each_step_asks_for_its_own_right(move, state):
    without = frozenset(BAPPEDA) - MOVES[move].rights
    assert not judge(move, state, without, DARMO, {RATNA}).allowed


@pytest.mark.parametrize("right", sorted(BAPPEDA))
def test_one_right_opens_no_step_of_another(right):
    for state in State:
        for move in moves_open(state, {right}, DARMO, {RATNA}):
            assert right in MOVES[move].rights


def test_every_step_has_its_way():
    assert set(MOVES) == set(Move)


def test_nothing_leads_out_of_a_list_that_was_decreed_but_the_next_decree():
    leaving = {move for move, way in MOVES.items() if State.DECREED in way.begins and way.ends is not None}
    assert leaving == {Move.SUPERSEDE}


def test_nothing_leads_out_of_a_list_that_is_over():
    over = {State.SUPERSEDED, State.DROPPED}
    assert not [move for move, way in MOVES.items() if way.begins & over and way.ends is not None]


def test_every_state_can_be_reached_from_a_draft():
    reached = {State.DRAFT}
    for _ in State:
        reached |= {way.ends for way in MOVES.values() if way.ends is not None and way.begins & reached}
    assert reached == set(State)


def test_a_refusal_says_what_to_do_next():
    verdict = judge(Move.CHECK, State.DRAFT, BAPPEDA, DARMO, {RATNA})
    assert (
        verdict.against[0].problem
        == "masih rancangan, jadi sekarang Anda tidak dapat menyatakannya sudah diperiksa"
    )
    assert verdict.against[0].advice == "Lengkapi masukannya, lalu hitung."


def test_agencies_see_a_list_only_from_its_decree_on():
    assert not sees_drafts(SHEETS[Role.AGENCY].rights)


def test_the_auditor_sees_drafts_and_moves_nothing():
    rights = SHEETS[Role.AUDITOR].rights
    assert sees_drafts(rights)
    assert not any(moves_open(state, rights, DARMO, set()) for state in State)


def test_a_right_to_see_is_not_a_right_to_work():
    assert not sees_drafts({Right.TARGETING_SEE})
