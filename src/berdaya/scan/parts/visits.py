"""The visits to households: how many were checked by a second person."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Progress
from berdaya.scan.models import Cycle, Household
from berdaya.scan.models.cycle import Standing
from berdaya.scan.rules.parts import Told

STAGE = "pindai"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """One query for all rounds."""
    rows = Household.objects.filter(cycle__in=cycles).order_by().values("cycle")
    counted = rows.annotate(
        all=Count("pk"),
        done=Count("pk", filter=Q(visit=Standing.VERIFIED.value)),
        sent=Count("pk", filter=Q(visit=Standing.SENT.value)),
        back=Count("pk", filter=Q(visit=Standing.RETURNED.value)),
    )
    return {row["cycle"]: _told(row) for row in counted}


def _told(row: Mapping[str, Any]) -> Told:
    left = row["all"] - row["done"] - row["sent"]
    begun = row["done"] or row["sent"] or row["back"]
    progress = Progress.DONE if row["done"] == row["all"] else Progress.RUNNING if begun else Progress.WAITING
    return Told(
        progress,
        f"{format_count(row['done'])} dari {format_count(row['all'])}",
        "rumah tangga sudah diperiksa",
        _next(row, left),
        reverse("scan-households", args=[row["cycle"]]),
        "Daftar kerja",
    )


def _next(row: Mapping[str, Any], left: int) -> str:
    if row["sent"]:
        return f"{format_count(row['sent'])} kunjungan menunggu diperiksa orang kedua"
    return f"{format_count(left)} rumah tangga belum dikunjungi" if left else ""
