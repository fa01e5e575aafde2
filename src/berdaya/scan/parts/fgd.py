"""The double check: is its record begun, is it closed."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q
from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.offers import Progress
from berdaya.scan.models import Cycle
from berdaya.scan.models.fgd import Fgd
from berdaya.scan.rules.parts import Told

STAGE = "fgd"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """One query for all rounds."""
    rows = Fgd.objects.filter(cycle__in=cycles).annotate(
        agreed=Count("topics", filter=Q(topics__agreed_part__isnull=False)), all=Count("topics")
    )
    found = {row.cycle_id: row for row in rows}
    return {cycle.pk: _told(cycle.pk, found.get(cycle.pk)) for cycle in cycles}


def _told(pk: int, row: Fgd | None) -> Told:
    address = reverse("scan-fgd", args=[pk])
    if row is None:
        return Told(Progress.WAITING, "–", "belum disiapkan", "FGD belum disiapkan", address, "FGD")
    figure = f"{getattr(row, 'agreed', 0)} dari {getattr(row, 'all', 0)}"
    if row.closed:
        return Told(Progress.DONE, figure, "topik disepakati, catatan ditutup", "", address, "FGD")
    return Told(Progress.RUNNING, figure, "topik disepakati", "catatan FGD belum ditutup", address, "FGD")
