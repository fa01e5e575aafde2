"""Who benefits: the rupiah of each activity with receivers, by their sex. What is not known stays unknown.

The women's part of an activity is its budget times their share of the receivers; of honoraria times their
share of the rates. It is rounded half up to whole rupiah and the men have the rest, so that both add up.
"""

from dataclasses import dataclass
from fractions import Fraction

from berdaya.budget.rules.arg import honoraria_of
from berdaya.budget.rules.case import Case, output_of, sexes_of
from berdaya.budget.rules.record import Activity, Unread
from berdaya.kernel.shares import round_half_up


@dataclass(frozen=True, slots=True)
class Benefit:
    """One activity: its rupiah, the women's share of it, and by what it was shared; None where unknown.

    `receivers` are the people by whose sex it was shared.
    """

    text: str
    budget: int | None
    share: Fraction | None
    by: str
    receivers: int = 0

    @property
    def women(self) -> int | None:
        if self.share is None or self.budget is None:
            return None
        return int(round_half_up(self.share * self.budget))

    @property
    def men(self) -> int | None:
        return self.budget - self.women if self.budget is not None and self.women is not None else None


@dataclass(frozen=True, slots=True)
class Incidence:
    """All activities together: rupiah for men and women, and what is not known to go to either."""

    benefits: tuple[Benefit, ...]

    @property
    def women(self) -> int:
        return sum(one.women or 0 for one in self.benefits)

    @property
    def men(self) -> int:
        return sum(one.men or 0 for one in self.benefits)

    @property
    def unknown(self) -> int:
        return sum(one.budget or 0 for one in self.benefits if one.women is None)

    @property
    def share(self) -> Fraction | None:
        """The women's share of what is known."""
        known = self.women + self.men
        return Fraction(self.women, known) if known else None


def incidence_of(case: Case) -> Incidence:
    """Of every activity of a statement."""
    activities = () if isinstance(case.it.activities, Unread) else case.it.activities
    return Incidence(tuple(_benefit(case, one) for one in activities))


def _benefit(case: Case, activity: Activity) -> Benefit:
    budget = activity.budget if isinstance(activity.budget, int) else None
    honoraria = honoraria_of(case, activity)
    if honoraria is not None and honoraria.women_share is not None:
        return Benefit(
            activity.text, budget, honoraria.women_share, "tarif penerima yang diketahui", honoraria.known
        )
    output = output_of(case, activity)
    sexes = sexes_of(output) if output is not None else None
    if sexes is None or not sum(sexes):
        return Benefit(activity.text, budget, None, "penerima tidak dipilah")
    return Benefit(activity.text, budget, Fraction(sexes[1], sum(sexes)), "jumlah penerima", sum(sexes))
