"""Rounds of work in words: rows of the list, the status line of a village, its boxes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from berdaya.access.places import place_title
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Progress
from berdaya.kernel.status import StatusLine
from berdaya.register.shown.registers import register_title
from berdaya.scan.book import stages_on
from berdaya.scan.gathering import next_of
from berdaya.scan.models import Cycle
from berdaya.scan.rules.counting import Homes
from berdaya.scan.rules.parts import Box
from berdaya.scan.rules.stages import State

CHIPS = {Progress.DONE: "", Progress.RUNNING: "wait", Progress.WAITING: "no"}
STATE_CHIPS = {State.FILLING: "wait", State.RUNNING: "", State.CLOSED: "no"}


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A village at work in the list."""

    cycle: Cycle
    name: str
    where: str
    boxes: Sequence[Box]
    next: str
    done: int
    late: int
    words: str

    @property
    def chip(self) -> str:
        return STATE_CHIPS[self.cycle.standing]


def cycle_row(cycle: Cycle, boxes: Sequence[Box]) -> CycleRow:
    name, _, where = place_title(cycle.territory).partition(", ")
    applying = [box for box in boxes if box.applies]
    waiting = next_of(boxes)
    return CycleRow(
        cycle=cycle,
        name=name,
        where=where.split(", ")[0],
        boxes=applying,
        next=f"{waiting.title}: {waiting.told.next}" if waiting else _nothing_next(cycle),
        done=sum(box.told.progress is Progress.DONE for box in applying),
        late=sum(box.late for box in applying),
        words=f"{name} {where} {cycle.agency} {cycle.year}",
    )


def _nothing_next(cycle: Cycle) -> str:
    if cycle.standing is State.FILLING:
        return "daftar kerja sedang disiapkan"
    return "putaran ini sudah ditutup" if cycle.standing is State.CLOSED else "semua tahap selesai"


def status_of(cycle: Cycle, boxes: Sequence[Box], told: str, may_work: bool) -> StatusLine:
    """Where the village stands: what happened, why, what comes next, who does it. `told` are its households
    in words."""
    register = register_title(cycle.snapshot)
    agency = cycle.agency or "Belum ada pendamping"
    if cycle.standing is State.FILLING:
        what = "Daftar kerja sedang disiapkan dari register."
        return StatusLine(what, f"Memakai {register}.", "Muat ulang halaman ini sebentar lagi.", agency)
    if cycle.standing is State.CLOSED:
        why = cycle.closing_note or "Semua tahap dinyatakan selesai."
        return StatusLine(
            f"Putaran {cycle.year} ditutup {_day(cycle)}.",
            why,
            "Catatannya tetap dapat dibaca; nama tidak ditampilkan lagi.",
            agency,
        )
    waiting = next_of(boxes)
    left_out = f"; {format_count(cycle.left_out)} yang lebih mampu tidak diambil" if cycle.left_out else ""
    return StatusLine(
        f"Daftar kerja memuat {told}.",
        f"Dari {register}{left_out}.",
        f"{waiting.title}: {waiting.told.next}." if waiting else "Semua tahap selesai; tutup putarannya.",
        agency,
        waiting=may_work and waiting is not None,
    )


def _day(cycle: Cycle) -> str:
    return format_date(timezone.localtime(cycle.closed_at).date()) if cycle.closed_at else ""


def judged_words(cycle: Cycle) -> str:
    moved = f", umur digeser {cycle.years} tahun" if cycle.years else ""
    variants = f" Varian: {cycle.variants.replace(' ', ', ')}." if cycle.variants else ""
    return f"Sembilan tanda dinilai per {format_date(cycle.on_date)}{moved}.{variants}"


def sums_of(rows: Sequence[CycleRow], homes: Iterable[Homes], candidates: int) -> list[dict[str, Any]]:
    """The boxes over the list of places."""
    late = sum(bool(row.late) for row in rows)
    many = sum(one.total for one in homes)
    return [
        {"label": "Tempat dikerjakan", "figure": len(rows), "context": f"{candidates} tempat belum dibuka"},
        {
            "label": "Rumah tangga",
            "figure": format_count(many),
            "context": "dari register dan tambahan musyawarah",
        },
        {
            "label": "Terlambat",
            "figure": late,
            "context": "tempat melewati tenggat satu tahap atau lebih",
            "alert": bool(late),
        },
    ]


def stage_titles(cycle: Cycle) -> dict[str, str]:
    """The stages that apply here, by key, in the words of the place."""
    stages = stages_on(cycle.on_date, cycle.territory)
    return {one.key: one.title_at(cycle.territory) for one in stages if one.applies_at(cycle.territory)}
