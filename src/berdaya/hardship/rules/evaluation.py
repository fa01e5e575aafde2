"""All signs of one household together: how many are known, how many are met, and the class they give."""

from collections.abc import Mapping
from dataclasses import dataclass

from berdaya.hardship.rules.classes import ClassTable, classed
from berdaya.hardship.rules.criteria import Criteria
from berdaya.hardship.rules.judging import JUDGES
from berdaya.hardship.rules.verdicts import Home, Verdict
from berdaya.kernel.answers import Answer

URGENT_FIRST = "C1"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The verdicts by sign, the class, and the marks for the village meeting."""

    verdicts: Mapping[str, Verdict]
    klass: str | None
    marks: tuple[str, ...]

    @property
    def bits(self) -> dict[str, int | None]:
        return {sign: told.answer.as_bit() for sign, told in self.verdicts.items()}

    @property
    def n_known(self) -> int:
        return sum(told.answer.known for told in self.verdicts.values())

    @property
    def count(self) -> int:
        return sum(told.answer is Answer.YES for told in self.verdicts.values())

    @property
    def words(self) -> str:
        """`5 dari 8 yang terisi`: never the one number without the other."""
        return f"{self.count} dari {self.n_known} yang terisi"


def evaluate(home: Home, criteria: Criteria, table: ClassTable) -> Evaluation:
    """Judge one household by every sign."""
    verdicts = {sign.code: JUDGES[sign.rule](sign.code, home, criteria) for sign in criteria.signs}
    bare = Evaluation(verdicts, None, ())
    found = classed(home.decile, bare.count, bare.n_known, len(verdicts), table)
    notes = tuple(note for told in verdicts.values() for note in told.notes)
    return Evaluation(verdicts, found.klass, (*found.marks, *notes))


def urgency(
    evaluation: Evaluation, decile: int | None, vulnerable: int, household: int, table: ClassTable
) -> tuple[int, int, int, bool, int, int]:
    """The order of work: class, decile, most signs, C1 first, most vulnerable members, key. No random step.

    Whoever has no class for want of answers comes first: the visit fills them in. No decile stands last.
    """
    ranks = {name: at for at, name in enumerate(table.names(), start=1)}
    without_programme = evaluation.bits.get(URGENT_FIRST) == 1
    place = ranks[evaluation.klass] if evaluation.klass else 0
    return (place, decile or 99, -evaluation.count, not without_programme, -vulnerable, household)
