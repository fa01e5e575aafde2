"""From one plan year into the next: what is unmet comes back numbered, with its history; dates move along."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.states import MET, Reason, State

_GONE: Final = frozenset({State.DRAFT, State.WITHDRAWN, State.MERGED})
_ELSEWHERE: Final = frozenset({Reason.BUDGETED.value, Reason.POKIR.value, Reason.DOUBLE.value})


@dataclass(frozen=True, slots=True)
class Old:
    """A proposal of the year that ends: where it stands, why, and how often it was carried already."""

    number: int | None
    state: State
    reason: str = ""
    years_carried: int = 0


def unmet(old: Old) -> bool:
    """Was it asked for and not given? Drafts, withdrawn and merged ones and those met elsewhere are not."""
    if old.state in MET | _GONE:
        return False
    return not (old.state is State.REFUSED and old.reason in _ELSEWHERE)


def carried_order(olds: Iterable[Old]) -> list[Old]:
    """The unmet in the order of their new numbers: the longest waiting first, then by their old number."""
    return sorted(filter(unmet, olds), key=lambda old: (-old.years_carried, old.number or 0))


def hanging(years_carried: int, after: int) -> bool:
    """Carried so often that it is told to be hanging (terkatung)?"""
    return years_carried >= after


def carried_words(years_carried: int, after: int) -> str:
    """What stands beside an old proposal; nothing beside a new one."""
    if not years_carried:
        return ""
    words = f"dibawa {years_carried} kali, diusulkan {years_carried + 1} tahun"
    return f"terkatung: {words}" if hanging(years_carried, after) else words


@dataclass(frozen=True, slots=True)
class Dates:
    """One stage of the calendar."""

    kind: StageKind
    first: date
    last: date


def calendar_of(plan_year: int, stages: Sequence[Mapping[str, Any]]) -> list[Dates]:
    """The stages of a plan year by the rulebook."""
    return [
        Dates(StageKind(one["kind"]), _day(plan_year, one["first"]), _day(plan_year, one["last"]))
        for one in stages
    ]


def _day(plan_year: int, parts: Sequence[int]) -> date:
    years, month, day = parts
    return date(plan_year + years, month, day)


def calendar_after(before: Iterable[Dates], years: int) -> list[Dates]:
    """Last year's calendar, moved on: the same days of the later year."""
    return [Dates(one.kind, later(one.first, years), later(one.last, years)) for one in before]


def later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year + years)
