"""The village information system: its score in this round."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.numbers import format_percent
from berdaya.kernel.offers import Progress
from berdaya.scan.models import Cycle
from berdaya.scan.models.sid import SidCheck
from berdaya.scan.rules.parts import Told

STAGE = "sid"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """One query for all rounds; the newest check of a round counts."""
    newest: dict[int, SidCheck] = {}
    for check in SidCheck.objects.filter(cycle__in=cycles):
        newest.setdefault(check.cycle_id, check)
    return {cycle.pk: _told(cycle.pk, newest.get(cycle.pk)) for cycle in cycles}


def _told(pk: int, check: SidCheck | None) -> Told:
    address = reverse("scan-sid", args=[pk])
    if check is None:
        return Told(Progress.WAITING, "–", "belum diperiksa", "SID belum diperiksa", address, "SID")
    figure = "–" if check.exact is None else format_percent(check.exact, 0)
    fault = "nama warga miskin terlihat di SID" if check.names_visible else ""
    return Told(Progress.DONE, figure, "isi SID ada dan segar", fault, address, "SID")
