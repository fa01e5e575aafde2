"""The gender-responsive share of a budget: whole, linked, and of what. Both are always told (`G18`, `G30`).

`nominal` counts the whole sub-activity, as is done once a statement is accepted. `linked` counts only the
activities that answer a cause or a gap. Where budgets are missing only an upper bound of it is known.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from berdaya.budget.rules.case import Case, People, body_in, output_of, people_in
from berdaya.budget.rules.causes import is_linked
from berdaya.budget.rules.data import datum_for
from berdaya.budget.rules.record import Activity, Indicator, Unread
from berdaya.kernel.numbers import format_count
from berdaya.kernel.shares import as_ratio
from berdaya.plan.rules.nomenclature import read_code

DENOMINATOR = "belanja subkegiatan"


class Basis(StrEnum):
    """By what a sub-activity counts as gender-responsive: the tag of the list, a statement, or both."""

    TAG = "tag"
    STATEMENT = "gbs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Honoraria:
    """What the honoraria of an activity come to by the monthly rates, and the women's part of it.

    `women_share` is of the part whose receivers' sex is known; None where no sex is known. `known` counts
    those receivers.
    """

    amount: int
    monthly: int
    sum_words: str
    women_share: Fraction | None
    known: int


@dataclass(frozen=True, slots=True)
class Arg:
    """Rupiah, and the denominator that was used."""

    nominal: int | None
    linked: int | None
    linked_at_most: int | None
    denominator: int | None
    basis: Basis
    honoraria: Honoraria | None

    @property
    def share(self) -> Fraction | None:
        """The linked share, or its upper bound."""
        value = self.linked if self.linked is not None else self.linked_at_most
        return Fraction(value, self.denominator) if value is not None and self.denominator else None

    def as_json(self) -> dict[str, Any]:
        told = self.honoraria
        return {
            "arg_nominal": self.nominal,
            "arg_terhubung": self.linked,
            "arg_terhubung_paling_banyak": self.linked_at_most,
            "penyebut": self.denominator,
            "penyebut_nama": DENOMINATOR,
            "bagian": as_ratio(self.share) if self.share is not None else None,
            "arg_basis": self.basis.value,
            "honorarium": None if told is None else told.amount,
            "honorarium_perempuan": as_ratio(told.women_share)
            if told and told.women_share is not None
            else None,
        }


def arg_of(case: Case) -> Arg:
    """Both values of the statement, exact."""
    total = case.it.total if isinstance(case.it.total, int) and case.it.total > 0 else None
    activities = () if isinstance(case.it.activities, Unread) else case.it.activities
    honoraria = next((told for one in activities if (told := honoraria_of(case, one))), None)
    linked = _linked(case, activities)
    return Arg(total, linked, _at_most(case, activities, total, linked), total, basis_of(case), honoraria)


def basis_of(case: Case) -> Basis:
    code = read_code(case.it.code) if isinstance(case.it.code, str) else None
    row = case.law.table.get(code.code) if code and case.law.table else None
    return Basis.BOTH if row is not None and row.tagged else Basis.STATEMENT


def _linked(case: Case, activities: tuple[Activity, ...]) -> int | None:
    """None where a linked activity has no budget, or no activity was read."""
    budgets = [one.budget for one in activities if is_linked(case, one)]
    known = [budget for budget in budgets if isinstance(budget, int)]
    return sum(known) if activities and len(known) == len(budgets) else None


def _at_most(
    case: Case, activities: tuple[Activity, ...], total: int | None, linked: int | None
) -> int | None:
    """All that is not known to go to activities that answer nothing."""
    if total is None or not activities:
        return None
    if linked is not None:
        return linked
    neutral = sum(_known_cost(case, one) for one in activities if not is_linked(case, one))
    return max(total - neutral, 0)


def _known_cost(case: Case, activity: Activity) -> int:
    if isinstance(activity.budget, int):
        return activity.budget
    told = honoraria_of(case, activity)
    return told.amount if told else 0


def honoraria_of(case: Case, activity: Activity) -> Honoraria | None:
    """Heads of RT, RW and LPMK by the monthly rate of the place; None where none is paid or known."""
    output = output_of(case, activity)
    text = f"{activity.text} {output.text if output else ''}"
    if output is None or not case.words.has("honoraria", text):
        return None
    paid = [(people, rate) for people in _receivers(case, text, output) if (rate := _rate(case, people))]
    if not paid:
        return None
    monthly = sum(people.count * rate for people, rate in paid)
    sum_words = " + ".join(
        f"{people.count} × {format_count(rate)}" for people, rate in sorted(paid, key=_most)
    )
    months = case.law.costs.months
    words = f"{sum_words} = {format_count(monthly)} sebulan, × {months} = {format_count(monthly * months)}"
    return Honoraria(monthly * months, monthly, words, *_women(case, paid))


def _receivers(case: Case, text: str, output: Indicator) -> list[People]:
    """Who is paid, each office alone: as the output counts them, else as many as the data know."""
    told = [people for people in people_in(output.text) if len(body_in(people.label)) == 1]
    if told:
        return told
    about = [(one, body_in(one.label)) for one in case.it.counted]
    return [
        People(one.label, one.count)
        for one, bodies in about
        if one.count and len(bodies) == 1 and bodies <= body_in(text)
    ]


def _most(paid: tuple[People, int]) -> tuple[int, str]:
    return (-paid[0].count, paid[0].label)


def _rate(case: Case, people: People) -> int | None:
    return next(
        (
            case.law.costs.monthly[body]
            for body in sorted(body_in(people.label))
            if body in case.law.costs.monthly
        ),
        None,
    )


def _women(case: Case, paid: list[tuple[People, int]]) -> tuple[Fraction | None, int]:
    """The women's part of what goes to office holders whose sex the data tell, and how many they are."""
    known = [
        (datum.by_sex, rate) for people, rate in paid if (datum := datum_for(case, people)) and datum.by_sex
    ]
    whole = sum(sum(sexes) * rate for sexes, rate in known if sexes)
    women = sum(sexes[1] * rate for sexes, rate in known if sexes)
    many = sum(sum(sexes) for sexes, _ in known if sexes)
    return (Fraction(women, whole) if whole else None), many
