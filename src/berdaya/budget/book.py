"""The rules of this room with those of this office beside the shipped ones."""

from functools import lru_cache
from pathlib import Path

from berdaya.budget.rules.case import Case
from berdaya.budget.rules.incidence import Incidence, incidence_of
from berdaya.budget.rules.law import Law, law_for
from berdaya.budget.rules.record import Statement
from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import Rulebook, load

Stamp = tuple[Path, tuple[tuple[str, int], ...]]


def law_here(statement: Statement) -> Law:
    """What a statement is held against in this office."""
    return law_for(statement, _book(_stamp()))


def incidence_here(statement: Statement) -> Incidence:
    """Who benefits of a statement by the words and rates of this office. No name of a code is asked for."""
    return incidence_of(Case(statement, law_here(statement)))


def _stamp() -> Stamp:
    folder = local_rules_folder()
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return folder, tuple((path.name, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=2)
def _book(stamp: Stamp) -> Rulebook:
    """Read once until a file of this office changes."""
    return load(stamp[0])
