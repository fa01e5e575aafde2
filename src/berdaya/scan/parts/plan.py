"""The intervention plan: its version and its cost."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Sum
from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.numbers import format_rupiah
from berdaya.kernel.offers import Progress
from berdaya.scan.models import Cycle
from berdaya.scan.models.plans import Plan
from berdaya.scan.rules.parts import Told
from berdaya.scan.rules.planning import State

STAGE = "rencana"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """One query for all rounds: the version at hand, else the one in force."""
    rows = Plan.objects.filter(cycle__in=cycles).exclude(state=State.REPLACED.value)
    found: dict[int, list[Plan]] = {}
    for row in rows.annotate(many=Count("lines"), cost=Sum("lines__cost")):
        found.setdefault(row.cycle_id, []).append(row)
    return {cycle.pk: _told(cycle.pk, found.get(cycle.pk, [])) for cycle in cycles}


def _told(pk: int, rows: Sequence[Plan]) -> Told:
    address = reverse("scan-plan", args=[pk])
    if not rows:
        return Told(Progress.WAITING, "–", "belum disusun", "rencana belum disusun", address, "Rencana")
    newest, fixed = rows[0], next((row for row in rows if row.standing is State.FIXED), None)
    waiting = {
        State.SENT: f"versi {newest.version} menunggu orang kedua",
        State.DRAFT: f"versi {newest.version} belum dikirim",
    }.get(newest.standing, "")
    shown = fixed or newest
    figure = format_rupiah(getattr(shown, "cost", 0) or 0)
    words = f"dalam {getattr(shown, 'many', 0)} baris, {'ditetapkan' if fixed else newest.state}"
    return Told(Progress.DONE if fixed else Progress.RUNNING, figure, words, waiting, address, "Rencana")
