"""All checks of a statement, in their order, with the two values of its gender-responsive budget."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from berdaya.budget.rules import agreeing, causes, data, filled, gaps, money, naming, outcomes, outputs, sums
from berdaya.budget.rules.arg import Arg, arg_of
from berdaya.budget.rules.case import Case
from berdaya.budget.rules.law import Law
from berdaya.budget.rules.record import Statement
from berdaya.budget.rules.verdicts import Verdict, W, not_applicable

ORDER: Final[tuple[Callable[[Case], Iterator[Verdict]], ...]] = (
    filled.g01, naming.g02, naming.g03, data.g04, data.g05, data.g06, sums.g07, filled.g08, gaps.g09,
    gaps.g10, gaps.g11, filled.g12, causes.g13, causes.g14, causes.g15, money.g16, money.g17, money.g18,
    outputs.g19, outputs.g20, outcomes.g21, outcomes.g22, outcomes.g23, agreeing.g24, outcomes.g25,
    outputs.g26, data.g27,
    filled.g28, money.g29, money.g30, money.g31, data.g32,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What all checks say. `rules` names the editions by which they judged."""

    verdicts: tuple[Verdict, ...]
    arg: Arg
    rules: tuple[str, ...]

    @property
    def blocked(self) -> bool:
        return any(one.blocks for one in self.verdicts)

    @property
    def errors(self) -> list[str]:
        """The checks that hold back submission."""
        return list(dict.fromkeys(one.check for one in self.verdicts if one.blocks))

    @property
    def warnings(self) -> list[str]:
        """The checks that the reviewer must answer."""
        found = (one.check for one in self.verdicts if one.failed and one.severity is W)
        return list(dict.fromkeys(found))


def check_statement(statement: Statement, law: Law) -> Checked:
    """Run every check; the order is that of their numbers."""
    case = Case(statement, law)
    verdicts = tuple(verdict for check in ORDER for verdict in _said(check, case))
    return Checked(verdicts, arg_of(case), law.keys)


def _said(check: Callable[[Case], Iterator[Verdict]], case: Case) -> list[Verdict]:
    """What a check says; one that finds nothing to judge says so."""
    said = list(check(case))
    return said or [not_applicable(check.__name__.upper(), "formulir", "tidak ada isian yang dinilai")]
