"""One household as the register tells it, and what is said of it sign by sign, with the evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from berdaya.kernel.answers import Answer, answer
from berdaya.register.rules.fold import Member


@dataclass(frozen=True, slots=True)
class Home:
    """Household answers by column of the snapshot (codes; yes/no as 1/0), its members, its decile.

    A column that is missing or None was not asked. `members` is None where the register lists none at all.
    """

    facts: Mapping[str, int | None] = field(default_factory=dict)
    members: tuple[Member, ...] | None = ()
    decile: int | None = None

    def fact(self, column: str) -> int | None:
        return self.facts.get(column)

    def yes(self, column: str) -> Answer:
        value = self.fact(column)
        return answer(None if value is None else value == 1)

    @property
    def present(self) -> tuple[Member, ...]:
        """Who lives there: not who died, moved away or was not found."""
        return tuple(member for member in self.members or () if member.present)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact, and what it alone says about a sign."""

    answer: Answer
    words: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is the sign there? `parts` are all facts looked at; `reason` quotes those that decided."""

    sign: str
    answer: Answer
    reason: str
    parts: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def decided_by(self) -> tuple[Evidence, ...]:
        return tuple(part for part in self.parts if part.answer is self.answer)


def verdict(sign: str, found: Answer, parts: Iterable[Evidence], otherwise: str) -> Verdict:
    """A verdict that quotes the facts which say the same as it does; `otherwise` where none does."""
    given = tuple(parts)
    told = list(dict.fromkeys(part.words for part in given if part.answer is found))
    words = "; ".join(told) or otherwise
    return Verdict(sign, found, f"{words[0].upper()}{words[1:]}.", given)
