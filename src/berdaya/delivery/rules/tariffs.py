"""What heads of RT, RW and LPMK usually receive a month, as the rulebook dates it for a place.

Where the place is not named, a rate that is the only one known for that day is shown with its place, to be
looked at; where places differ nothing is held against the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from berdaya.budget.rules.law import COSTS
from berdaya.kernel.findings import Refused
from berdaya.rulebook.rules import Rule, Rulebook, Standing

_SURE = {Standing.LAW: "", Standing.DESIGN: "; usulan", Standing.UNCERTAIN: "; belum dipastikan"}


@dataclass(frozen=True, slots=True)
class Tariff:
    """Rupiah a month, and for people where it comes from and how sure that is."""

    rupiah: int
    about: str = ""


def tariffs_on(day: date, territory: str, book: Rulebook) -> dict[str, Tariff]:
    """The rates of a day by kind of office (`rt`, `rw`, `lpmk`); empty where none are written down."""
    found: dict[str, set[Tariff]] = {}
    for rule in _rules(day, territory, book):
        place = f"wilayah {rule.territory}: " if rule.territory and not territory else ""
        for kind, rupiah in rule.values.get("monthly", {}).items():
            tariff = Tariff(int(rupiah), f" ({place}{rule.source}{_SURE[rule.standing]})")
            found.setdefault(str(kind), set()).add(tariff)
    return {kind: rates.pop() for kind, rates in found.items() if len(rates) == 1}


def _rules(day: date, territory: str, book: Rulebook) -> Iterator[Rule]:
    if not territory:
        yield from (rule for rule in book.editions(COSTS) if day in rule.period)
        return
    try:
        yield book.in_force(COSTS, day, territory=territory)
    except Refused:
        return
