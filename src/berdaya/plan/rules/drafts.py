"""How a list goes from a file to an edition in force: its states, and the faults of its frame."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from berdaya.kernel.findings import Finding


class State(StrEnum):
    DRAFT = "draf"
    SUBMITTED = "menunggu orang kedua"
    CONFIRMED = "disahkan"
    RETURNED = "dikembalikan"
    DROPPED = "dibatalkan"

    @property
    def open(self) -> bool:
        return self in (State.DRAFT, State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands above a list: for whom, from when to when, by which paper."""

    territory: str
    title: str
    source: str
    valid_from: date
    valid_to: date | None = None


def frame_faults(frame: Frame) -> list[Finding]:
    """What is missing or does not fit in the frame of a list."""
    found = []
    if not frame.source.strip():
        found.append(_fault("no_source", "sumber", "belum diisi", "Sebut nomor dan tanggal suratnya."))
    if frame.valid_to is not None and frame.valid_to < frame.valid_from:
        found.append(
            _fault("dates", "tanggal akhir", "mendahului hari pertama", "Periksa kedua tanggal itu.")
        )
    return found


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"plan.{code}", where, problem, advice)
