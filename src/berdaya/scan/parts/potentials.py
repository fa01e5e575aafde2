"""Potentials: how many of the four groups were looked at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.offers import Progress
from berdaya.scan.models import Cycle
from berdaya.scan.models.potentials import FACTS, Potential
from berdaya.scan.rules.parts import Told

STAGE = "potensi"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """One query for all rounds."""
    groups: dict[int, set[str]] = defaultdict(set)
    rows = Potential.objects.standing().filter(cycle__in=cycles).order_by()
    for cycle, group in rows.values_list("cycle", "group").distinct():
        groups[cycle].add(group)
    return {cycle.pk: _told(cycle.pk, len(groups[cycle.pk])) for cycle in cycles}


def _told(pk: int, many: int) -> Told:
    left = len(FACTS) - many
    progress = Progress.WAITING if not many else Progress.DONE if not left else Progress.RUNNING
    return Told(
        progress,
        f"{many} dari {len(FACTS)}",
        "kelompok potensi dipindai",
        f"{left} kelompok potensi belum dipindai" if left else "",
        reverse("scan-potentials", args=[pk]),
        "Potensi",
    )
