"""A household as this room keeps it: the answers that the signs look at, and its members without names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from berdaya.hardship.rules.criteria import CODED, Criteria
from berdaya.hardship.rules.evaluation import Evaluation
from berdaya.hardship.rules.verdicts import Home
from berdaya.kernel.addresses import parse_rt_rw
from berdaya.region.rules.neighbourhoods import NO_RW
from berdaya.register.rules.fold import Member

OPEN = "-"
OF_MEMBERS = frozenset({"pbi", "jkn", "pip"})


def columns_of(criteria: Criteria) -> tuple[str, ...]:
    """The household columns that the signs look at: nothing else is taken over from the register."""
    names = [key for key in criteria.programmes if key not in OF_MEMBERS]
    for part in CODED:
        coded = criteria.coded[part]
        names += [coded.column, coded.condition] if coded.condition else [coded.column]
    names += [criteria.space.column, criteria.space.tenths]
    if criteria.space.persons != "persons":
        names.append(criteria.space.persons)
    return tuple(dict.fromkeys(names))


def member_data(member: Member) -> dict[str, Any]:
    """What is kept of a member: only what was answered."""
    return {
        name: value for name, value in asdict(member).items() if value is not None and (name, value) != _HERE
    }


_HERE = ("present", True)


def members_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Member, ...]:
    return tuple(Member(**row) for row in rows)


def home_of(
    answers: Mapping[str, int | None], people: Sequence[Mapping[str, Any]], decile: int | None
) -> Home:
    """As the judgements take it. A household of whom no member is listed has unknown members."""
    return Home(answers, members_from(people) if people else None, decile)


def bits_of(evaluation: Evaluation) -> str:
    """`1-0110---`: one sign for each judgement in its order."""
    return "".join(OPEN if bit is None else str(bit) for bit in evaluation.bits.values())


def vulnerable(people: Sequence[Member], criteria: Criteria) -> int:
    """Members who are small children, elderly, ill, disabled or pregnant; they come first among equals."""
    ages, years = criteria.ages, criteria.years

    def counts(member: Member) -> bool:
        age = None if member.age is None else member.age + years
        by_age = age is not None and (age < ages.young_under or age >= ages.elderly_from)
        return by_age or bool(member.disabled or member.ill or member.pregnant)

    return sum(counts(member) for member in people if member.present)


def rt_code(village: str, address: str) -> str:
    """The RT that an address names, as a code; empty where it names none."""
    found = parse_rt_rw(address)
    if found is None or found.rt is None or found.rt == "000":
        return ""
    return f"{village}.{found.rw or NO_RW}.{found.rt}"
