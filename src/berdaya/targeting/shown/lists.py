"""Lists as rows: where each stands and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from berdaya.kernel.listing import Column
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


COLUMNS: Final[tuple[Column[ShownRun], ...]] = (
    Column("tahun", "Tahun", lambda one: one.run.year, numeric=True),
    Column("keadaan", "Keadaan", lambda one: one.state),
    Column("langkah", "Langkah berikut", lambda one: one.run.due, phone=False),
    Column("keputusan", "Keputusan", lambda one: one.number or None, phone=False),
    Column("tempat", "Tempat", lambda one: one.run.computation and one.run.computation.seats, phone=False),
    Column("penyusun", "Disusun", lambda one: one.run.begun_by.name, phone=False),
)


def words_of(one: ShownRun) -> str:
    return f"daftar {one.run.year} {one.place} {one.state} {one.number} {one.run.begun_by.name}"
