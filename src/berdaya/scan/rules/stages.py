"""The stages of the work in one village: their names for a desa and a kelurahan, and when each is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from berdaya.kernel.findings import Finding
from berdaya.kernel.offers import Progress
from berdaya.region.rules.codes import Kind, kind_of

NOT_FOR_KELURAHAN = "tidak berlaku di kelurahan"


class State(StrEnum):
    """Where a round of work stands: its households are being read, people work, it was closed."""

    FILLING = "menyiapkan"
    RUNNING = "berjalan"
    CLOSED = "selesai"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as the rule has it. `kelurahan` is empty where a kelurahan has no such duty."""

    key: str
    title: str
    kelurahan: str
    days: int

    def title_at(self, code: str) -> str:
        return (self.kelurahan if is_kelurahan(code) else "") or self.title

    def applies_at(self, code: str) -> bool:
        """What does not apply is no gap: it is left out, and never counts as not done."""
        return bool(self.kelurahan) or not is_kelurahan(code)


def is_kelurahan(code: str) -> bool:
    return kind_of(code) is Kind.KELURAHAN


def stages_of(values: Mapping[str, Any]) -> tuple[Stage, ...]:
    """The stages of the rule `scan.work`, in its order."""
    return tuple(
        Stage(key, about["title"], about.get("kelurahan", ""), about["days"])
        for key, about in values["stages"].items()
    )


def due_dates(stages: tuple[Stage, ...], code: str, opened: date) -> dict[str, date]:
    """When each stage that applies here is due, counted from the day of opening."""
    return {stage.key: opened + timedelta(days=stage.days) for stage in stages if stage.applies_at(code)}


def date_faults(dues: Mapping[str, date], opened: date) -> list[Finding]:
    """A stage cannot be due before the work began."""
    return [
        Finding("scan.due", key, "tenggatnya mendahului hari dibuka", "Pilih hari sesudahnya.")
        for key, due in dues.items()
        if due < opened
    ]


def late(progress: Progress, due: date | None, today: date) -> bool:
    return due is not None and progress is not Progress.DONE and due < today
