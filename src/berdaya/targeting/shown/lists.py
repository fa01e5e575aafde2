"""Lists as rows: where each stands and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.region.rules.gazetteer import official
from berdaya.targeting.models import Run
from berdaya.targeting.rules.runs import State

NEXT = {
    State.DRAFT: "lengkapi masukan dan hitung",
    State.COMPUTED: "forum membahas",
    State.DISCUSSED: "orang kedua memeriksa",
    State.CHECKED: "kepala daerah menetapkan",
    State.DECREED: "pendampingan berjalan",
    State.SUPERSEDED: "sudah diganti",
    State.DROPPED: "tidak dipakai",
}
CHIPS = {
    State.DRAFT: "no",
    State.COMPUTED: "wait",
    State.DISCUSSED: "wait",
    State.CHECKED: "wait",
    State.DECREED: "",
    State.SUPERSEDED: "no",
    State.DROPPED: "no",
}


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A list in one row."""

    run: Run
    place: str
    state: str
    chip: str
    next: str
    number: str


def shown_runs(runs: Sequence[Run]) -> list[ShownRun]:
    return [_shown(run) for run in runs]


def _shown(run: Any) -> ShownRun:
    state = run.standing
    return ShownRun(
        run,
        official().names[run.territory],
        state.value.capitalize(),
        CHIPS[state],
        NEXT[state],
        run.decree_number or "",
    )
