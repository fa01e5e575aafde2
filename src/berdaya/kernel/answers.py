"""Ya, tidak, tidak tahu: three-valued answers (Kleene). A question nobody asked is never a "no"."""

from collections.abc import Iterable
from enum import Enum


class Answer(Enum):
    YES = "ya"
    NO = "tidak"
    UNKNOWN = "tidak tahu"

    @property
    def known(self) -> bool:
        return self is not Answer.UNKNOWN

    def as_bit(self) -> int | None:
        """1, 0 or None, as registers and files write it."""
        return {Answer.YES: 1, Answer.NO: 0, Answer.UNKNOWN: None}[self]


def answer(value: bool | None) -> Answer:
    if value is None:
        return Answer.UNKNOWN
    return Answer.YES if value else Answer.NO


def negate(a: Answer) -> Answer:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}[a]


def any_yes(answers: Iterable[Answer]) -> Answer:
    """YES if one is YES; NO only if all are NO; otherwise nobody can tell."""
    return at_least(1, answers)


def all_yes(answers: Iterable[Answer]) -> Answer:
    """NO if one is NO; YES only if all are YES; otherwise nobody can tell."""
    return negate(any_yes(negate(a) for a in answers))


def at_least(minimum: int, answers: Iterable[Answer]) -> Answer:
    """Are at least `minimum` of them YES? UNKNOWN while the open ones could still decide it."""
    given = list(answers)
    yes = given.count(Answer.YES)
    if yes >= minimum:
        return Answer.YES
    return Answer.UNKNOWN if yes + given.count(Answer.UNKNOWN) >= minimum else Answer.NO
