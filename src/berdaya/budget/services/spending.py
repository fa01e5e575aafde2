"""The spending that shares are taken of: typed with its source, kept as a dated figure of the place."""

from datetime import date

from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.figures.models import Figure
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.findings import Finding, Refused


def name_of(year: int) -> str:
    """What the figure is called."""
    return f"Belanja tahun anggaran {year}"


def note_spending(hat: Holding, territory: str, year: int, amount: int, source: str) -> Figure:
    """Keep the whole spending of a unit or of the APBD in a year. A newer source takes the place of an older
    one of the same day. Refused without an amount above zero or a source."""
    require(hat, Right.BUDGET_WRITE, territory)
    if amount <= 0:
        raise Refused(Finding("budget.spending", "belanja", "nol", "Tulis belanja seluruhnya."))
    day: date = today_in(territory)
    facts = Facts(territory, name_of(year), Unit.RUPIAH, day, source.strip(), number=amount)
    return file_figure(hat, facts, room="budget")
