"""The village meeting: how many households it has decided about, and objections that wait."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Progress
from berdaya.scan.models import Cycle, Household, Objection
from berdaya.scan.rules.parts import Told

STAGE = "musdes"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """Two queries for all rounds: what was decided, which objections wait."""
    rows = Household.objects.filter(cycle__in=cycles).order_by().values("cycle")
    counted = rows.annotate(all=Count("pk"), open=Count("pk", filter=Q(decision="")))
    waiting = Objection.objects.waiting().filter(cycle__in=cycles).order_by().values_list("cycle")
    objections = dict(waiting.annotate(many=Count("pk")))
    return {row["cycle"]: _told(row, objections.get(row["cycle"], 0)) for row in counted}


def _told(row: Mapping[str, Any], waiting: int) -> Told:
    done = row["all"] - row["open"]
    finished = done == row["all"] and not waiting
    progress = Progress.DONE if finished else Progress.RUNNING if done else Progress.WAITING
    return Told(
        progress,
        f"{format_count(done)} dari {format_count(row['all'])}",
        "rumah tangga sudah diputuskan",
        _next(row["open"], waiting),
        reverse("scan-musdes", args=[row["cycle"]]),
        "Musyawarah",
    )


def _next(open_: int, waiting: int) -> str:
    if waiting:
        return f"{format_count(waiting)} keberatan menunggu jawaban"
    return f"{format_count(open_)} rumah tangga menunggu putusan" if open_ else ""
