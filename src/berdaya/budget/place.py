"""What this room knows of a place: its newest statement, where it stands, and both shares of its money."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.budget.doors import newest_statements_of
from berdaya.kernel.numbers import format_rupiah
from berdaya.kernel.offers import Fact, Section


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The statements of the newest year that a place has; nothing where it has none."""
    if not allowed(hat, Right.BUDGET_SEE, code).allowed:
        return []
    found = newest_statements_of(code)
    if not found:
        return []
    facts = tuple(
        Fact(
            one.title,
            "–" if one.total is None else format_rupiah(one.total),
            one.state if one.linked is None else f"{one.state}; terhubung {format_rupiah(one.linked)}",
            reverse("budget-statement", args=[one.pk]),
        )
        for one in found
    )
    heading = f"Pernyataan anggaran gender {found[0].year}"
    return [Section(heading, facts, "", reverse("budget"), "Semua pernyataan")]
