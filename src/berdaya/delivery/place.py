"""What this room knows of a place: its activities of the newest year, and what they came to."""

from fractions import Fraction

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.delivery.doors import activities_of
from berdaya.delivery.models import Activity
from berdaya.delivery.rules.progress import is_late, state_of
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.kernel.offers import Fact, Section

MOST = 6


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The activities carried out at that very place; no section where there is none."""
    if not allowed(hat, Right.DELIVERY_SEE, code).allowed:
        return []
    newest = Activity.objects.filter(territory=code).order_by("-year").first()
    if newest is None:
        return []
    today, found = today_in(code), activities_of(code, newest.year)
    budget, realised = sum(one.facts.budget for one in found), sum(one.facts.realised for one in found)
    share = f" ({format_percent(Fraction(realised, budget), 1)})" if budget else ""
    facts = [
        Fact(
            one.activity.title,
            format_rupiah(one.facts.realised),
            "terlambat" if is_late(one.facts, today) else state_of(one.facts).value,
            reverse("delivery-activity", args=[one.activity.pk]),
        )
        for one in found[:MOST]
    ]
    words = f"Terealisasi {format_rupiah(realised)} dari {format_rupiah(budget)}{share}."
    page = f"{reverse('delivery')}?tahun={newest.year}"
    heading = f"Kegiatan TA {newest.year}"
    return [Section(heading, tuple(facts), words, page, "Semua kegiatan")]
