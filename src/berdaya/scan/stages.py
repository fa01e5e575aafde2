"""What the board of assisted places learns from this room: the newest round of each place, stage by stage."""

from collections.abc import Sequence

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.offers import StageState
from berdaya.scan.doors.cycles import cycles_for
from berdaya.scan.gathering import boxes_of
from berdaya.scan.models import Cycle


def stages_for(hat: Holding, codes: Sequence[str]) -> list[StageState]:
    """One state for each stage that is told of; a stage that does not apply is told as done."""
    wanted = set(codes)
    newest: dict[str, Cycle] = {}
    for cycle in cycles_for(hat):
        if cycle.territory in wanted:
            newest.setdefault(cycle.territory, cycle)
    boxes = boxes_of(hat, list(newest.values()))
    return [
        StageState(
            code,
            box.stage,
            box.told.progress,
            f"{box.told.figure} {box.told.words}".removeprefix("– ").strip(),
            reverse("scan-cycle", args=[cycle.pk]),
            box.due,
        )
        for code, cycle in newest.items()
        for box in boxes[cycle.pk]
        if box.applies
    ]
