"""The parts of the work gathered: for the list of places, for one village, for the board."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.kernel.offers import Progress
from berdaya.scan import parts
from berdaya.scan.book import stages_on
from berdaya.scan.models import Cycle
from berdaya.scan.rules.parts import Box, Told
from berdaya.scan.rules.stages import NOT_FOR_KELURAHAN, Stage, late

NOT_BEGUN = Told(Progress.WAITING, "–", "belum dimulai")
_ABSENT = Told(Progress.WAITING, "–", NOT_FOR_KELURAHAN)


@cache
def _modules() -> Mapping[str, Any]:
    """The modules of the folder `parts` by their stage."""
    found = [import_module(f"{parts.__name__}.{one.name}") for one in iter_modules(parts.__path__)]
    return {module.STAGE: module for module in found}


def boxes_of(hat: Holding, cycles: Sequence[Cycle]) -> dict[int, list[Box]]:
    """Every stage of every round, in the order of the rule; a stage that no part tells of is left out."""
    told = {stage: module.told_of(hat, cycles) for stage, module in _modules().items()}
    return {cycle.pk: _boxes(cycle, told) for cycle in cycles}


def _boxes(cycle: Cycle, told: Mapping[str, Mapping[int, Told]]) -> list[Box]:
    dues = {row.stage: row.due for row in cycle.dates.all()}
    today = today_in(cycle.territory)
    found = []
    for stage in stages_on(cycle.on_date, cycle.territory):
        if stage.key in told:
            found.append(_box(cycle, stage, told[stage.key].get(cycle.pk, NOT_BEGUN), dues, today))
    return found


def _box(cycle: Cycle, stage: Stage, told: Told, dues: Mapping[str, Any], today: Any) -> Box:
    title = stage.title_at(cycle.territory)
    if not stage.applies_at(cycle.territory):
        return Box(stage.key, title, _ABSENT, None, late=False, applies=False)
    due = dues.get(stage.key)
    return Box(stage.key, title, told, due, late=cycle.open and late(told.progress, due, today))


def next_of(boxes: Sequence[Box]) -> Box | None:
    """The part that asks for the next step: the late ones first, then the earliest that is not done."""
    waiting = [box for box in boxes if box.applies and box.told.progress is not Progress.DONE]
    return next((box for box in waiting if box.late and box.told.next), None) or next(
        (box for box in waiting if box.told.next), None
    )
