"""The rules of this room as they stand for a village on a day, and by what its households are judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.hardship.rules.classes import ClassTable
from berdaya.hardship.rules.criteria import Criteria, criteria_of
from berdaya.register.rules.fold import Ages
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.services.rulings import book
from berdaya.scan.models import Cycle
from berdaya.scan.rules.stages import Stage, stages_of

WORK = "scan.work"
JUDGING = ("hardship.criteria", "hardship.class", "register_fold")


@dataclass(frozen=True, slots=True)
class Judging:
    """By what the households of a round are judged; `rules` are the keys of the editions."""

    criteria: Criteria
    table: ClassTable
    rules: tuple[str, ...]


def work_on(day: date, territory: str) -> Mapping[str, Any]:
    """The values of the rule `scan.work`."""
    return book().in_force(WORK, day, territory=territory).values


def stages_on(day: date, territory: str) -> tuple[Stage, ...]:
    return stages_of(work_on(day, territory))


def judging_of(cycle: Cycle, *, in_field: bool = False) -> Judging:
    """The criteria of a round. In the field ages are those of the visit, so nothing is added to them."""
    profile = shipped_profiles()[cycle.snapshot.profile]
    variants = cycle.variants.split()
    years = 0 if in_field else cycle.years
    return judging_on(cycle.on_date, cycle.territory, profile.code_list, years, variants)


def judging_on(day: date, territory: str, code_list: str, years: int, variants: list[str]) -> Judging:
    rules = {name: book().in_force(name, day, territory=territory) for name in JUDGING}
    ages = Ages.of(rules["register_fold"].values)
    criteria = criteria_of(rules["hardship.criteria"], code_list, ages, years=years, variants=variants)
    table = ClassTable.of(rules["hardship.class"].values)
    return Judging(criteria, table, tuple(rule.key for rule in rules.values()))
