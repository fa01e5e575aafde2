from itertools import product

import pytest

from berdaya.kernel.answers import Answer, all_yes, answer, any_yes, at_least, negate

Y, N, U = Answer.YES, Answer.NO, Answer.UNKNOWN


def test_a_question_nobody_asked_is_not_a_no():
    assert answer(None) is U
    assert any_yes([N, U]) is U
    assert all_yes([Y, U]) is U


def test_one_yes_decides_any_and_one_no_decides_all():
    assert any_yes([N, U, Y]) is Y
    assert all_yes([Y, U, N]) is N
    assert any_yes([]) is N
    assert all_yes([]) is Y


@pytest.mark.parametrize("given", product(Answer, repeat=4))
def test_a_verdict_holds_however_the_open_questions_are_answered(given):
    verdict = at_least(2, given)
    outcomes = {
        sum(a is Y for a in closed) >= 2 for closed in product(*[[Y, N] if a is U else [a] for a in given])
    }
    assert verdict is (U if len(outcomes) == 2 else answer(outcomes.pop()))


def test_negation_twice_gives_the_answer_back():
    assert [negate(negate(a)) for a in Answer] == list(Answer)
    assert [a.as_bit() for a in (Y, N, U)] == [1, 0, None]
