"""Lists as rows: where each stands and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.jobs.models import Job
from berdaya.kernel.calendar import format_date
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.models import Run
from berdaya.targeting.rules.changes import seats_words
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
    places: str
    size: int | None
    job: str = ""


def shown_runs(runs: Sequence[Run], jobs: Mapping[str, Job], person: int) -> list[ShownRun]:
    return [_shown(run, jobs.get(str(run.pk)), person) for run in runs]


def _shown(run: Any, job: Job | None, person: int) -> ShownRun:
    state = run.standing
    words, chip, following = state.value.capitalize(), CHIPS[state], NEXT[state]
    begins = run.decree_begins
    if state is State.DECREED and begins > today_in(run.territory):
        words, chip, following = "Menunggu berlaku", "wait", f"berlaku mulai {format_date(begins)}"
    elif state is State.DECREED and run.superseded_on:
        following = f"pendampingan berjalan, diganti mulai {format_date(run.superseded_on)}"
    return ShownRun(
        run,
        official().names[run.territory],
        words,
        chip,
        following if job is None else "sedang dihitung",
        run.decree_number or "",
        *_places(run),
        reverse("job", args=[job.pk]) if job is not None and job.person_id == person else "",
    )


def _places(run: Any) -> tuple[str, int | None]:
    """`86 dari 223`, and beside it where that is not what the seats are."""
    if run.computation is None:
        return "", None
    decided = (run.chosen or 0) + (run.added or 0) - (run.dropped or 0)
    seats = run.computation.seats
    of = f"{decided} dari {format_count(run.computation.places)}"
    return (of if decided == seats else f"{of} ({seats_words(seats, run.chosen or 0, decided)})"), decided


COLUMNS: Final[tuple[Column[ShownRun], ...]] = (
    Column("tahun", "Tahun", lambda one: one.run.year, numeric=True),
    Column("keadaan", "Keadaan", lambda one: one.state),
    Column("langkah", "Langkah berikut", lambda one: one.run.due, phone=False),
    Column("keputusan", "Keputusan", lambda one: one.number or None, phone=False),
    Column("tempat", "Tempat", lambda one: one.size, phone=False),
    Column("penyusun", "Disusun", lambda one: one.run.begun_by.name, phone=False),
)


def words_of(one: ShownRun) -> str:
    return f"daftar {one.run.year} {one.place} {one.state} {one.number} {one.run.begun_by.name}"
