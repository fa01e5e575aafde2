"""The board of assisted places: each place under the decree, and how far each stage of the work there is.

The stages are the work of rooms further down the chain. They tell of them through `stages.py`, gathered as
the office gathers tasks; this room knows only their names and order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from django.apps import apps

from berdaya.access.models import Holding
from berdaya.kernel.listing import Column
from berdaya.kernel.offers import Progress, StageState
from berdaya.targeting import doors
from berdaya.targeting.models import Decree

STAGES: Final = (
    ("inventaris", "Inventaris"),
    ("pindai", "Pindai"),
    ("musdes", "Musdes"),
    ("fgd", "FGD"),
    ("rencana", "Rencana"),
    ("sid", "SID"),
)
NOT_OPEN: Final = "belum dimulai"


@dataclass(frozen=True, slots=True)
class Cell:
    """One stage of one place. Only stages that some room tells of have a cell."""

    stage: str
    words: str
    progress: Progress
    address: str = ""
    late: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One place with its agency, its count and its stages."""

    code: str
    name: str
    kecamatan: str
    stratum: str
    n: int
    agency: str
    cells: tuple[Cell, ...]

    @property
    def late(self) -> int:
        return sum(cell.late for cell in self.cells)

    @property
    def next(self) -> str:
        """What comes next, in a line for a narrow screen."""
        waiting = next((cell for cell in self.cells if cell.progress is not Progress.DONE), None)
        if waiting is not None:
            return f"{waiting.stage}: {waiting.words}"
        return "semua tahap yang dibuka sudah selesai" if self.cells else ""

    @property
    def done(self) -> int:
        return sum(cell.progress is Progress.DONE for cell in self.cells)


@cache
def _rooms() -> tuple[Any, ...]:
    """Rooms that tell of stages."""
    names = [room.name for room in apps.get_app_configs() if room.name.startswith("berdaya.")]
    return tuple(import_module(f"{name}.stages") for name in names if find_spec(f"{name}.stages"))


def board(hat: Holding, decree: Decree, today: date) -> list[BoardRow]:
    """The places of the decree that lie in the hat's territory, by name."""
    leads = doors.leads_by_place(decree)
    rows = [
        row
        for row in doors.results_of(decree.discussion.computation)
        if row.decided and (row.code + ".").startswith(hat.territory + "." if hat.territory else "")
    ]
    told = told_of(hat, [row.code for row in rows])
    begun = {stage for _, stage in told}
    made = [
        BoardRow(
            row.code,
            row.name,
            row.kecamatan,
            row.stratum,
            row.n,
            leads.get(row.code, ""),
            tuple(
                _cell(words, told.get((row.code, stage)), today) for stage, words in STAGES if stage in begun
            ),
        )
        for row in rows
    ]
    return sorted(made, key=lambda row: (row.kecamatan, row.name, row.code))


def told_of(hat: Holding, codes: Sequence[str]) -> Mapping[tuple[str, str], StageState]:
    """What the rooms tell, by place and stage."""
    return {(state.code, state.stage): state for room in _rooms() for state in room.stages_for(hat, codes)}


def _cell(stage: str, state: StageState | None, today: date) -> Cell:
    if state is None:
        return Cell(stage, NOT_OPEN, Progress.WAITING, open=False)
    return Cell(stage, state.words, state.progress, state.address, state.late(today))


COLUMNS: Final[tuple[Column[BoardRow], ...]] = (
    Column("tempat", "Tempat", lambda row: row.name),
    Column("perangkat", "Pendamping", lambda row: row.agency or None, phone=False),
    Column("n", "Desil 1", lambda row: row.n, numeric=True, phone=False),
)


def words_of(row: BoardRow) -> str:
    return f"{row.name} {row.kecamatan} {row.agency} {row.code}"


def stages_of(rows: Sequence[BoardRow]) -> tuple[list[str], list[str]]:
    """The stages that have a column, and those that no room tells of yet."""
    begun = [cell.stage for cell in rows[0].cells] if rows else []
    return begun, [words for _, words in STAGES if words not in begun]


@dataclass(frozen=True, slots=True)
class StageSum:
    """How many places stand where in one stage. In the `closed` ones nobody has begun to work at all."""

    stage: str
    done: int
    running: int
    waiting: int
    closed: int
    late: int


def stage_sums(rows: Sequence[BoardRow]) -> list[StageSum]:
    """The board by stage: each place stands in exactly one of done, running, waiting and closed."""
    return [_sum(words, [row.cells[at] for row in rows]) for at, words in enumerate(stages_of(rows)[0])]


def _sum(stage: str, cells: Sequence[Cell]) -> StageSum:
    stand = [cell.progress for cell in cells if cell.open]
    return StageSum(
        stage,
        stand.count(Progress.DONE),
        stand.count(Progress.RUNNING),
        stand.count(Progress.WAITING),
        len(cells) - len(stand),
        sum(cell.late for cell in cells),
    )


def boxes(rows: Sequence[BoardRow]) -> list[dict[str, Any]]:
    """How many places, how many with an agency, how far each open stage is, who is late."""
    late = sum(bool(row.late) for row in rows)
    led = sum(bool(row.agency) for row in rows)
    stages = [
        {"label": one.stage, "figure": one.done, "context": f"selesai dari {len(rows)} tempat"}
        for one in stage_sums(rows)
    ]
    return [
        {"label": "Tempat dampingan", "figure": len(rows), "context": f"{led} sudah punya pendamping"},
        *stages,
        {
            "label": "Terlambat",
            "figure": late,
            "context": "tempat melewati tenggat satu tahap atau lebih",
            "alert": bool(late),
        },
    ]
